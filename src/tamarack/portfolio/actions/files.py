"""Writes about files: keep one with evidence or an activity, erase one."""

import contextlib
import hashlib
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.actions.lapsing import lapse
from tamarack.portfolio.models import Activity, Evidence, File
from tamarack.portfolio.uploads import Checked, checked

FILES_MOST = 20
"""Files with one piece of evidence, or one activity."""


def add_file(
    person: Person,
    upload: "UploadedFile[bytes]",
    *,
    evidence: Evidence | None = None,
    activity: Activity | None = None,
) -> File:
    """Keep a file with a piece of evidence, or as the proof of an activity.

    Raises
    ------
    BadInput
        If it may not be kept (`tamarack.portfolio.uploads`), or there is no room for it.
    """
    check_own(person, evidence, activity)
    file = checked(upload)
    stored = store(file.content)
    try:
        with write():
            _check_room(person, file, evidence, activity)
            if evidence:
                lapse(evidence)
            return File.objects.create(
                person=person, evidence=evidence, activity=activity, stored=stored, name=file.name,
                content_type=file.content_type, size=len(file.content),
                sha256=hashlib.sha256(file.content).hexdigest(), added_at=timezone.now(),
            )  # fmt: skip
    except BaseException:
        with contextlib.suppress(OSError):  # if the store is gone too: what no row knows is swept later
            default_storage.delete(stored)
        raise


def store(content: bytes) -> str:
    """Put a file into the store, under a random name."""
    name = secrets.token_hex(20)
    path = f"{name[:2]}/{name}"
    try:
        return default_storage.save(path, ContentFile(content))
    except OSError:  # the disk is full: nothing half-written stays
        with contextlib.suppress(OSError):
            default_storage.delete(path)
        raise


def _check_room(person: Person, file: Checked, evidence: Evidence | None, activity: Activity | None) -> None:
    if File.objects.filter(person=person, evidence=evidence, activity=activity).count() >= FILES_MOST:
        raise BadInput(N_("There are {most} files here already. Please delete one first."), most=FILES_MOST)
    check_total(person, len(file.content), file.name)


def check_total(person: Person, more: int, name: str) -> None:
    """See that there is room for so many bytes more.

    Raises
    ------
    BadInput
        If not.
    """
    taken = File.objects.filter(person=person).aggregate(all=Sum("size"))["all"] or 0
    if taken + more > settings.FILES_MOST:
        raise BadInput(
            N_("Your files may take up {most} MB together; “{name}” does not fit any more. Please delete some."),
            most=settings.FILES_MOST // 1_000_000, name=name,
        )  # fmt: skip


def remove_file(person: Person, file: File) -> None:
    """Erase a file, its content too."""
    check_own(person, file)
    with write():
        if file.evidence:
            lapse(file.evidence)
        file.delete()


def erase_content(stored: str) -> None:
    """Erase a file's content once its row is gone for good."""
    transaction.on_commit(lambda: default_storage.delete(stored), robust=True)
