"""No list asks the database more often for 30 rows than for one."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.cli.load import shipped
from tamarack.growth.models import Match, Offer, OfferedLevel
from tamarack.people.actions.members import invite
from tamarack.people.actions.organisations import add_team, found_organisation
from tamarack.people.models import Member, Person
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.portfolio.actions.impact import Change, add_impact
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.showcases import Composed, compose
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import name_steward
from tests.api.conftest import Program
from tests.conftest import make_person

pytestmark = pytest.mark.django_db
LISTS = [
    "/assessments", "/goals", "/actions", "/check-ins", "/resources", "/roles", "/evidence", "/impacts", "/showcases",
    "/log", "/feedback", "/reviews", "/me/grants", "/me/places", "/me/log", "/webhooks", "/organisations",
    "/organisations/clearwater/members", "/organisations/clearwater/teams", "/organisations/clearwater/invitations",
    "/organisations/clearwater/log", "/organisations/clearwater/roles", "/organisations/clearwater/resources",
    "/organisations/clearwater/teams/team-0/events", "/organisations/clearwater/teams/team-0/templates",
    "/organisations/clearwater/teams/team-0/members", "/organisations/clearwater/helpers", "/matches", "/kept",
    "/kept/cacee/stewards", "/kept/cacee/drafts/2.0/comments", "/kept/cacee/drafts/2.0/history",
    "/kept/cacee/drafts/2.0/texts", "/kept/cacee/drafts/2.0/hints",
    "/kept/cacee/crosswalks/example/relations",
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
    other = make_person(f"member{number}")
    Member.objects.create(organisation=organisation, person=other, team=team)
    together(person, other, script, cacee, number)
    invite(person, organisation, email=f"new{number}@example.org")


def together(person: Person, other: Person, script: Program, cacee: Stored, number: int) -> None:
    """One more of what organisations, teams and stewards keep."""
    here = "/organisations/clearwater"
    script.post(f"{here}/roles", {"name": f"Role {number}", "targets": {"COL": "E"}})
    script.post(f"{here}/resources", {"title": f"Source {number}"})
    begins = timezone.now() + timedelta(days=3)
    said = {"title": "An hour", "starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}
    assert script.post(f"{here}/teams/team-0/events", {**said, "where": "Here"}).status_code == 201
    script.post(f"{here}/teams/team-0/templates", {"kind": "review", "title": f"Template {number}"})
    organisation = other.memberships.get().organisation
    offer = Offer.objects.create(person=other, organisation=organisation, version_id=cacee.id, languages=["en"])
    levels = {"criterion": "COL.1", "level": "B", "source": "self", "of": date(2026, 3, 2)}
    OfferedLevel.objects.create(offer=offer, **levels)
    why = [{"criterion": "COL.1", "level": "B", "source": "self", "of": "2026-03-02"}]
    Match.objects.create(helper=other, seeker=person, version_id=cacee.id, fit=1, why=why, until=begins)
    name_steward(other, Version.objects.get(pk=cacee.id).framework)
    draft, row = "/kept/cacee/drafts/2.0", cacee.framework.criteria[number].code
    script.post(f"{draft}/comments", {"subject": "COL.1", "text": "Words"})
    said = {"subject": row, "field": "name", "language": "en", "text": f"Name {number}"}
    script.post(f"{draft}/texts", {"texts": [said]})
    script.put(f"/kept/cacee/crosswalks/example/relations/{row}/PEO.1", {"kind": "related"})


def test_every_list_asks_as_often_for_thirty_rows_as_for_one(
    mine: Program, person: Person, cacee: Stored, settings: Any, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    settings.API_CALLS = 100_000
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    publish_framework(shipped("example"))
    name_steward(person, Version.objects.select_related("framework").get(pk=cacee.id).framework)
    mine.post("/kept/cacee/drafts", {"number": "2.0"})
    mine.post("/kept/cacee/crosswalks", {"other": "example"})
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
