"""What stewards say to each other about a draft, and that they are there."""

from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.core.declaring import kind_of
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.people.models import Person
from tamarack.stewardship.models import TEXT_MOST, CellComment, Draft, Presence
from tamarack.stewardship.rules import check_steward


def comment(person: Person, draft: Draft, subject: str, text: str) -> CellComment:
    """Say something about a place of a draft; it is kept with the draft, also when that is published.

    Raises
    ------
    BadInput, UnknownCode
        If nothing is said, or too much, or the draft has no such place.
    """
    text = check_text(text, TEXT_MOST, needed=True)
    if not kind_of(draft.document, subject):
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(subject))
    with write():
        check_steward(person, draft.framework)
        return CellComment.objects.create(draft=draft, subject=subject, text=text, person=person)


def settle_comment(person: Person, comment: CellComment, settled: bool) -> None:
    """Call a comment settled, or open it again."""
    with write():
        check_steward(person, comment.draft.framework)
        comment.resolved_at = timezone.now() if settled else None
        comment.resolved_by = person if settled else None
        comment.save(update_fields=["resolved_at", "resolved_by"])


def be_here(person: Person, draft: Draft, at: str) -> None:
    """Say that the person has a page of the draft open."""
    with write():
        Presence.objects.update_or_create(
            draft=draft, person=person, defaults={"at": at[:90], "seen_at": timezone.now()}
        )
