"""The heatmap: a table of cells, each said in words, bars and tint."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tamarack.core.framework import Competency, Criterion
from tamarack.insight.models import POOL
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
            cells += [cell for cell, column in zip(found, columns, strict=True) if column.code != POOL]
            drawn = joined(map(_cell, found, columns))
            rows.append(Row(criterion, level if asked.level == BY_ROLE else "", drawn))
        if rows:
            areas.append((area, rows))
    return Heatmap(columns, areas, left_out, any(_is_nothing(cell) for cell in cells))


def _is_nothing(cell: Cell) -> bool:
    return not cell.pooled and cell.quarter is None and cell.about is None


def _cell(cell: Cell, column: Column) -> SafeString:
    if column.code == POOL and _is_nothing(cell):
        return kept("insight/_cell.html", {}, kind="empty")
    if cell.pooled:
        return kept("insight/_cell.html", {"words": cell.words}, kind="pooled")
    return kept("insight/_cell.html", {}, kind="told", cell=cell)
