"""Writes about assessments."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from rules import Predicate

from tamarack.assessment import rules
from tamarack.assessment.models import NOTE_MOST, Assessment, Rating
from tamarack.assessment.queries import UNRATED, Answer, Change, read_answers
from tamarack.common.database import write
from tamarack.core import ratings
from tamarack.core.errors import N_, BadInput, BadRating, NotAllowed, UnknownCode
from tamarack.core.framework import Framework
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, framework


def start_assessment(
    person: Person, version: Stored, previous: Assessment | None = None, copy: bool = False
) -> Assessment:
    """Start a draft, or give back the one that is open.

    Parameters
    ----------
    previous : Assessment, optional
        The person's last one, whose answers can be shown beside.
    copy : bool
        Whether to start from its answers rather than blank. Only answers to the same version are taken.
    """
    if previous and (not rules.can_read.test(person, previous) or previous.version_id != version.id):
        previous = None
    with write():
        draft, new = Assessment.objects.get_or_create(
            person=person, version_id=version.id, submitted_at=None, defaults={"previous": previous}
        )
        if new and previous and copy:
            Rating.objects.bulk_create(
                Rating(assessment=draft, criterion=row.criterion, value=row.value, reason=row.reason, note=row.note)
                for row in previous.ratings.all()
            )
    return draft


def rate(person: Person, assessment: Assessment, changes: Mapping[str, Change]) -> dict[str, Answer]:
    """Save answers to a draft, all or none.

    Returns
    -------
    dict of str to Answer
        What stood before, of the criteria whose answer changed: enough to undo.

    Raises
    ------
    NotAllowed, UnknownCode, BadRating, BadInput
        If the assessment is not the person's draft, or an answer can't be right.
    """
    rubric = framework(assessment.version_id)
    for code, change in changes.items():
        _check(rubric, code, change)
    now = timezone.now()
    with write():
        _change_draft(person, assessment, rules.can_rate, saved_at=now)
        before = read_answers([assessment.pk])[assessment.pk]
        answers = {code: change.on(before.get(code, UNRATED)) for code, change in changes.items()}
        changed = {code: answer for code, answer in answers.items() if answer != before.get(code, UNRATED)}
        if changed:
            Rating.objects.bulk_create(
                (
                    Rating(
                        assessment=assessment, criterion=code, value=answer.value,
                        reason=answer.reason, note=answer.note, saved_at=now,
                    )
                    for code, answer in changed.items()
                ),
                update_conflicts=True,
                unique_fields=["assessment", "criterion"],
                update_fields=["value", "reason", "note", "saved_at"],
            )  # fmt: skip
    return {code: before.get(code, UNRATED) for code in changed}


def _check(rubric: Framework, code: str, change: Change) -> None:
    ratings.check(rubric, code, change.value or None)
    allowed = Rating.Reason.values if change.value == ratings.NOT_APPLICABLE else [""]
    if change.reason not in allowed:
        raise BadRating(
            N_("“Not applicable” takes a reason, and only it does: not in your role, or no opportunity ({criterion})."),
            criterion=code,
        )
    note = change.note or ""
    if len(note) > NOTE_MOST:
        raise BadInput(
            N_("The example for {criterion} has {length} characters; {most} fit. Please shorten it."),
            criterion=code, length=len(note), most=NOTE_MOST,
        )  # fmt: skip
    if any(ord(character) < 32 and character not in "\n\t" for character in note):
        raise BadInput(
            N_("The example for {criterion} contains control characters, which cannot be kept. Please remove them."),
            criterion=code,
        )


def _change_draft(person: Person, assessment: Assessment, rule: Predicate, **fields: datetime) -> None:
    """Change a draft itself, if it still is one as the database has it now; whoever else wants it waits till then."""
    if rule.test(person, assessment):
        if Assessment.objects.filter(pk=assessment.pk, submitted_at=None).update(**fields):
            return
        if not Assessment.objects.filter(pk=assessment.pk).exists():
            raise UnknownCode(N_("You have no such assessment. It may have been deleted."))
    raise NotAllowed(N_("This assessment is submitted and cannot change any more. Start a new one instead."))


def submit_assessment(person: Person, assessment: Assessment) -> None:
    """Close a draft; from now on it is immutable."""
    now = timezone.now()
    with write():
        _change_draft(person, assessment, rules.can_submit, submitted_at=now)
    assessment.submitted_at = now


def delete_assessment(person: Person, assessment: Assessment) -> None:
    """Erase an assessment with its ratings and notes."""
    if not rules.can_delete.test(person, assessment):
        raise NotAllowed(N_("Only the person whose assessment this is can delete it."))
    with write():
        assessment.delete()
