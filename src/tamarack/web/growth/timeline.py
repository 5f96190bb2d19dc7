"""What happened when: assessments, goals, actions and check-ins in one line of time."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.assessment.queries import own_assessments
from tamarack.common.dates import month
from tamarack.growth import queries
from tamarack.growth.models import Goal
from tamarack.people.models import Person
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.trend import trend

Entry = tuple[date, str, str, str]
"""When, what kind of thing, what, and its address."""


@signed_in
def timeline(request: PersonRequest) -> HttpResponse:
    """All of it, newest first, by month; and how the goals' competencies have moved."""
    entries = sorted(_entries(request.user), key=lambda entry: entry[0], reverse=True)
    months = [(name, list(rows)) for name, rows in groupby(entries, key=lambda entry: month(entry[0]))]
    active = [goal for goal in queries.own_goals(request.user) if goal.state == Goal.State.ACTIVE]
    trends = [(goal, trend(request.user, goal)) for goal in active[:1]]
    return render(request, "growth/timeline.html", {"here": "growth", "months": months, "trends": trends})


def _entries(person: Person) -> Iterator[Entry]:
    for row in own_assessments(person):
        if not row.is_draft:
            yield row.dated, gettext("Assessment"), row.name, reverse("assessment_result", args=[row.pk])
    for event in queries.events(person):
        address = reverse("goal", args=[event.goal_id])
        yield timezone.localdate(event.at), _became(event.state), event.goal.aim, address
    for action in queries.done_actions(person):
        yield (
            action.done_on or timezone.localdate(action.changed_at),
            gettext("Action done"),
            action.what,
            reverse("action", args=[action.pk]),
        )
    for entry in queries.check_ins(person):
        address = f"{reverse('journal')}#check-in-{entry.pk}"
        yield timezone.localdate(entry.at), gettext("Check-in"), entry.moved or entry.next or entry.in_the_way, address


def _became(state: str) -> str:
    return {
        Goal.State.ACTIVE: gettext("Goal taken up"),
        Goal.State.PAUSED: gettext("Goal paused"),
        Goal.State.REACHED: gettext("Goal reached"),
        Goal.State.LET_GO: gettext("Goal let go"),
    }[Goal.State(state)]
