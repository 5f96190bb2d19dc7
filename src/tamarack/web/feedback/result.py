"""The result: oneself and others side by side, as table and picture, with comments."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment.feedback import Result, Row
from tamarack.assessment.feedback_words import (
    alpha_words,
    part_name,
    place_short,
    place_words,
    reading_words,
    result_summary,
    spread_words,
)
from tamarack.assessment.models import KEEP, TRY, FeedbackComment, FeedbackRequest
from tamarack.assessment.queries import feedback as queries
from tamarack.assessment.words import says
from tamarack.common.language import language, listed
from tamarack.core.agreement import AGREEMENT_FROM, POOL, THRESHOLD, Place, Spread
from tamarack.core.framework import Framework
from tamarack.reports.dumbbell import dumbbell, scale
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest
from tamarack.web.kept import joined, kept

APART = "apart"
"""How an address says that the widest apart come first."""
Told = tuple[str, str]
"""A comment: its text, and whose it is, as far as that is told."""


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
        "table": _table(result, by_distance=by_distance),
        "comments": list(_by_criterion(result.framework, found, comments)),
        "agreement": [(part_name(part), alpha_words(tenths)) for part, tenths in result.agreed],
        "managers": listed(result.managers),
        "pooled": POOL in result.parts,
        "promise": found.promise.get(language(), {}),
        "numbers": {"threshold": THRESHOLD, "more": AGREEMENT_FROM},
    }
    return render(request, "feedback/result.html", context)


def _by_criterion(
    framework: Framework, found: FeedbackRequest, comments: Mapping[str, Sequence[FeedbackComment]]
) -> Iterator[tuple[str, str, list[Told]]]:
    """What is commented on: code, name, and the comments, each with whose it is."""
    names = {KEEP: gettext("One thing to keep"), TRY: gettext("One thing to try next")}
    for about in (*found.criteria, KEEP, TRY):
        if rows := comments.get(about):
            code = "" if about in names else about
            name = names.get(about) or say(framework.criterion(about).name)
            yield code, name, [(row.text, author(row)) for row in rows]


def author(comment: FeedbackComment) -> str:
    """Whose a comment is: its group, and the name where it is signed."""
    group = part_name(comment.part)
    return f"{comment.name} · {group}" if comment.name else group


def _table(result: Result, *, by_distance: bool) -> SafeString:
    """The table with its head; by competency each has a body of its own."""
    framework, heads = result.framework, _heads(result)
    if by_distance:
        bodies: list[tuple[str, Sequence[Row]]] = [("", result.widest_first)]
    else:
        areas = groupby(result.rows, key=lambda row: row.criterion.competency)
        bodies = [(say(framework.competency(code).name), list(rows)) for code, rows in areas]
    names = [gettext("Not yet"), *(level.code for level in framework.levels)]
    own: dict[str, str] = {
        "heads": joined(kept("feedback/_head.html", {"name": name}, many=many) for name, many in heads),
        "bodies": joined(_body(result, heads, name, rows) for name, rows in bodies),
    }
    return kept("feedback/_table.html", own, marks=tuple(zip(scale(len(framework.levels)), names, strict=True)))


def _heads(result: Result) -> list[tuple[str, int]]:
    """The columns of oneself, of managers and of parts; with how many answered, as far as the page tells it anyway."""
    parts = [(part_name(part), AGREEMENT_FROM if part in result.many else THRESHOLD) for part in result.parts]
    return [(gettext("You"), 0), *((name, 0) for name in result.managers), *parts]


def _body(result: Result, heads: Sequence[tuple[str, int]], name: str, rows: Sequence[Row]) -> SafeString:
    own: dict[str, str] = {"rows": joined(_row(result, heads, row) for row in rows)}
    return kept("feedback/_body.html", own, name=name, columns=len(heads) + 4)


def _row(result: Result, heads: Sequence[tuple[str, int]], row: Row) -> SafeString:
    framework = result.framework
    ranks = [row.own_rank, *row.managers]
    found: list[tuple[Place | None, Spread | None]] = [
        *((None if rank is None else Place(Fraction(rank)), None) for rank in ranks),
        *((cell.place, cell.spread) if (cell := row.cells.get(part)) else (None, None) for part in result.parts),
    ]
    cells = (_cell(framework, head, place, spread) for (head, _), (place, spread) in zip(heads, found, strict=True))
    return kept(
        "feedback/_row.html",
        {"cells": joined(cells), "picture": picture(framework, row), "others": _others(framework, row)},
        criterion=row.criterion,
        reading=row.reading,
        reads=reading_words(row.reading),
    )


def _cell(framework: Framework, head: str, place: Place | None, spread: Spread | None) -> SafeString:
    short = place_short(framework, place) if place else ""
    words = place_words(framework, place) if place else ""
    told = spread_words(framework, spread) if spread else ""
    return kept("feedback/_cell.html", {"head": head}, short=short, words=words, spread=told)


def _others(framework: Framework, row: Row) -> SafeString:
    return _cell(framework, gettext("Others’ mean"), row.others, None)


def picture(framework: Framework, row: Row) -> SafeString:
    """The dumbbell of a criterion, with what it says in words."""
    own = says(framework, row.own)
    others = place_words(framework, row.others) if row.others else gettext("not shown")
    title = gettext("You: {own}. Others: {others}.").format(own=own, others=others)
    at = row.others.at if row.others else None
    return _picture(len(framework.levels), row.own_rank, at, row.is_wide, title)


@lru_cache(maxsize=2000)
def _picture(levels: int, own: int | None, others: Fraction | None, wide: bool, title: str) -> SafeString:
    return dumbbell(levels, own, others, wide=wide, title=title)
