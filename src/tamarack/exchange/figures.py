"""Figures as files: the same labels as on the page, at every level, with the teams that are told together by name."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext

from tamarack.core.roles import RoleProfile, target
from tamarack.exchange.sheets import Cell, Sheet, workbook
from tamarack.exchange.tables import csv_table
from tamarack.insight.reporting import Column, Report
from tamarack.rubric.texts import say

WIDE, NARROW = 38.0, 24.0


def figures_csv(report: Report) -> bytes:
    """Figures as CSV: a row for every level of every criterion."""
    names = ["criterion", "name", "level", *(column.name for column in report.columns)]
    return csv_table(names, _rows(report, report.columns, lambda level: level))


def figures_xlsx(report: Report, profile: RoleProfile) -> bytes:
    """Figures as a workbook: now, over time, and how to read them."""
    sheets = [_sheet(gettext("Figures"), report, report.columns, profile)]
    if len(report.over_time) > 1:
        sheets.append(_sheet(gettext("Over time"), report, report.over_time, profile))
    notes = [[line] for line in report.notes]
    sheets.append(Sheet(gettext("How to read this"), [(gettext("How to read this"), 100)], notes))
    return workbook(sheets, title=report.heading)


def _sheet(name: str, report: Report, columns: tuple[Column, ...], profile: RoleProfile) -> Sheet:
    heads = [(gettext("Criterion"), 11.0), (gettext("Name"), WIDE), (gettext("Level"), 14.0)]
    heads += [(column.name, NARROW) for column in columns]
    asked = [gettext("yes") if level == aim else "" for level, aim in _aims(report, profile)]
    rows = _rows(report, columns, lambda level: say(report.framework.level(level).name))
    return Sheet(
        name,
        [*heads, (gettext("Asked by the role"), 12.0)],
        [[*row, yes] for row, yes in zip(rows, asked, strict=True)],
    )


def _aims(report: Report, profile: RoleProfile) -> Iterator[tuple[str, str | None]]:
    """Every level of every criterion, with the one that the role asks for."""
    for row in report.framework.criteria:
        aim = target(report.framework, row, profile)
        yield from ((level, aim) for level in row.levels)


def _rows(report: Report, columns: tuple[Column, ...], name: Callable[[str], str]) -> Iterator[list[Cell]]:
    for row in report.framework.criteria:
        for level in row.levels:
            cells = [report.cell(column, row.code, level, most=None).words for column in columns]
            yield [row.code, say(row.name), name(level), *cells]
