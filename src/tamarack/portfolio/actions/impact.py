"""Writes about impact: what changed, for whom, how one knows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tamarack.common.checks import check_choice, check_day, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.actions.lapsing import lapse
from tamarack.portfolio.models import LINE_MOST, Evidence, Impact

IMPACTS_MOST = 30
PEOPLE_MOST = 10_000_000
NUMBER_MOST = Decimal(1_000_000_000)


@dataclass(frozen=True)
class Change:
    """What a person says of one change."""

    changed: str
    on: date
    audience: str = Impact.Audience.STUDENTS
    people: int | None = None
    same_people_as: Evidence | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    known_by: str = Impact.Known.OBSERVED
    how_known: str = ""

    def fields(self) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput
            If it cannot be kept.
        """
        if self.before is not None and self.after is None:
            raise BadInput(N_("There is a number before, and none after. Please give both, or the one after alone."))
        if not 0 <= (self.people or 0) <= PEOPLE_MOST:
            raise BadInput(N_("The number of people is a whole number from 0 to {most}."), most=PEOPLE_MOST)
        if any(abs(number or Decimal(0)) > NUMBER_MOST for number in (self.before, self.after)):
            raise BadInput(N_("This number is too large to be kept."))
        return {
            "changed": check_text(self.changed, LINE_MOST, needed=True),
            "on": check_day(self.on),
            "audience": check_choice(self.audience, Impact.Audience.values),
            "people": self.people,
            "same_people_as": self.same_people_as,
            "before": self.before,
            "after": self.after,
            "known_by": check_choice(self.known_by, Impact.Known.values),
            "how_known": check_text(self.how_known, LINE_MOST),
        }


def add_impact(person: Person, evidence: Evidence, change: Change) -> Impact:
    """Tell a change that evidence brought about."""
    check_own(person, evidence, change.same_people_as)
    fields = change.fields()
    with write():
        if evidence.impacts.count() >= IMPACTS_MOST:
            raise BadInput(N_("Evidence can tell {most} changes at most."), most=IMPACTS_MOST)
        lapse(evidence)
        return Impact.objects.create(evidence=evidence, **fields)


def change_impact(person: Person, impact: Impact, change: Change) -> None:
    """Tell a change otherwise."""
    check_own(person, impact.evidence, change.same_people_as)
    with write():
        for name, value in change.fields().items():
            setattr(impact, name, value)
        impact.save()
        lapse(impact.evidence)


def delete_impact(person: Person, impact: Impact) -> None:
    """Erase a change that was told."""
    check_own(person, impact.evidence)
    with write():
        lapse(impact.evidence)
        impact.delete()
