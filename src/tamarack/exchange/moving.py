"""Archives of everything of someone's, made and brought in by the worker, so that no page waits for them."""

import secrets
from datetime import timedelta
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks import task

from tamarack.common.addresses import site_url
from tamarack.common.database import write
from tamarack.common.dates import long_date
from tamarack.common.letters import Letter
from tamarack.core.errors import N_, TamarackError, UnknownCode
from tamarack.exchange.own_data import own_data
from tamarack.exchange.record.reading import TooMuch, bring_in
from tamarack.people import audit
from tamarack.people.models import KEPT_FOR, Errand, Person

AGAIN_AFTER = timedelta(minutes=5)
"""How soon another archive can be asked for."""


def latest(person: Person, kind: str) -> Errand | None:
    """The newest errand of a kind."""
    return Errand.objects.filter(person=person, kind=kind, until__gt=timezone.now()).first()


def ask_archive(person: Person) -> Errand:
    """Have the archive made, unless it was asked for minutes ago."""
    with write():
        found = latest(person, Errand.Kind.TAKE)
        recent = timezone.now() - AGAIN_AFTER
        if found and not found.has_failed and found.asked_at > recent:
            return found
        errand = Errand.objects.create(person=person, kind=Errand.Kind.TAKE, until=timezone.now() + KEPT_FOR)
        audit.record(audit.What.TOOK_DATA, by=person, of=person)
        make_archive.enqueue(errand.pk)
    return errand


def ask_bring(person: Person, upload: "UploadedFile[bytes]") -> Errand:
    """Have an archive brought in."""
    stored = _keep(upload)
    with write():
        errand = Errand.objects.create(
            person=person, kind=Errand.Kind.BRING, stored=stored, size=upload.size or 0,
            until=timezone.now() + KEPT_FOR,
        )  # fmt: skip
        bring_archive.enqueue(errand.pk)
    return errand


def open_archive(person: Person) -> tuple[Errand, IO[bytes]]:
    """The archive that was made for someone.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    errand = latest(person, Errand.Kind.TAKE)
    if errand is None or not errand.is_done:
        raise UnknownCode(N_("There is no archive. Please ask for one; it is kept for seven days."))
    return errand, default_storage.open(errand.stored)


@task()
def make_archive(number: int) -> None:
    """Make an archive, and tell its person that it can be had. Run again, it makes it anew."""
    errand = _waiting(number)
    if errand is None:
        return
    person = errand.person
    with override(person.language):
        with own_data(person) as stream:
            stored, size = _keep(stream), default_storage.size
        if not _end(errand, Errand.State.DONE, stored=stored, size=size(stored)):
            return
        Letter(
            gettext("Your data is ready"),
            [
                gettext("The archive with everything of yours is ready. You can download it until {day}; after that it "
                        "is erased, and you can have it made again.").format(day=long_date(errand.until)),
            ],
            gettext("To the archive"),
            site_url("account_data"),
            name=str(person),
        ).send(person.email)  # fmt: skip


@task()
def bring_archive(number: int) -> None:
    """Bring an archive in. Run again, it brings in what is still missing."""
    errand = _waiting(number)
    if errand is None:
        return
    try:
        with default_storage.open(errand.stored) as file:
            report = bring_in(errand.person, file).as_data()
    except TooMuch:
        _end(errand, Errand.State.FAILED, stored="", report={"too_much": True})
    except (TamarackError, FileNotFoundError):
        _end(errand, Errand.State.FAILED, stored="")
    else:
        _end(errand, Errand.State.DONE, stored="", report=report)


def _waiting(number: int) -> Errand | None:
    found = Errand.objects.select_related("person").filter(pk=number, state=Errand.State.WAITING)
    return found.first()


def _end(errand: Errand, state: str, *, stored: str, **more: object) -> bool:
    """Say what came of it, if anyone still asks; an archive that was brought in, or that nobody wants, is not kept."""
    before = errand.stored
    with write():
        is_wanted = bool(Errand.objects.filter(pk=errand.pk).update(state=state, stored=stored, **more))
    for name in {before, stored} - ({stored} if is_wanted else set()) - {""}:
        default_storage.delete(name)
    return is_wanted


def _keep(file: "IO[bytes] | UploadedFile[bytes]") -> str:
    name = secrets.token_hex(20)
    return default_storage.save(f"{name[:2]}/{name}", File(file))
