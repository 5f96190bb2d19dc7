"""Declaring what a draft changes, and publishing it."""

from collections.abc import Iterable

from django.db import transaction

from tamarack.common.database import write
from tamarack.core.changes import Change, read_changes
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.core.framework import from_document, to_document
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Life, Version
from tamarack.rubric.queries import framework as stored_framework
from tamarack.rubric.queries import status, versions_in_force
from tamarack.stewardship.actions import begin_draft, hold, store
from tamarack.stewardship.actions.life import set_status
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries.publishing import gates
from tamarack.stewardship.rules import check_steward
from tamarack.stewardship.tasks import begin_carry_over, carry_on

STALE = N_("Someone changed this draft since you opened the page. Nothing was saved; look at it again.")
NOT_READY = N_("The draft cannot be published yet. What stands in the way is listed on the page.")


def declare(
    person: Person, draft: Draft, revision: int, *, add: Iterable[Change] = (), remove: Iterable[Change] = ()
) -> Draft:
    """Declare changes, or take declarations back.

    Raises
    ------
    NotAllowed, BadInput
        If the person does not keep the framework, or the draft changed since `revision`.
    """
    with write():
        held = hold(draft)
        check_steward(person, held.framework)
        if held.revision != revision:
            raise BadInput(STALE)
        gone = set(remove)
        kept = [change for change in read_changes(held.changes) if change not in gone]
        declared = dict.fromkeys([*kept, *add])
        store(held, {**held.document, "changes": [change.entry for change in declared]}, person)
    return held


def publish(person: Person, draft: Draft, revision: int, why: str) -> Version:
    """Publish a draft: the version, its status, and that everyone's answers are taken along; all of it or nothing.

    Raises
    ------
    NotAllowed, BadInput
        If the person does not keep the framework, the draft changed since `revision`, or something stands in the way.
    """
    with write():
        held = hold(draft)
        check_steward(person, held.framework)
        if held.revision != revision:
            raise BadInput(STALE)
        if not held.is_open:
            raise NotAllowed(N_("This draft was published or dropped, and cannot change."))
        before = next(reversed(versions_in_force(held.framework_id)), None)
        if gates(held):
            raise NotAllowed(NOT_READY)
        version = publish_framework(
            from_document({**held.document, "status": Life.Status.ADOPTED.value}), held.based_on
        )
        held.became = version
        held.save(update_fields=["became"])
        if before is not None and status(held.framework, before.number) == Life.Status.ADOPTED:
            set_status(person, held.framework, before.number, Life.Status.SUPERSEDED, held.number)
        set_status(person, held.framework, held.number, Life.Status.ADOPTED, why)
        begin_carry_over(version.pk)
        transaction.on_commit(carry_on.enqueue)
    return version


def begin_restoring(person: Person, version: Version, number: str) -> Draft:
    """Begin a draft that takes the newest version back to an earlier one: it says what that one said, word for word.

    Raises
    ------
    NotAllowed
        If the person does not keep the framework, the number is taken, or the version is the newest one itself.
    """
    current = next(reversed(versions_in_force(version.framework_id)), None)
    if current is None or current.pk == version.pk:
        raise NotAllowed(
            N_("Version {number} is the newest one. There is nothing to take back."), number=version.number
        )
    document = to_document(stored_framework(version.pk)) | {"restores": version.number}
    document.pop("changes", None)
    return begin_draft(person, version.framework, number, document, current)
