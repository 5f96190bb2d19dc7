"""What happened when: assessments, goals, actions and check-ins in one line of time."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from tamarack.assessment.queries.rating import own_assessments
from tamarack.common.dates import month
from tamarack.growth import queries
from tamarack.growth.models import GoalEvent
from tamarack.growth.words import became
from tamarack.people.models import Person
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.trend import trend

Entry = tuple[datetime, str, str, str]
"""When, what kind of thing, what, and its address."""


@signed_in
def timeline(request: PersonRequest) -> HttpResponse:
    """All of it, newest first, by month; and how the goals' competencies have moved."""
    entries = sorted(_entries(request.user), key=lambda entry: entry[0], reverse=True)
    months = [(name, list(rows)) for name, rows in groupby(entries, key=lambda entry: month(entry[0].date()))]
    trends = [(goal, trend(request.user, goal)) for goal in queries.active_goals(request.user)[:1]]
    return render(request, "growth/timeline.html", {"here": "growth", "months": months, "trends": trends})


def _entries(person: Person) -> Iterator[Entry]:
    zone = queries.rhythm(person).zone
    for row in own_assessments(person):
        if not row.is_draft:
            kind = gettext("Focus rated again") if row.first and not row.role else gettext("Assessment")
            when = _at(row.dated, row.submitted_at or row.started_at, zone)
            yield when, kind, row.name, reverse("assessment_result", args=[row.pk])
    for event in _last_of_each_day(queries.events(person), zone):
        address = reverse("goal", args=[event.goal_id])
        yield event.at.astimezone(zone), became(event.state), event.goal.aim, address
    for action in queries.done_actions(person):
        when = _at(action.done_on, action.changed_at, zone)
        yield when, gettext("Action done"), action.what, reverse("action", args=[action.pk])
    for entry in queries.check_ins(person):
        said = entry.moved or entry.next or entry.in_the_way
        yield entry.at.astimezone(zone), gettext("Check-in"), said, f"{reverse('journal')}#check-in-{entry.pk}"


def _at(day: date | None, moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment on a day; where its own day is another one, at noon."""
    local = moment.astimezone(zone)
    return local if day is None or day == local.date() else datetime.combine(day, time(12), zone)


def _last_of_each_day(events: Iterable[GoalEvent], zone: ZoneInfo) -> Iterable[GoalEvent]:
    """What became of each goal on a day in the end: who changes their mind leaves no trail of it."""
    return {(event.goal_id, event.at.astimezone(zone).date()): event for event in events}.values()
