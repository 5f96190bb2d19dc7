"""Writes about stewards and drafts."""

from django.utils import timezone

from tamarack.common.database import write
from tamarack.core.errors import N_, NotAllowed
from tamarack.core.framework import Document, to_document
from tamarack.people.models import Person
from tamarack.rubric.models import Framework, Life, Version
from tamarack.rubric.queries import framework as stored_framework
from tamarack.stewardship.models import Draft, Steward
from tamarack.stewardship.rules import check_not_consulted, check_steward


def name_steward(person: Person, framework: Framework | None, by: Person | None = None) -> None:
    """Make someone a steward of a framework, or let them begin some. `by` is left out by whoever runs the site.

    Raises
    ------
    NotAllowed
        If `by` does not keep the framework.
    """
    with write():
        if by is not None and framework is not None:
            check_steward(by, framework)
        Steward.objects.get_or_create(person=person, framework=framework)


def begin_draft(
    person: Person, framework: Framework, number: str, document: Document, based_on: Version | None = None
) -> Draft:
    """Begin a draft of a framework's next version.

    Parameters
    ----------
    document : dict
        What it says at first; its framework and version become those given.

    Raises
    ------
    NotAllowed
        If the person does not keep the framework, or there is such a draft or version.
    """
    with write():
        check_steward(person, framework)
        taken = Draft.objects.filter(framework=framework, number=number, dropped_at=None).exists()
        if taken or Version.objects.filter(framework=framework, number=number).exists():
            raise NotAllowed(N_("There is a version {number} already. Give this one another number."), number=number)
        said = {**document, "framework": framework.code, "version": number, "status": Life.Status.DRAFT.value}
        draft = Draft.objects.create(
            framework=framework, number=number, based_on=based_on, document=said, begun_by=person
        )
        Life.objects.create(framework=framework, number=number, status=Life.Status.DRAFT, person=person)
    return draft


def begin_next(person: Person, based_on: Version, number: str) -> Draft:
    """Begin a draft as a published version stands, with nothing changed yet."""
    document = to_document(stored_framework(based_on.pk))
    for said_once in ("changes", "restores"):
        document.pop(said_once, None)
    return begin_draft(person, based_on.framework, number, document, based_on)


def store(draft: Draft, document: Document, person: Person) -> None:
    """Keep what a draft says now. The caller holds the transaction in which it read the draft (`hold`).

    Raises
    ------
    NotAllowed
        If the person does not keep the framework, or the draft can no longer change.
    """
    check_steward(person, draft.framework)
    if not draft.is_open:
        raise NotAllowed(N_("This draft was published or dropped, and cannot change."))
    check_not_consulted(draft)
    draft.document = document
    draft.revision += 1
    draft.save(update_fields=["document", "revision"])


def hold(draft: Draft) -> Draft:
    """The draft as it is now, held until the transaction ends."""
    rows = Draft.objects.select_related("framework", "based_on__framework")
    return rows.select_for_update(of=("self",)).get(pk=draft.pk)


def drop_draft(person: Person, draft: Draft) -> None:
    """Give a draft up. It is kept, unlisted, and its number is free.

    Raises
    ------
    NotAllowed
        If the person does not keep the framework, or the draft was published.
    """
    with write():
        check_steward(person, draft.framework)
        held = hold(draft)
        if not held.is_open:
            raise NotAllowed(N_("This draft was published or dropped, and cannot change."))
        check_not_consulted(held)
        held.dropped_at = timezone.now()
        held.save(update_fields=["dropped_at"])
