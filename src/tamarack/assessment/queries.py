"""Reads about assessments. Each is scoped to the person who asks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from tamarack.assessment.models import Assessment, Rating
from tamarack.core import growth, levels
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.ratings import Ratings
from tamarack.people.models import Person
from tamarack.rubric.queries import framework


class Answer(NamedTuple):
    """What a person says of a criterion."""

    value: str = ""
    reason: str = ""
    note: str = ""

    @property
    def is_rated(self) -> bool:
        """Whether there is a rating, not just a note."""
        return self.value != ""


UNRATED = Answer()


@dataclass(frozen=True)
class Change:
    """What someone changes about an answer; None leaves it as it was."""

    value: str | None = None
    reason: str = ""
    note: str | None = None

    def on(self, before: Answer) -> Answer:
        """The answer as it is after the change."""
        return Answer(
            value=before.value if self.value is None else self.value,
            reason=before.reason if self.value is None else self.reason,
            note=before.note if self.note is None else self.note,
        )


class Answers:
    """The answers of an assessment, with what they come to."""

    def __init__(self, assessment: Assessment, by_code: Mapping[str, Answer] | None = None) -> None:
        self.assessment = assessment
        self.framework: Framework = framework(assessment.version_id)
        self.by_code = read_answers([assessment.pk])[assessment.pk] if by_code is None else by_code

    def of(self, criterion: str) -> Answer:
        """The answer for a criterion; `UNRATED` where there is none."""
        return self.by_code.get(criterion, UNRATED)

    @cached_property
    def ratings(self) -> Ratings:
        """The ratings as the arithmetic takes them."""
        return {code: answer.value for code, answer in self.by_code.items() if answer.is_rated}

    @cached_property
    def standing(self) -> levels.Standing:
        """Where these answers stand."""
        return levels.standing(self.framework, self.ratings)

    @cached_property
    def path(self) -> tuple[growth.Step, ...]:
        """The way to the top level, foundations first."""
        return growth.path(self.framework, self.ratings)

    @property
    def first_unrated(self) -> str | None:
        """The criterion to go on with; None where all are rated."""
        return next((row.code for row in self.framework.criteria if row.code not in self.ratings), None)


def read_answers(assessments: Collection[int]) -> dict[int, dict[str, Answer]]:
    """The answers of some assessments, by assessment and criterion, in one query.

    Every page of an assessment asks this. It is written out since building it anew costs Django six times its answer.
    """
    found: dict[int, dict[str, Answer]] = {key: {} for key in assessments}
    places = ", ".join(["%s"] * len(found))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT assessment_id, criterion, value, reason, note FROM {Rating._meta.db_table} "  # noqa: S608
            f"WHERE assessment_id IN ({places})",
            list(found),
        )
        for key, code, *answer in cursor.fetchall():
            found[key][code] = Answer._make(answer)
    return found


def answers_and_last(assessment: Assessment) -> tuple[Answers, Mapping[str, Answer] | None]:
    """The answers of an assessment, and by criterion those of the one before it, if there is one on this version."""
    previous = assessment.previous_id
    if previous is None:
        return Answers(assessment), None
    found = read_answers([assessment.pk, previous])
    return Answers(assessment, found[assessment.pk]), found[previous]


def own_assessment(person: Person, assessment_id: int) -> Assessment:
    """An assessment of this person's.

    Raises
    ------
    UnknownCode
        If there is none: whether someone else has it is not told.
    """
    try:
        return Assessment.objects.get(pk=assessment_id, person=person)
    except (Assessment.DoesNotExist, OverflowError):
        raise UnknownCode(N_("You have no such assessment. It may have been deleted.")) from None


def own_assessments(person: Person) -> list[Assessment]:
    """All assessments of this person's, newest first."""
    return list(Assessment.objects.filter(person=person))


def open_draft(person: Person, version_id: int) -> Assessment | None:
    """This person's draft on a version."""
    return Assessment.objects.filter(person=person, version_id=version_id, submitted_at=None).first()


def last_submitted(person: Person, version_id: int) -> Assessment | None:
    """This person's newest submitted assessment on a version."""
    return (
        Assessment.objects.filter(person=person, version_id=version_id, submitted_at__isnull=False)
        .order_by("-submitted_at")
        .first()
    )
