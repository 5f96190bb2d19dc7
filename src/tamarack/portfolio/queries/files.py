"""Reads about files."""

from typing import IO

from django.core.files.storage import default_storage

from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Person
from tamarack.portfolio.models import File
from tamarack.portfolio.rules import can_see_file

GONE = N_("There is no such file, or it is not yours to see.")


def own_file(person: Person, pk: int) -> File:
    """A file of this person's; whether someone else has it is not told."""
    try:
        return File.objects.select_related("evidence").get(pk=pk, person=person)
    except (File.DoesNotExist, OverflowError):
        raise UnknownCode(GONE) from None


def own_proof(person: Person, activity: int, pk: int) -> File:
    """A proof of an activity of this person's."""
    found = own_file(person, pk)
    if found.activity_id != activity:
        raise UnknownCode(GONE)
    return found


def seen_file(person: Person, pk: int) -> File:
    """A file that this person may see: their own, or one of evidence that they have a grant for."""
    try:
        file = File.objects.select_related("evidence").get(pk=pk)
    except (File.DoesNotExist, OverflowError):
        raise UnknownCode(GONE) from None
    if not can_see_file.test(person, file):
        raise UnknownCode(GONE)
    return file


def open_file(file: File) -> IO[bytes]:
    """A file's content.

    Raises
    ------
    UnknownCode
        If the store has lost it.
    """
    try:
        return default_storage.open(file.stored)
    except FileNotFoundError:
        raise UnknownCode(GONE) from None
