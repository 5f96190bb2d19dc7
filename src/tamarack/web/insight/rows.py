"""The heatmap: a table of cells, each said in words, bars and tint."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tamarack.core.framework import Competency, Criterion
from tamarack.insight.reporting import Column, Report
from tamarack.insight.words import Cell
from tamarack.web.insight.asked import BY_ROLE, Asked
from tamarack.web.kept import joined, kept


@dataclass(frozen=True)
class Row:
    """A criterion with its cells; `level` is told where the role asks for another one of each criterion."""

    criterion: Criterion
    level: str
    cells: SafeString


@dataclass(frozen=True)
class Heatmap:
    """The rows under their competencies, and the criteria that have none at this level."""

    columns: Sequence[Column]
    areas: Sequence[tuple[Competency, Sequence[Row]]]
    left_out: Sequence[str]
    nothing: bool
    """Whether some cell has nothing to tell."""
    quarters: Collection[int]
    """The quarters that some label lies in."""
    pooled: bool
    """Whether some team is told with others."""


def heatmap(report: Report, columns: Sequence[Column], asked: Asked) -> Heatmap:
    """The cells of some columns, at the level that is asked for."""
    areas, left_out, cells = [], [], []
    for area in report.framework.competencies:
        rows = []
        for criterion in area.criteria:
            level = asked.level_of(report.framework, criterion.code)
            if level is None:
                left_out.append(criterion.code)
                continue
            found = [report.cell(column, criterion.code, level) for column in columns]
            cells += found
            drawn = joined(map(_cell, found))
            rows.append(Row(criterion, level if asked.level == BY_ROLE else "", drawn))
        if rows:
            areas.append((area, rows))
    quarters = {cell.quarter for cell in cells if cell.quarter}
    pooled = any(cell.pooled for cell in cells)
    return Heatmap(columns, areas, left_out, any(map(_is_nothing, cells)), quarters, pooled)


def _is_nothing(cell: Cell) -> bool:
    return cell.words != "" and not cell.pooled and cell.quarter is None and cell.about is None


def _cell(cell: Cell) -> SafeString:
    if cell.pooled:
        return kept("insight/_cell.html", {"words": cell.words}, kind="pooled")
    return kept("insight/_cell.html", {}, kind="told" if cell.words else "empty", cell=cell)
