"""Figures as PDF: a table for each level, with the same labels as on the page."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext

from tamarack.common.dates import long_date
from tamarack.core.roles import RoleProfile, target
from tamarack.insight.reporting import Column, Noted, Report
from tamarack.insight.words import Cell
from tamarack.reports.pdf import Data, pdf
from tamarack.reports.texts import edition, pair
from tamarack.rubric.texts import say

BESIDE = 8
"""Columns of a table; more stand in a table below."""


def figures_pdf(report: Report, profile: RoleProfile) -> bytes:
    """Figures with how they are made, strengths, and what to train next."""
    title = pair(gettext("Figures"), report.heading)
    made = timezone.localdate()
    data: Data = {
        "eyebrow": gettext("Figures"),
        "heading": report.team.name if report.team else report.organisation.name,
        "place": report.organisation.name if report.team else "",
        "logo": list(bytes(report.organisation.logo)),
        "logo-text": report.organisation.logo_text or report.organisation.name,
        "facts": _facts(report, profile),
        "notes": report.notes[2:],
        "lists": [
            _listed(gettext("Strengths"), report, report.strengths(profile)),
            _listed(gettext("What to train next"), report, report.trainings(profile)),
        ],
        "tables": list(_tables(report, profile)),
        "criterion": gettext("Criterion"),
        "running-head": title,
        "foot": gettext("Made with Tamarack on {date}. No figure says what anybody answered.").format(
            date=long_date(made)
        ),
        "page-of": gettext("Page {number} of {total}"),
    }
    return pdf("figures", data, title=title, paper="letter", made=made)


def _facts(report: Report, profile: RoleProfile) -> list[tuple[str, str]]:
    return [
        (gettext("Framework"), edition(report.framework)),
        (gettext("Figures"), report.period),
        (gettext("Next figures"), long_date(report.next.told_on)),
        (gettext("Role profile"), say(profile.name)),
    ]


def _listed(title: str, report: Report, noted: Sequence[Noted]) -> Data:
    levels = report.framework.level
    rows = [
        pair(f"{row.criterion.code} {say(row.criterion.name)}", f"{say(levels(row.level).name)}, {row.cell.words}")
        for row in noted
    ]
    return {"title": title, "rows": rows or [gettext("None stands out by what is told.")]}


def _tables(report: Report, profile: RoleProfile) -> Iterator[Data]:
    """A table for what the role asks for, and one for each level; one below the other where columns are many."""
    yield from _table(report, gettext("At what the role asks for"), _aims(report, profile))
    for level in report.framework.levels:
        rows = [(row.code, level.code) for row in report.framework.criteria if level.code in row.levels]
        title = gettext("{level} or above").format(level=say(level.name))
        yield from _table(report, say(level.name) if level is report.framework.top else title, rows)


def _aims(report: Report, profile: RoleProfile) -> list[tuple[str, str]]:
    found = ((row.code, target(report.framework, row, profile)) for row in report.framework.criteria)
    return [(code, level) for code, level in found if level]


def _table(report: Report, title: str, criteria: Sequence[tuple[str, str]]) -> Iterator[Data]:
    for start in range(0, len(report.columns), BESIDE):
        columns = report.columns[start : start + BESIDE]
        yield {
            "title": title if start == 0 else gettext("{title}, continued").format(title=title),
            "columns": [column.name for column in columns],
            "rows": [_row(report, code, level, columns) for code, level in criteria],
        }


def _row(report: Report, code: str, level: str, columns: Sequence[Column]) -> Data:
    row = report.framework.criterion(code)
    return {
        "code": code,
        "name": say(row.name),
        "level": level,
        "cells": [_cell(report.cell(column, code, level)) for column in columns],
    }


def _cell(cell: Cell) -> Data:
    return {"words": cell.short, "quarter": cell.quarter or 0, "pooled": cell.pooled}
