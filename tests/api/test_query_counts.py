"""No list asks the database more often for 30 rows than for one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.people.actions.members import invite
from tamarack.people.actions.organisations import add_team, found_organisation
from tamarack.people.models import Member, Person
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.portfolio.actions.impact import Change, add_impact
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.showcases import Composed, compose
from tamarack.rubric.queries import Stored
from tests.api.conftest import Program
from tests.conftest import make_person

pytestmark = pytest.mark.django_db
LISTS = [
    "/assessments", "/goals", "/actions", "/check-ins", "/resources", "/roles", "/evidence", "/impacts", "/showcases",
    "/log", "/feedback", "/reviews", "/me/grants", "/me/places", "/me/log", "/webhooks", "/organisations",
    "/organisations/clearwater/members", "/organisations/clearwater/teams", "/organisations/clearwater/invitations",
    "/organisations/clearwater/log",
]  # fmt: skip


def add(person: Person, script: Program, cacee: Stored, organisation: Any, number: int) -> None:
    """One more of everything."""
    Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=timezone.now())
    script.post("/goals", {"aim": f"Aim {number}", "focus": ["COL.1"]})
    script.post("/actions", {"what": f"Do {number}"})
    script.post("/check-ins", {"moved": "A step"})
    script.post("/resources", {"title": f"Source {number}"})
    script.post("/roles", {"name": f"Role {number}", "targets": {"COL": "E"}})
    script.post("/webhooks", {"name": "W", "url": "https://example.ca/", "events": ["goal.moved"]})
    evidence = keep_evidence(person, cacee, Told(f"Evidence {number}", serves=["COL.1.B"], tags=["a"]))
    add_impact(person, evidence, Change("More visits", date(2026, 3, 2), people=5))
    compose(person, Composed(f"Showcase {number}", "en"), [evidence])
    log_activity(person, cacee, Spent("A workshop", date(2026, 3, 2), "workshop", 6))
    team = add_team(person, organisation, f"Team {number}")
    Member.objects.create(organisation=organisation, person=make_person(f"member{number}"), team=team)
    invite(person, organisation, email=f"new{number}@example.org")


def test_every_list_asks_as_often_for_thirty_rows_as_for_one(
    mine: Program, person: Person, cacee: Stored, settings: Any, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    settings.API_CALLS = 100_000
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    add(person, mine, cacee, organisation, 0)
    counts = {path: queries(mine, path) for path in LISTS}
    for number in range(1, 30):
        add(person, mine, cacee, organisation, number)
    assert {path: queries(mine, path) for path in LISTS} == counts
    assert all(count <= 14 for count in counts.values()), counts


def queries(script: Program, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    script.get(path)  # what a process keeps is kept by now
    with CaptureQueriesContext(connection) as captured:
        assert script.get(f"{path}?limit=100").status_code == 200
    return len(captured)
