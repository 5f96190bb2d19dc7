"""An organisation with teams, whose people grant and submit, for tests of figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from django.utils import timezone

from tamarack.assessment.models import Assessment, Rating
from tamarack.insight.actions import make_snapshot
from tamarack.insight.models import Snapshot
from tamarack.insight.periods import Period
from tamarack.people.models import Grant, Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
NEXT = Period(date(2026, 1, 1), date(2026, 12, 31))


def at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


@dataclass
class Place:
    """An organisation under a test."""

    organisation: Organisation
    cacee: Stored
    numbers: count = field(default_factory=lambda: count(1))  # type: ignore[type-arg]

    def team(self, code: str) -> Team:
        return Team.objects.get_or_create(organisation=self.organisation, code=code, defaults={"name": code.title()})[0]

    def person(self, team: str | None = "north", *, grants: bool = True) -> Person:
        number = next(self.numbers)
        person = Person.objects.create(email=f"{self.organisation.code}{number}@x.example", name=f"P{number}")
        Member.objects.create(organisation=self.organisation, person=person, team=self.team(team) if team else None)
        if grants:
            Grant.objects.create(person=person, organisation=self.organisation)
        return person

    def submit(
        self, person: Person, day: date = date(2025, 6, 1), carried: tuple[str, ...] = (), **values: str
    ) -> Assessment:
        """Answers by criterion, written as COL_1."""
        row = Assessment.objects.create(
            person=person, version_id=self.cacee.id, started_at=at(day) - timedelta(hours=1), submitted_at=at(day)
        )
        for code, value in (values or {"COL_1": "B"}).items():
            reason = {"reason": "role"} if value == "NA" else {}
            Rating.objects.create(
                assessment=row, criterion=code.replace("_", "."), value=value, carried=code in carried, **reason
            )
        return row

    def crowd(self, team: str, tally: Mapping[str, int], day: date = date(2025, 6, 1)) -> list[Person]:
        people = []
        for value, times in tally.items():
            for _ in range(times):
                people.append(self.person(team))
                self.submit(people[-1], day, COL_1=value)
        return people

    def snapshot(self, period: Period = YEAR) -> Snapshot:
        return make_snapshot(self.organisation, self.cacee, period)
