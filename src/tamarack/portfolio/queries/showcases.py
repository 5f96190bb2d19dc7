"""Reads about showcases: one's own, and the one that a link leads to."""

from django.utils import timezone

from tamarack.common.links import find_linked
from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Person
from tamarack.portfolio.models import Credential, File, Showcase, ShowcaseEntry

SALT = "showcase"
OVER = N_("This page was shared for a time that is over, or its person took it back.")


def own_showcases(person: Person) -> list[Showcase]:
    """All showcases of this person's."""
    return list(Showcase.objects.filter(person=person).prefetch_related("entries"))


def own_showcase(person: Person, pk: int) -> Showcase:
    """A showcase of this person's, with what it shows."""
    try:
        return Showcase.objects.select_related("person", "assessment").get(pk=pk, person=person)
    except (Showcase.DoesNotExist, OverflowError):
        raise UnknownCode(N_("You have no such showcase. It may have been deleted.")) from None


def shared_showcase(token: str) -> Showcase:
    """The showcase that a link leads to.

    Raises
    ------
    UnknownCode
        If it leads nowhere, its time is over, or it was taken back; which, is not told.
    """
    rows = Showcase.objects.select_related("person", "assessment")
    try:
        return find_linked(SALT, token, rows.filter(until__gte=timezone.localdate(), person__is_active=True))
    except UnknownCode:
        raise UnknownCode(OVER) from None


def entries(showcase: Showcase) -> list[ShowcaseEntry]:
    """What a showcase shows, with all that may be shown of it."""
    parts = ("evidence__supports", "evidence__impacts", "evidence__links", "evidence__files", "evidence__endorsements")
    return list(showcase.entries.select_related("evidence").prefetch_related(*parts))


def shown_credentials(showcase: Showcase) -> list[Credential]:
    """The credentials on a showcase that stand and whose page their person does not hide."""
    rows = showcase.credentials.filter(listed=True).select_related("issuer", "version", "status")
    return [row for row in rows if row.stands(timezone.now())]


def shown_file(showcase: Showcase, pk: int) -> File:
    """A file of an entry whose files a showcase shows."""
    found = File.objects.filter(
        pk=pk, evidence__in=showcase.entries.filter(shows_files=True).values("evidence")
    ).first()
    if found is None:
        raise UnknownCode(OVER)
    return found
