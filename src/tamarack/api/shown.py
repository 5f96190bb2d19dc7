"""What several parts show alike."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from tamarack.assessment.answers import Answers
from tamarack.core.growth import Step
from tamarack.core.levels import CompetencyStanding, Standing
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, framework

Words = dict[str, str]
"""A text by language."""


def text(example: str, description: str | None = None) -> Any:
    """A field that holds a text, with an example."""
    return Field(examples=[example], description=description)


class RubricRef(Schema):
    """A version of a rubric."""

    framework: str = text("cacee")
    version: str = text("1.0")


def rubric_of(version_id: int) -> RubricRef:
    """By which version's id a version of a rubric is kept."""
    found = framework(version_id)
    return RubricRef(framework=found.code, version=found.version)


class Counted(Schema):
    """How many."""

    count: int = Field(examples=[3])


class ShownPerson(Schema):
    """Someone by their name: no address, no number."""

    name: str = text("Nadia Bouchard")

    @classmethod
    def of(cls, person: Person | None) -> "ShownPerson | None":
        """A person as others see them."""
        return cls(name=str(person)) if person else None


class ShownStanding(Schema):
    """Where the ratings of one competency stand."""

    code: str = text("COL")
    secure: str | None = text("B")
    typical: str | None = text("E")
    met: int = Field(examples=[3])
    of: int = Field(examples=[9])
    unrated: int = Field(examples=[0])
    not_applicable: int = Field(examples=[0])
    provisional: bool = Field(examples=[False])
    shares: dict[str, tuple[int, int]] = Field(examples=[{"B": [2, 3], "E": [1, 3], "M": [0, 3]}])

    @classmethod
    def of_(cls, row: CompetencyStanding) -> "ShownStanding":
        """A competency's standing, as `tamarack score --json` tells it."""
        return cls(
            code=row.code, secure=row.secure, typical=row.typical, met=row.met, of=row.of, unrated=row.unrated,
            not_applicable=row.not_applicable, provisional=row.provisional,
            shares={level: (met, of) for level, (met, of) in row.shares.items()},
        )  # fmt: skip


def standings(found: Standing) -> list[ShownStanding]:
    """Every competency's standing."""
    return [ShownStanding.of_(row) for row in found.competencies]


def steps(path: "tuple[Step, ...]") -> list[str]:
    """A path as codes of descriptors."""
    return [step.code for step in path]


def told_rubric(answers: Answers) -> RubricRef:
    """The version that answers are on."""
    return RubricRef(framework=answers.framework.code, version=answers.framework.version)


Day = date
Moment = datetime
__all__ = ["Counted", "Day", "Moment", "RubricRef", "ShownPerson", "ShownStanding", "Stored", "Words", "rubric_of",
           "standings", "steps", "text", "told_rubric"]  # fmt: skip
