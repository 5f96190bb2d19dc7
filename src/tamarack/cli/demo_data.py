"""The demo's invented people, with two years of assessments, and their plans."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.demo_campaigns import add_demo_campaigns
from tamarack.cli.demo_credentials import add_demo_credentials
from tamarack.cli.demo_feedback import add_demo_feedback
from tamarack.cli.demo_insight import add_demo_snapshots
from tamarack.cli.demo_log import add_demo_logs
from tamarack.cli.demo_places import add_demo_places, level_at
from tamarack.cli.demo_plans import add_demo_plans
from tamarack.cli.demo_portfolio import add_demo_portfolios
from tamarack.cli.demo_privacy import add_demo_privacy
from tamarack.cli.demo_reviews import add_demo_reviews
from tamarack.cli.demo_signing import add_demo_signing
from tamarack.cli.demo_stewards import add_demo_stewards
from tamarack.cli.demo_together import add_demo_together
from tamarack.cli.demo_voice import add_demo_voice
from tamarack.cli.load import DATA
from tamarack.common.database import write
from tamarack.core.framework import Framework
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored, current_version

MONTH = timedelta(days=30)
SPREAD = 0.45
"""How far a criterion may lie from its competency's strength."""


def add_demo_people() -> None:
    """Add the demo's organisations, people and assessments, unless they are there."""
    if Organisation.objects.exists():
        return
    demo = YAML(typ="safe").load((DATA / "demo.yaml").read_text(encoding="utf-8"))
    stored = current_version("cacee")
    with write():
        teams = _add_organisations(demo["organisations"])
        people = {}
        for entry in demo["people"]:
            person = people[entry["address"]] = _add_person(entry, teams)
            _add_assessments(person, entry, stored, demo["notes"])
        add_demo_plans(people, stored)
        add_demo_logs(people, stored)
        add_demo_credentials(people, stored)
        add_demo_reviews(people, add_demo_portfolios(people, stored))
        add_demo_feedback(people, stored)
        add_demo_places(people, teams, stored)
        add_demo_campaigns(people, stored)
        add_demo_together(people, stored)
        add_demo_snapshots()
        add_demo_stewards(people)
        add_demo_voice(people, stored)
        add_demo_signing(people)
        add_demo_privacy()


def _add_organisations(entries: list[dict[str, Any]]) -> dict[str, Team]:
    teams = {}
    for entry in entries:
        organisation = Organisation.objects.create(
            code=entry["code"], name=entry["name"], kind=entry["kind"], language=entry["language"]
        )
        for team in entry["teams"]:
            teams[team["code"]] = Team.objects.create(organisation=organisation, **team)
    return teams


def _add_person(entry: dict[str, Any], teams: dict[str, Team]) -> Person:
    joined = timezone.now() - MONTH * max([*entry["months"], 1])
    person = Person.objects.create_user(
        entry["address"], name=entry["name"], language=entry["language"], date_joined=joined
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    team = teams[entry["team"]]
    Member.objects.create(
        organisation=team.organisation, team=team, person=person, role=entry.get("role", "member"), since=joined
    )
    return person


def _add_assessments(person: Person, entry: dict[str, Any], stored: Stored, notes: dict[str, Any]) -> None:
    now = timezone.now()
    last = None
    for months in entry["months"]:
        years = (max(entry["months"]) - months) / 12
        ratings = _ratings(stored.framework, entry, years, notes, entry.get("answers", {}).get(months, {}))
        last = _add(person, stored, now - MONTH * months, last, ratings)
        _describe(last, entry, months)
    if entry.get("draft"):
        years = max([*entry["months"], 0]) / 12
        answers = _ratings(stored.framework, {**entry, "unrated": []}, years, notes, {})[: entry["draft"]]
        _add(person, stored, None, last, answers)


def _add(
    person: Person, stored: Stored, submitted: datetime | None, previous: Assessment | None, ratings: list[Rating]
) -> Assessment:
    ended = submitted or timezone.now() - timedelta(days=2)
    assessment = Assessment.objects.create(
        person=person,
        version_id=stored.id,
        previous=previous,
        started_at=ended - timedelta(days=3),
        saved_at=ended,
        submitted_at=submitted,
    )
    for rating in ratings:
        rating.assessment, rating.saved_at = assessment, ended
    Rating.objects.bulk_create(ratings)
    return assessment


def _describe(assessment: Assessment, entry: dict[str, Any], months: int) -> None:
    """Give an assessment the name and the day that its person gave it."""
    about = entry.get("about", {}).get(months)
    assessment.name = entry.get("names", {}).get(months, "")
    assessment.as_of = timezone.localdate(timezone.now() - MONTH * about) if about else None
    assessment.save(update_fields=["name", "as_of"])


def _ratings(
    framework: Framework, entry: dict[str, Any], years: float, notes: dict[str, Any], answers: Mapping[str, str]
) -> list[Rating]:
    """The answers of one assessment; the same person always answers alike, and a little higher each time."""
    random = Random(entry["address"])  # noqa: S311
    ratings = []
    for criterion in framework.criteria:
        strength = entry["strength"][criterion.competency] + entry["growth"] * years + random.uniform(-SPREAD, SPREAD)
        tells = random.random() < 0.7
        if criterion.code in entry.get("unrated", []):
            continue
        note = notes.get(criterion.code, {}).get(entry["language"], "") if tells else ""
        reason = entry.get("not_applicable", {}).get(criterion.code, "")
        value = "NA" if reason else answers.get(criterion.code) or level_at(framework, criterion, strength)
        ratings.append(Rating(criterion=criterion.code, value=value, reason=reason, note="" if reason else note))
    return ratings
