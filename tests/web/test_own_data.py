"""The page of one's data: an archive is made in the background, waits for its person alone, and can be brought in."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tamarack.exchange.moving import bring_archive, make_archive
from tamarack.exchange.retention import apply_rules
from tamarack.people.models import Errand, Person
from tamarack.portfolio.models import Evidence
from tamarack.web.account.brought import MOST, OF_ONE, THINGS

PAGE = "/en/account/data/"


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def made(client: Client, person: Person) -> Errand:
    client.post(PAGE)
    errand = Errand.objects.get(person=person, kind="take")
    make_archive.call(errand.pk)
    errand.refresh_from_db()
    return errand


def test_an_archive_is_asked_for_made_told_and_downloaded(
    signed_in: Client, person: Person, mailoutbox: list[Any]
) -> None:
    assert "Make the archive" in signed_in.get(PAGE).content.decode()
    signed_in.post(PAGE)
    assert "It is being made" in signed_in.get(PAGE).content.decode()
    assert signed_in.get("/en/account/data/archive.zip").status_code == 404
    made(signed_in, person)
    assert "Download the archive" in signed_in.get(PAGE).content.decode()
    content = b"".join(signed_in.get("/en/account/data/archive.zip").streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {"index.html", "record.json", "account.json"} <= set(archive.namelist())
        links = archive.read("index.html").decode()
        assert all(f'href="{name}"' in links for name in ("record.json", "account.json"))
    assert [(message.to, message.subject) for message in mailoutbox] == [
        ([person.email], "[Tamarack] Your data is ready")
    ]


def test_asking_again_within_minutes_makes_no_second_one(signed_in: Client, person: Person) -> None:
    for _ in range(3):
        signed_in.post(PAGE)
    assert Errand.objects.filter(person=person).count() == 1


def test_an_archive_is_its_persons_alone(signed_in: Client, person: Person, stranger: Person) -> None:
    made(signed_in, person)
    other = Client()
    other.force_login(stranger)
    assert other.get("/en/account/data/archive.zip").status_code == 404
    assert Client().get("/en/account/data/archive.zip").status_code == 302


def test_an_archive_is_erased_after_seven_days(signed_in: Client, person: Person) -> None:
    errand = made(signed_in, person)
    assert default_storage.exists(errand.stored)
    Errand.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert "Make the archive" in signed_in.get(PAGE).content.decode()


@pytest.mark.django_db(transaction=True)
def test_its_file_goes_with_it(signed_in: Client, person: Person) -> None:
    errand = made(signed_in, person)
    Errand.objects.update(until=timezone.now() - timedelta(seconds=1))
    apply_rules()
    assert not default_storage.exists(errand.stored)


def test_an_archive_is_brought_in_and_told(signed_in: Client, person: Person, stranger: Person) -> None:
    Evidence.objects.create(person=person, title="A fair for graduates")
    made(signed_in, person)
    content = b"".join(signed_in.get("/en/account/data/archive.zip").streaming_content)  # type: ignore[attr-defined]
    other = Client()
    other.force_login(stranger)
    other.post("/en/account/data/bring/", {"archive": SimpleUploadedFile("all.zip", content)})
    assert "It is being brought in" in other.get(PAGE).content.decode()
    bring_archive.call(Errand.objects.get(person=stranger).pk)
    page = other.get(PAGE).content.decode()
    assert "entries of the portfolio: 1" in page
    assert stranger.evidence.get().title == "A fair for graduates"
    assert not Errand.objects.get(person=stranger).stored


@pytest.mark.parametrize("content", [b"no archive", b""])
def test_what_is_no_archive_is_told_and_takes_nothing(signed_in: Client, person: Person, content: bytes) -> None:
    page = signed_in.post("/en/account/data/bring/", {"archive": SimpleUploadedFile("all.zip", content)}, follow=True)
    for errand in Errand.objects.filter(person=person):
        bring_archive.call(errand.pk)
        page = signed_in.get(PAGE)
    words = page.content.decode()
    assert "This was not an archive of Tamarack" in words or "The submitted file is empty" in words
    assert signed_in.post("/en/account/data/bring/").status_code == 200


def test_what_there_was_too_much_of_is_told_with_its_limit(signed_in: Client, person: Person) -> None:
    report = {"new": {}, "known": {}, "out": [["portfolio.Tag", "many", 3], ["portfolio.Evidence", "many", 1]]}
    errand = Errand.objects.create(person=person, kind="bring", until=timezone.now() + timedelta(days=1))
    Errand.objects.update(state="done", report=report)
    page = signed_in.get(PAGE).content.decode()
    assert "3 beyond the limit (tags of one entry: 20 at most)" in page
    assert "1 beyond the limit (entries of the portfolio: 5,000 at most)" in page
    Errand.objects.filter(pk=errand.pk).update(state="failed", report={"too_much": True})
    assert "40,000 rows at most, and 60 MB of data. Nothing was taken" in signed_in.get(PAGE).content.decode()


def test_whatever_there_can_be_too_much_of_has_a_name() -> None:
    assert MOST.keys() - {"growth.Rhythm"} <= THINGS.keys() | OF_ONE.keys()
