"""The result: oneself and others side by side, as table and picture, with comments."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment.answers import Answer
from tamarack.assessment.feedback import Cell, Result, Row, rated
from tamarack.assessment.feedback_words import (
    alpha_words,
    part_name,
    place_short,
    place_words,
    result_summary,
    spread_words,
)
from tamarack.assessment.models import KEEP, TRY, FeedbackRequest
from tamarack.assessment.queries import feedback as queries
from tamarack.assessment.queries.feedback import Readable
from tamarack.assessment.words import says
from tamarack.common.language import language, listed
from tamarack.core.agreement import AGREEMENT_FROM, POOL
from tamarack.core.framework import Framework
from tamarack.reports.dumbbell import dumbbell, scale
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest
from tamarack.web.feedback.promise import promise_html
from tamarack.web.kept import joined, kept

APART = "apart"
"""How an address says that the widest apart come first."""


def result_page(request: PersonRequest, found: FeedbackRequest) -> HttpResponse:
    """The result of a closed request."""
    result = queries.result(found)
    comments = queries.readable_comments(found)
    by_distance = request.GET.get("by") == APART
    context = {
        "here": "feedback",
        "asked": found,
        "result": result,
        "summary": result_summary(result),
        "by_distance": by_distance,
        "table": _table(result, found.threshold, by_distance=by_distance),
        "comments": list(_by_criterion(result.framework, found, comments)),
        "agreement": [(part_name(part), alpha_words(tenths)) for part, tenths in result.agreed],
        "managers": listed(result.managers),
        "pooled": POOL in result.parts,
        "promise": promise_html(found),
        "numbers": {"threshold": found.threshold, "more": max(AGREEMENT_FROM, found.threshold)},
    }
    return render(request, "feedback/result.html", context)


def _by_criterion(
    framework: Framework, found: FeedbackRequest, comments: Mapping[str, Sequence[Readable]]
) -> Iterator[tuple[str, str, SafeString]]:
    """What is commented on: code, name, and the comments."""
    names = {KEEP: gettext("One thing to keep"), TRY: gettext("One thing to try next")}
    for about in (*found.criteria, KEEP, TRY):
        if rows := comments.get(about):
            code = "" if about in names else about
            name = names.get(about) or say(framework.criterion(about).name)
            yield code, name, joined(_comment(row) for row in rows)


def _comment(row: Readable) -> SafeString:
    return kept("feedback/_comment.html", {"text": row.text, "name": row.name}, part=row.part, signed=bool(row.name))


def author(comment: Readable) -> str:
    """Whose a comment is: its group, and the name where it is signed."""
    group = part_name(comment.part)
    return f"{comment.name} · {group}" if comment.name else group


def _table(result: Result, threshold: int, *, by_distance: bool) -> SafeString:
    """The table with its head; by competency each has a body of its own."""
    framework, heads = result.framework, _heads(result, threshold)
    if by_distance:
        bodies: list[tuple[str, Sequence[Row]]] = [("", result.widest_first)]
    else:
        areas = groupby(result.rows, key=lambda row: row.criterion.competency)
        bodies = [(say(framework.competency(code).name), list(rows)) for code, rows in areas]
    cells = [format_html('<td data-name="{}">', name) for name, _ in heads]
    names = [gettext("Not yet"), *(level.code for level in framework.levels)]
    own: dict[str, str] = {
        "heads": joined(kept("feedback/_head.html", {"name": name}, many=many) for name, many in heads),
        "bodies": joined(_body(result, cells, name, rows) for name, rows in bodies),
    }
    return kept("feedback/_table.html", own, marks=tuple(zip(scale(len(framework.levels)), names, strict=True)))


def _heads(result: Result, threshold: int) -> list[tuple[str, int]]:
    """The columns of oneself, of managers and of parts; with how many answered, as far as the page tells it anyway."""
    more = max(AGREEMENT_FROM, threshold)
    parts = [(part_name(part), more if part in result.many else threshold) for part in result.parts]
    return [(gettext("You"), 0), *((name, 0) for name in result.managers), *parts]


def _body(result: Result, heads: Sequence[SafeString], name: str, rows: Sequence[Row]) -> SafeString:
    own: dict[str, str] = {"rows": joined(_row(result, heads, row) for row in rows)}
    return kept("feedback/_body.html", own, name=name, columns=len(heads) + 4)


def _row(result: Result, heads: Sequence[SafeString], row: Row) -> SafeString:
    framework, tongue = result.framework, language()
    own = None if row.own_rank is None else rated(row.own_rank)
    found = [own, *row.managers, *(row.cells.get(part) for part in result.parts)]
    cells = joined(
        piece for head, cell in zip(heads, found, strict=True) for piece in (head, _cell(tongue, framework, cell))
    )
    return kept(
        "feedback/_row.html",
        {"cells": cells, "picture": picture(framework, row), "others": _cell(tongue, framework, row.mean)},
        criterion=row.criterion,
        reading=row.reading,
    )


@lru_cache(maxsize=5000)
def _cell(tongue: str, framework: Framework, cell: Cell | None) -> SafeString:
    """What stands in a cell, for whichever column."""
    short = place_short(framework, cell.place) if cell else ""
    words = place_words(framework, cell.place) if cell else ""
    spread = spread_words(framework, cell.spread) if cell and cell.spread else ""
    return kept("feedback/_cell.html", {}, short=short, words=words, spread=spread)


def picture(framework: Framework, row: Row) -> SafeString:
    """The dumbbell of a criterion, with what it says in words."""
    own = Answer(row.own.value, row.own.reason)
    return _picture(language(), framework, own, row.own_rank, row.mean, row.is_wide)


@lru_cache(maxsize=5000)
def _picture(
    tongue: str, framework: Framework, own: Answer, own_rank: int | None, mean: Cell | None, wide: bool
) -> SafeString:
    others = place_words(framework, mean.place) if mean else gettext("not shown")
    title = gettext("You: {own}. Others: {others}.").format(own=says(framework, own), others=others)
    at = mean.place.at if mean else None
    return dumbbell(len(framework.levels), own_rank, at, wide=wide, title=title)
