"""Reads about assessments. Each is scoped to the person who asks."""

from collections.abc import Collection, Mapping
from datetime import datetime
from operator import attrgetter

from django.db import connection

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.models import Assessment, Rating
from tamarack.common.database import rows
from tamarack.core.errors import N_, BadRating, UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.ratings import check
from tamarack.people.models import Person
from tamarack.rubric.queries import framework

_NONE_SUCH = N_("You have no such assessment. It may have been deleted.")


def read_answers(assessments: Collection[int]) -> dict[int, dict[str, Answer]]:
    """The answers of some assessments, by assessment and criterion, in one query.

    Every page of an assessment asks this. It is written out since building it anew costs Django six times its answer.
    """
    found: dict[int, dict[str, Answer]] = {key: {} for key in assessments}
    places = ", ".join(["%s"] * len(found))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT assessment_id, criterion, value, reason, note, carried, confirm FROM {Rating._meta.db_table} "  # noqa: S608
            f"WHERE assessment_id IN ({places})",
            list(found),
        )
        for key, code, *answer in cursor.fetchall():
            found[key][code] = Answer._make(answer)
    return found


def answers_of(assessment: Assessment) -> Answers:
    """The answers of an assessment."""
    return Answers(framework(assessment.version_id), read_answers([assessment.pk])[assessment.pk])


def answers_of_all(assessments: Collection[Assessment]) -> list[Answers]:
    """The answers of some assessments, in one query, in their order."""
    found = read_answers([row.pk for row in assessments]) if assessments else {}
    return [Answers(framework(row.version_id), found[row.pk]) for row in assessments]


def answers_and_last(assessment: Assessment) -> tuple[Answers, Mapping[str, Answer] | None]:
    """The answers of an assessment, and by criterion those of the one before it, if there is one on this version."""
    previous = assessment.previous_id
    if previous is None:
        return answers_of(assessment), None
    found, rubric = read_answers([assessment.pk, previous]), framework(assessment.version_id)
    return Answers(rubric, found[assessment.pk]), {
        code: answer for code, answer in found[previous].items() if _offers(rubric, code, answer.value)
    }


def _offers(rubric: Framework, code: str, value: str) -> bool:
    """Whether a version offers an answer, which may be one to an earlier version."""
    try:
        check(rubric, code, value or None)
    except (UnknownCode, BadRating):
        return False
    return True


def answers_and_news(assessment: Assessment, since: datetime) -> tuple[Answers, list[str]]:
    """The answers of an assessment, and which criteria's were written since a moment, here or on another device."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT criterion, value, reason, note, carried, confirm, saved_at >= %s FROM {Rating._meta.db_table} "  # noqa: S608
            "WHERE assessment_id = %s",
            [connection.ops.adapt_datetimefield_value(since), assessment.pk],
        )
        found = cursor.fetchall()
    answers = {code: Answer._make(answer) for code, *answer, _ in found}
    return Answers(framework(assessment.version_id), answers), [row[0] for row in found if row[-1]]


def saved_times(person: Person) -> dict[tuple[int, str], datetime]:
    """When each of a person's answers was last written, by assessment and criterion."""
    times = Rating.objects.filter(assessment__person=person).values_list("assessment", "criterion", "saved_at")
    return {(key, code): when for key, code, when in times}


def own_assessment(person: Person, assessment_id: int) -> Assessment:
    """An assessment of this person's.

    Raises
    ------
    UnknownCode
        If there is none: whether someone else has it is not told.
    """
    try:
        found = rows(Assessment, "id = %s AND person_id = %s", assessment_id, person.pk, order="id")
    except OverflowError:
        found = []
    return pick(found, assessment_id)


def own_assessments(person: Person) -> list[Assessment]:
    """All assessments of this person's, newest first by the day that they are about."""
    found = rows(Assessment, "person_id = %s", person.pk, order="id")
    return sorted(found, key=attrgetter("order"), reverse=True)


def pick(assessments: Collection[Assessment], assessment_id: int) -> Assessment:
    """One of a person's assessments by its number.

    Raises
    ------
    UnknownCode
        If it is not among them.
    """
    found = next((row for row in assessments if row.pk == assessment_id), None)
    if found is None:
        raise UnknownCode(_NONE_SUCH)
    return found


def submitted(assessments: Collection[Assessment], version_id: int) -> list[Assessment]:
    """Those that are submitted and on one version, so that they can be compared."""
    return [row for row in assessments if not row.is_draft and row.version_id == version_id]


def before(assessments: Collection[Assessment], assessment: Assessment) -> Assessment | None:
    """The last submitted one on the same version before an assessment, by the days that they are about."""
    earlier = [row for row in submitted(assessments, assessment.version_id) if row.order < assessment.order]
    return max(earlier, key=attrgetter("order"), default=None)


def open_draft(person: Person, version_id: int) -> Assessment | None:
    """This person's draft on a version."""
    return Assessment.objects.filter(person=person, version_id=version_id, submitted_at=None).first()


def last_submitted(person: Person, version_id: int) -> Assessment | None:
    """This person's newest submitted assessment on a version."""
    return next(iter(submitted(own_assessments(person), version_id)), None)
