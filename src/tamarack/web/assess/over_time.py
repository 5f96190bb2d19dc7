"""How a standing changes: what moved between any two dates, their rings, and lines of descriptors met."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.carrying import on_version
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries import rating as queries
from tamarack.common.dates import long_date
from tamarack.core.framework import Competency, Framework
from tamarack.reports.lines import line
from tamarack.reports.rings import rings_of
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.standing import moved

Dated = Sequence[tuple[Assessment, Answers]]


@signed_in
def over_time(request: PersonRequest) -> HttpResponse:
    """All submitted assessments on the newest one's version and on those it continues, two of them side by side."""
    found = queries.own_assessments(request.user)
    newest = next((row for row in found if not row.is_draft), None)
    dated = on_version(newest.version_id, found)[::-1] if newest else []
    rows = [row for row, _ in dated]
    context: dict[str, Any] = {"here": "me", "assessments": rows, "elsewhere": _elsewhere(found, rows)}
    context["changed"] = _changed(rows)
    if len(rows) > 1:
        context |= _compared(dated, request.GET.get("a", ""), request.GET.get("b", ""))
        context |= {"lines": [_line(dated, area) for area in dated[-1][1].framework.competencies]}
        context["totals"] = [(row.dated, answers.standing.met, answers.standing.of) for row, answers in dated]
    return render(request, "assess/over_time.html", context)


def _changed(rows: Sequence[Assessment]) -> list[tuple[Assessment, Framework, Framework]]:
    """Where the rubric had a new version between two assessments: the first one on it, the old version and the new."""
    return [
        (after, framework(before.version_id), framework(after.version_id))
        for before, after in pairwise(rows)
        if before.version_id != after.version_id
    ]


def _elsewhere(found: Sequence[Assessment], rows: Sequence[Assessment]) -> int:
    """How many submitted ones are on other versions, and not told here."""
    return sum(not row.is_draft for row in found) - len(rows)


def _compared(dated: Dated, first: str, second: str) -> dict[str, Any]:
    """Two of them, the earlier one first: those asked for, else the last two."""
    numbers = [str(row.pk) for row, _ in dated]
    at = [numbers.index(number) if number in numbers else default for number, default in ((first, -2), (second, -1))]
    places = sorted(place % len(dated) for place in at)
    sides = [_side(*dated[place], name) for place, name in zip(places, ("before", "after"), strict=True)]
    before, after = ((row.dated, answers) for row, answers in (dated[place] for place in places))
    return {"sides": sides, "moved": moved(before, after, compared=True) if places[0] != places[1] else None}


def _side(assessment: Assessment, answers: Answers, name: str) -> dict[str, Any]:
    rings = rings_of(answers)
    return {"assessment": assessment, "picture": rings.picture(name=name), "key": rings.key()}


def _line(dated: Dated, area: Competency) -> dict[str, Any]:
    """A competency's descriptors met, as a line and as numbers."""
    place = dated[-1][1].framework.competencies.index(area)
    standings = [answers.standing.competencies[place] for _, answers in dated]
    told = [
        gettext("{when}: {met} of {of}").format(when=long_date(row.dated), met=standing.met, of=standing.of)
        for (row, _), standing in zip(dated, standings, strict=True)
    ]
    title = gettext("{competency}: descriptors met").format(competency=say(area.name))
    points = [(row.dated, standing.met) for (row, _), standing in zip(dated, standings, strict=True)]
    return {
        "competency": area,
        "picture": line(points, area.descriptor_count, title=title, description=". ".join(told), name=area.code),
        "numbers": [(day, met, standing.of) for (day, met), standing in zip(points, standings, strict=True)],
    }
