"""Answers from a form that an organisation brings in for one of its people: they wait, for that person alone."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from tamarack.assessment.actions.rating import check_changes, rate, start_assessment
from tamarack.assessment.answers import Change
from tamarack.assessment.models import Assessment, Imported
from tamarack.assessment.queries.rating import answers_of, last_submitted
from tamarack.common.database import write
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.audit import What, record
from tamarack.people.models import Organisation, Person
from tamarack.people.rules import check_own, check_owner, is_member
from tamarack.rubric.queries import Stored, framework

WAITS = timedelta(days=90)
"""How long answers wait to be taken; then they are erased."""
Filled = Mapping[str, tuple[str, str, str]]
"""Answers by criterion: value, reason, note."""


def bring_in(owner: Person, organisation: Organisation, person: Person, stored: Stored, answers: Filled) -> None:
    """Let answers wait for someone, instead of what waits of the same organisation. No draft is looked at or touched.

    Raises
    ------
    NotAllowed
        If `owner` is no owner of the organisation, or `person` is not in it.
    """
    check_owner(owner, organisation)
    if not is_member.test(person, organisation):
        raise NotAllowed(N_("Only members of the organisation can get answers from a form."))
    check_changes(stored.framework, _changes(answers))
    held = {"answers": {code: list(answer) for code, answer in answers.items()}, "by": owner, "at": timezone.now()}
    with write():
        Imported.objects.update_or_create(
            person=person, version_id=stored.id, organisation=organisation, defaults=held
        )  # fmt: skip
        record(What.IMPORTED, by=owner, of=person, organisation=organisation)


def take_imported(person: Person, imported: Imported) -> Assessment:
    """Put them into the person's draft, which is started if there is none. What the draft has stays as it is."""
    check_own(person, imported)
    stored = Stored(imported.version_id, framework(imported.version_id))
    with write():
        draft = start_assessment(person, stored, last_submitted(person, stored.id))
        held = answers_of(draft)
        missing: dict[str, tuple[str, str, str]] = {}
        for code, (value, reason, note) in imported.answers.items():
            own = held.of(code)
            rating = ("", "") if own.is_rated else (value, reason)
            missing[code] = (*rating, own.note or note)
        rate(person, draft, {code: change for code, change in _changes(missing).items() if change.value or change.note})
        imported.delete()
    return draft


def discard_imported(person: Person, imported: Imported) -> None:
    """Erase them."""
    check_own(person, imported)
    with write():
        imported.delete()


def forget_old() -> None:
    """Erase what nobody took."""
    with write():
        Imported.objects.filter(at__lt=timezone.now() - WAITS).delete()


def _changes(answers: Filled) -> dict[str, Change]:
    return {code: Change(value or None, reason, note or None) for code, (value, reason, note) in answers.items()}
