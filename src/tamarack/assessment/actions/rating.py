"""Writes about assessments."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from rules import Predicate

from tamarack.assessment import rules
from tamarack.assessment.answers import Answer, Change, Held
from tamarack.assessment.models import EARLIEST, NAME_MOST, NOTE_MOST, Assessment, Rating
from tamarack.assessment.queries.rating import last_submitted, open_draft
from tamarack.common import events
from tamarack.common.database import write
from tamarack.core import ratings
from tamarack.core.errors import N_, BadInput, BadRating, NotAllowed, UnknownCode
from tamarack.core.framework import Framework
from tamarack.people.actions.accounts import choose_rubric
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, framework

SUBMITTED = N_("This assessment is submitted and cannot change any more. Start a new one instead.")


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
            _take_over(draft, previous, carried=False)
        if not person.rubric:  # the one that they begin with
            choose_rubric(person, version.framework.code)
    return draft


def start_short(person: Person, version: Stored, role: str, first: Sequence[str]) -> Assessment:
    """Start a draft, or take the open one, that asks first for the criteria that weigh most for a role."""
    with write():
        draft = start_assessment(person, version, last_submitted(person, version.id))
        draft.role, draft.first = role, list(first)
        draft.save(update_fields=["role", "first"])
    return draft


def start_partial(person: Person, version: Stored, first: Sequence[str]) -> Assessment:
    """Start a draft that asks for some criteria alone: the others are carried over from the last submitted one.

    Raises
    ------
    NotAllowed
        If there is none to carry from, or another draft is open already.
    """
    with write():
        previous = last_submitted(person, version.id)
        if previous is None:
            raise NotAllowed(
                N_("There is no submitted assessment to carry answers over from. Please finish one first.")
            )
        if found := open_draft(person, version.id):
            if found.first == list(first) and not found.role:
                return found
            raise NotAllowed(N_("You have a draft already. Submit or delete it first, then rate these criteria again."))
        draft = start_assessment(person, version, previous)
        draft.first = list(first)
        draft.save(update_fields=["first"])
        _take_over(draft, previous, carried=True)
    return draft


def _take_over(draft: Assessment, previous: Assessment, *, carried: bool) -> None:
    Rating.objects.bulk_create(
        Rating(
            assessment=draft, criterion=row.criterion, value=row.value, reason=row.reason, note=row.note,
            carried=carried and row.value != "", confirm=row.confirm,
        )
        for row in previous.ratings.all()
    )  # fmt: skip


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
    check_changes(framework(assessment.version_id), changes)
    now = timezone.now()
    with write():
        _change_draft(person, assessment, rules.can_rate, saved_at=now)
        held = _held(assessment, changes)
        after = {code: held[code].after(change, now) for code, change in changes.items()}
        before = {code: held[code].answer for code in after if held[code].answer != after[code].answer}
        _keep(assessment, {code: row for code, row in after.items() if row != held[code]}, before, now)
    return before


def _held(assessment: Assessment, codes: Mapping[str, Any]) -> dict[str, Held]:
    """What is kept of these criteria."""
    rows = Rating.objects.filter(assessment=assessment, criterion__in=list(codes))
    found = {row.criterion: Held(_answer(row), row.rated_at, row.noted_at, row.seen) for row in rows}
    return {code: found.get(code, Held()) for code in codes}


def _answer(row: Rating) -> Answer:
    return Answer(row.value, row.reason, row.note, row.carried, row.confirm)


def _keep(assessment: Assessment, rows: Mapping[str, Held], changed: Mapping[str, Answer], now: datetime) -> None:
    """Write what is new; an answer that stays as it was keeps the time of its writing."""
    fields = ["value", "reason", "note", "carried", "confirm", "rated_at", "noted_at", "seen"]
    for codes, told in (
        ([code for code in rows if code in changed], [*fields, "saved_at"]),
        ([code for code in rows if code not in changed], fields),
    ):
        if codes:
            Rating.objects.bulk_create(
                (_row(assessment, code, rows[code], now) for code in codes),
                update_conflicts=True, unique_fields=["assessment", "criterion"], update_fields=told,
            )  # fmt: skip


def _row(assessment: Assessment, code: str, held: Held, now: datetime) -> Rating:
    return Rating(
        assessment=assessment, criterion=code, **held.answer._asdict(), rated_at=held.rated_at,
        noted_at=held.noted_at, seen=held.seen, saved_at=now,
    )  # fmt: skip


def check_changes(rubric: Framework, changes: Mapping[str, Change]) -> None:
    """See that every change is one that its criterion can take.

    Raises
    ------
    UnknownCode, BadRating, BadInput
        If not.
    """
    for code, change in changes.items():
        _check(rubric, code, change)


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


def _change_draft(person: Person, assessment: Assessment, rule: Predicate, **fields: Any) -> None:
    """Change a draft itself, if it still is one as the database has it now; whoever else wants it waits till then."""
    if rule.test(person, assessment):
        if Assessment.objects.filter(pk=assessment.pk, submitted_at=None).update(**fields):
            return
        if not Assessment.objects.filter(pk=assessment.pk).exists():
            raise UnknownCode(N_("You have no such assessment. It may have been deleted."))
    raise NotAllowed(SUBMITTED)


def submit_assessment(person: Person, assessment: Assessment) -> None:
    """Close a draft; from now on it is immutable."""
    now = timezone.now()
    with write():
        _change_draft(person, assessment, rules.can_submit, submitted_at=now)
        Rating.objects.filter(assessment=assessment).exclude(seen={}).update(seen={})
        if not assessment.role:  # its focus was asked for, and so looked at
            Rating.objects.filter(assessment=assessment, criterion__in=assessment.first).update(carried=False)
        events.tell("assessment.submitted", assessment.pk, person=person.pk)
    assessment.submitted_at = now


def describe_assessment(person: Person, assessment: Assessment, *, name: str, as_of: date | None) -> None:
    """Give an assessment a name, and the day that it is about; its answers and its submission stay as they are.

    Raises
    ------
    NotAllowed, BadInput
        If it is someone else's, the name is too long, or the day is still to come.
    """
    if not rules.can_describe.test(person, assessment):
        raise NotAllowed(N_("Only the person whose assessment this is can name it."))
    if len(name) > NAME_MOST:
        raise BadInput(N_("The name has {length} characters; {most} fit."), length=len(name), most=NAME_MOST)
    if as_of and as_of > timezone.localdate():
        raise BadInput(N_("An assessment cannot be about a day that is still to come."))
    if as_of and as_of < EARLIEST:
        raise BadInput(N_("An assessment cannot be about a day before {year}."), year=EARLIEST.year)
    with write():
        Assessment.objects.filter(pk=assessment.pk).update(name=name, as_of=as_of)
    assessment.name, assessment.as_of = name, as_of


def delete_assessment(person: Person, assessment: Assessment) -> None:
    """Erase an assessment with its ratings and notes."""
    if not rules.can_delete.test(person, assessment):
        raise NotAllowed(N_("Only the person whose assessment this is can delete it."))
    with write():
        assessment.delete()
