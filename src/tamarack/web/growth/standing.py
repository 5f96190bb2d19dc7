"""Where someone stands and where they want to go, as the pages of the plan need it."""

from dataclasses import dataclass

from tamarack.assessment.answers import Answers
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries.rating import answers_of, own_assessments
from tamarack.core import growth
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tamarack.growth.starters import RUBRIC
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, current


@dataclass(frozen=True)
class Here:
    """The newest answers of a person on a rubric's current version; submitted ones, if there are any."""

    stored: Stored
    assessment: Assessment | None
    answers: Answers

    @property
    def framework(self) -> Framework:
        """The rubric."""
        return self.stored.framework

    def path(self, profile: RoleProfile | None) -> tuple[growth.Step, ...]:
        """The way from here to a role, or to the top level."""
        return self.answers.path_to(profile)


def planned_on() -> Stored:
    """The rubric that plans are made on."""
    return current()[RUBRIC]


def here(person: Person) -> Here:
    """Where a person is: by the last submitted assessment, else by the draft, else nowhere yet."""
    stored = planned_on()
    found = [row for row in own_assessments(person) if row.version_id == stored.id]
    newest = next((row for row in found if not row.is_draft), next(iter(found), None))
    return Here(stored, newest, answers_of(newest) if newest else Answers(stored.framework, {}))
