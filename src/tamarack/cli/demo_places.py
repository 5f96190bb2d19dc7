"""The demo's crowd: 120 people in five teams, who is what in their organisations, and who lets their answers count."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.text import slugify
from ruamel.yaml import YAML

from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.load import DATA
from tamarack.core.framework import Criterion, Framework
from tamarack.people.models import Ask, Grant, Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored

Role = Member.Role
SPREAD = 0.75
"""How far people of a team lie from where it stands."""
GROWN = 0.25
"""By how much a year lifts a team."""


def add_demo_places(people: Mapping[str, Person], teams: Mapping[str, Team], stored: Stored) -> None:
    """Add the colleagues of the demo's people, roles, an association, what is asked, and grants."""
    demo = YAML(typ="safe").load((DATA / "demo_places.yaml").read_text(encoding="utf-8"))
    Organisation.objects.update(begins=begins())
    for code, owner in demo["owners"].items():
        _set_role(people[owner], code, Role.OWNER)
    for lead in demo["leads"]:
        Member.objects.filter(person=people[lead]).update(role=Role.LEAD)
    _add_association(demo["association"], people)
    for code, purpose in demo["asks"].items():
        owner = people[demo["owners"][code]]
        asked = timezone.now() - timedelta(days=800)
        Ask.objects.create(
            organisation=Organisation.objects.get(code=code), purpose=purpose, asked_by=owner, asked_at=asked
        )
    random = Random("crowd")  # noqa: S311
    names = {language: _names(demo, language, random) for language in ("en", "fr")}
    for code, entry in demo["teams"].items():
        _add_crowd(teams[code], entry, names[entry["language"]], random, stored)
    for address, person in people.items():
        if address not in demo["stays_out"]:
            _give(person.memberships.select_related("organisation").order_by("pk")[0], demo["asks"])


def begins() -> date:
    """The first day of the demo's first period: two of them have ended."""
    first: date = timezone.localdate().replace(day=1) - relativedelta(months=24)
    return first


def _set_role(person: Person, organisation: str, role: str) -> None:
    Member.objects.filter(person=person, organisation__code=organisation).update(role=role)


def _add_association(entry: dict[str, Any], people: Mapping[str, Person]) -> None:
    association = Organisation.objects.create(
        code=entry["code"], name=entry["name"], kind=Organisation.Kind.ASSOCIATION, begins=begins()
    )
    Organisation.objects.exclude(pk=association.pk).update(association=association)
    Member.objects.create(organisation=association, person=people[entry["owner"]], role=Role.OWNER)


def _names(demo: dict[str, Any], language: str, random: Random) -> Iterator[str]:
    found = [f"{first} {last}" for first in demo["first"][language] for last in demo["last"][language]]
    random.shuffle(found)
    return iter(found)


def _add_crowd(team: Team, entry: dict[str, Any], names: Iterator[str], random: Random, stored: Stored) -> None:
    """Fill a team up to its size, with an assessment in each of two years for most."""
    joined, crowd, domain = timezone.now() - timedelta(days=760), [], f"{team.organisation.code}.example.org"
    for _ in range(entry["size"] - team.members.count()):
        name = next(names)
        address = f"{slugify(name).replace('-', '.', 1)}@{domain}"
        crowd.append(Person(email=address, name=name, language=entry["language"], date_joined=joined))
        crowd[-1].set_unusable_password()
    Person.objects.bulk_create(crowd)
    Member.objects.bulk_create(
        Member(organisation=team.organisation, team=team, person=person, since=joined) for person in crowd
    )
    counted = [person for person in crowd if random.randrange(100) < entry["counted"]]
    Grant.objects.bulk_create(Grant(person=row, organisation=team.organisation, given_at=joined) for row in counted)
    assessments, ratings = [], []
    for person in crowd:
        for year in (0, 1):
            if random.random() < 0.9:
                submitted = timezone.now() - timedelta(days=random.randrange(60, 330) + 365 * (1 - year))
                row = Assessment(
                    person=person,
                    version_id=stored.id,
                    started_at=submitted,
                    saved_at=submitted,
                    submitted_at=submitted,
                )
                assessments.append(row)
                ratings += _ratings(stored.framework, row, entry, year, random)
    Assessment.objects.bulk_create(assessments)
    Rating.objects.bulk_create(ratings)


def _ratings(
    framework: Framework, assessment: Assessment, entry: dict[str, Any], year: int, random: Random
) -> list[Rating]:
    ratings, own = [], random.uniform(-SPREAD, SPREAD)
    for row in framework.criteria:
        if row.code in entry.get("not_applicable", ()) and random.random() < 0.7:
            value, reason = "NA", "role"
        else:
            strength = entry["strength"][row.competency] + GROWN * year + own + random.uniform(-SPREAD, SPREAD)
            value, reason = level_at(framework, row, strength), ""
        ratings.append(
            Rating(assessment=assessment, criterion=row.code, value=value, reason=reason, saved_at=assessment.saved_at)
        )
    return ratings


def level_at(framework: Framework, criterion: Criterion, strength: float) -> str:
    """The highest level with a descriptor that a strength reaches, rounded half up."""
    reached = [level for level in criterion.levels if framework.ranks[level] <= strength + 0.5]
    return reached[-1] if reached else "0"


def _give(place: Member, purposes: Mapping[str, str]) -> None:
    purpose = purposes[place.organisation.code]
    Grant.objects.create(
        person_id=place.person_id, organisation=place.organisation, purpose=purpose, given_at=place.since
    )
