"""An account that is deleted: gone at once, brought back by its person alone, gone for good after the grace."""

import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models.deletion import Collector
from django.test import Client, TestCase
from django.utils import timezone

from tamarack.assessment.actions.review import note_seen
from tamarack.assessment.models import FeedbackRequest, FeedbackRespondent, Review, ReviewEvent
from tamarack.common.mail import QueuedBackend
from tamarack.common.packed import as_json, pack
from tamarack.common.tasks.attempts import claim, run, succeeded
from tamarack.core.errors import BadInput, UnknownCode
from tamarack.exchange import moving
from tamarack.exchange.actions.tokens import make_token, revoke_token
from tamarack.exchange.actions.webhooks import delete_webhook, make_webhook
from tamarack.exchange.models import Token, Webhook
from tamarack.exchange.moving import ask_archive
from tamarack.exchange.retention import apply_rules
from tamarack.people.actions.accounts import delete_account, find_leaving, keep_account
from tamarack.people.leaving import end_leaving
from tamarack.people.models import Errand, HeldFile, Invitation, Leaving, Organisation, Person
from tamarack.portfolio.models import Endorsement, Evidence
from tamarack.portfolio.tasks import sweep_files

MARK = "Zq7marked"
QUEUE = "django_tasks_database.DBTaskResult"
STAYS = {
    "stewardship.Proposal", "stewardship.Support", "stewardship.Comment", "assessment.ReviewMessage",
}  # fmt: skip
"""Texts that stay without their person, as the pages and the guide say; none of them has a name or an address."""


OWN = ("growth", "assessment", "portfolio", "exchange")
"""The apps whose rows hold what people write."""
AS_IT_IS = {"stored", "sha256", "content_type", "digest", "salt", "link", "key", "code", "criterion", "email",
            "reviewer_email", "language", "about", "version"}  # fmt: skip
"""Fields that hold no words of anyone, or by which rows are found."""


@pytest.fixture
def nadia(demo_files: None, db: None) -> Person:
    """The demo's practitioner, with a mark in each of their words; others have looked, and tools hold a key."""
    person = Person.objects.get(name="Nadia Bouchard")
    make_token(person, f"{MARK} token", ["account:read"], date.today() + timedelta(days=30))
    make_webhook(person, f"{MARK} hook", "https://example.org/hook", ["goal.moved"])
    for row in rows_of(person):
        if row._meta.app_label in OWN:
            new = {field.attname: marked(field, getattr(row, field.attname)) for field in row._meta.concrete_fields}
            type(row)._base_manager.filter(pk=row.pk).update(**{name: value for name, value in new.items() if value})
    review = Review.objects.filter(person=person).exclude(reviewer=None)[0]
    note_seen(review.reviewer, review, ReviewEvent.What.SAW_EVIDENCE, Evidence.objects.filter(person=person)[0].title)
    revoke_token(person, Token.objects.get(person=person, revoked_at=None, name__startswith=MARK))
    delete_webhook(person, Webhook.objects.get(person=person, name__startswith=MARK))
    return person


def marked(field: models.Field[Any, Any], value: Any) -> Any:
    """A value with the mark in it, where it can hold words; none where it cannot."""
    if not value or field.attname in AS_IT_IS or field.choices:
        return None
    if isinstance(field, models.URLField):
        return f"{value}?{MARK}"
    if isinstance(field, models.JSONField):
        told = in_words(value)
        return told if told != value else None
    wordy = isinstance(field, models.TextField) or (
        isinstance(field, models.CharField) and (field.max_length or 0) > 60
    )
    return f"{MARK} {value}"[: field.max_length] if wordy else None


def in_words(value: Any) -> Any:
    """JSON with the mark in each text of several words."""
    if isinstance(value, dict):
        return {name: in_words(one) for name, one in value.items()}
    if isinstance(value, list):
        return [in_words(one) for one in value]
    return f"{MARK} {value}" if isinstance(value, str) and " " in value else value


@pytest.fixture
def marc(nadia: Person) -> Person:
    """Another of the demo's people, whom some rows of Nadia's name."""
    return Person.objects.get(name="Marc-André Lavoie")


def rows_of(person: Person) -> Iterator[models.Model]:
    """Every row that goes with an account."""
    collector = Collector(using="default")
    collector.collect([person])
    for found in (*collector.data.values(), *collector.fast_deletes):
        yield from found


def whole() -> dict[str, dict[object, str]]:
    """Every row of the database as text."""
    return {
        model._meta.label: {row.pk: as_json(pack(row)) for row in model._base_manager.order_by("pk")}
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }


def tables_holding(*words: str) -> set[str]:
    """The tables that have one of some words in them."""
    return {
        label for label, rows in whole().items() for text in rows.values() if any(word in text for word in words)
    }  # fmt: skip


def files_holding(*words: str) -> list[Path]:
    """The stored files that have one of some words in them."""
    return [path for path in files() if any(word.encode() in text for text in texts_of(path) for word in words)]


def files() -> list[Path]:
    """Every stored file."""
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]  # type: ignore[attr-defined]


def texts_of(path: Path) -> list[bytes]:
    """What a file holds; of an archive, what its files hold."""
    if not zipfile.is_zipfile(path):
        return [path.read_bytes()]
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def token_of(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def test_no_row_tells_of_the_person_from_the_first_moment(nadia: Person) -> None:
    name, address = nadia.name, nadia.email
    assert len(tables_holding(MARK)) > 12
    assert FeedbackRespondent.objects.filter(email=address).exclude(request__person=nadia).exists()
    assert Review.objects.exclude(person=nadia).update(reviewer=nadia, reviewer_name=name, reviewer_email=address)
    assert Endorsement.objects.exclude(evidence__person=nadia).update(name=name, email=address)
    delete_account(nadia)
    assert tables_holding(name, address) <= {QUEUE}  # the letter that tells of it, with the link
    assert tables_holding(MARK) <= STAYS


def test_nothing_at_all_is_left_after_the_grace(nadia: Person) -> None:
    name, address = nadia.name, nadia.email
    delete_account(nadia)
    Leaving.objects.update(until=timezone.now() - timedelta(seconds=1))
    with TestCase.captureOnCommitCallbacks(execute=True):
        end_leaving()
    later = timezone.now() - timedelta(days=8)
    apps.get_model(QUEUE).objects.update(status="SUCCESSFUL", finished_at=later)
    apply_rules()
    assert tables_holding(name, address, MARK) <= STAYS
    assert files_holding(name, address, MARK) == []


def test_a_deletion_taken_back_leaves_everything_as_it_was(nadia: Person) -> None:
    before = whole()
    keep_account(token_of(delete_account(nadia)))
    after = whole()
    for label in before.keys() - {QUEUE, "people.SignIn", "sessions.Session", "django_cache"}:  # sessions are ended
        assert after[label] == before[label], label
    assert not Leaving.objects.exists()


def test_files_are_kept_while_the_account_can_come_back_and_erased_after(nadia: Person) -> None:
    stored = [file.stored for file in apps.get_model("portfolio.File").objects.filter(person=nadia)]
    assert stored
    delete_account(nadia)
    sweep_files.call()
    assert all(default_storage.exists(name) for name in stored)
    Leaving.objects.update(until=timezone.now() - timedelta(seconds=1))
    with TestCase.captureOnCommitCallbacks(execute=True):
        end_leaving()
    assert not any(default_storage.exists(name) for name in stored)
    assert not Leaving.objects.exists()


def test_only_the_whole_link_opens_it_and_only_in_time(person: Person) -> None:
    token = token_of(delete_account(person))
    for wrong in (token[:-2], token[:-4] + "AAA=", token.partition(".")[0], "9" * 30 + ".x", "1.é"):
        with pytest.raises(UnknownCode):
            keep_account(wrong)
    Leaving.objects.update(until=timezone.now() - timedelta(seconds=1))
    with pytest.raises(UnknownCode):
        find_leaving(token)


def test_an_account_does_not_come_back_over_a_new_one_with_its_address(person: Person) -> None:
    token = token_of(delete_account(person))
    Person.objects.create_user(person.email.upper(), "another secret", name="Another")
    with pytest.raises(BadInput):
        keep_account(token)
    assert Leaving.objects.exists()
    assert Person.objects.get(email__iexact=person.email).name == "Another"


def test_a_reviewer_who_has_another_address_by_now_is_taken_out(nadia: Person) -> None:
    review = Review.objects.exclude(person=nadia)[0]
    Review.objects.filter(pk=review.pk).update(reviewer=nadia, reviewer_name="N. B.", reviewer_email="old@home.example")
    delete_account(nadia)
    assert tables_holding("old@home.example") == set()
    review.refresh_from_db()
    assert review.reviewer_name == ""


FORMER = "nadia@former.example"


@pytest.fixture
def moved(nadia: Person) -> Person:
    """Nadia has left an employer: colleagues asked her at an address that she then took off her account."""
    EmailAddress.objects.create(user=nadia, email=FORMER, verified=True)
    ask_at(FORMER, nadia)
    take_off(FORMER, nadia)
    return nadia


def take_off(email: str, nadia: Person) -> None:
    """Remove an address from the account, on its page."""
    client = Client()
    client.force_login(nadia, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/en/account/email/", {"email": email, "action_remove": ""})


def ask_at(email: str, nadia: Person) -> None:
    """Have others ask somebody at an address: to review, for feedback, to confirm evidence, to come."""
    new = {"reviewer_name": "N. B.", "reviewer_email": email, "reviewer": None, "created_at": timezone.now()}
    Review.objects.filter(pk=Review.objects.exclude(person=nadia)[0].pk).update(**new)
    asked = FeedbackRespondent.objects.exclude(request__person=nadia)[0]
    FeedbackRespondent.objects.filter(pk=asked.pk).update(name="N. B.", email=email)
    FeedbackRequest.objects.filter(pk=asked.request_id).update(
        reviewer="N. B.", reviewer_email=email, created_at=timezone.now()
    )
    other = Evidence.objects.exclude(person=nadia)[0]
    until = timezone.now() + timedelta(days=9)
    Endorsement.objects.create(evidence=other, name="N. B.", email=email, link="l", until=until)
    Invitation.objects.create(organisation=Organisation.objects.all()[0], email=email, link="l", until=until)


def test_what_others_asked_at_an_address_of_before_is_taken_out(moved: Person) -> None:
    assert len(tables_holding(FORMER)) == 6, "where others asked, and that it was theirs"
    token = token_of(delete_account(moved))
    assert tables_holding(FORMER) == set()
    keep_account(token)
    assert len(tables_holding(FORMER)) == 6


def test_whoever_has_that_address_now_is_left_alone(moved: Person) -> None:
    ask_at(FORMER, moved)
    before = tables_holding(FORMER) - {"people.FormerAddress"}
    delete_account(moved)
    assert tables_holding(FORMER) == before
    assert Review.objects.filter(reviewer_email=FORMER, reviewer_name="N. B.").exists()


def test_an_address_that_was_never_confirmed_is_nobodys(nadia: Person) -> None:
    EmailAddress.objects.create(user=nadia, email=FORMER)
    take_off(FORMER, nadia)
    assert not EmailAddress.objects.filter(email=FORMER).exists()
    ask_at(FORMER, nadia)
    delete_account(nadia)
    assert len(tables_holding(FORMER)) == 5


def test_what_comes_back_does_not_bring_back_who_was_erased_meanwhile(nadia: Person, marc: Person) -> None:
    """Marc's name lies sealed in Nadia's rows while Marc is erased."""
    review = Review.objects.filter(person=nadia)[0]
    Review.objects.filter(pk=review.pk).update(reviewer=marc, reviewer_name=marc.name, reviewer_email=marc.email)
    asked = FeedbackRespondent.objects.filter(request__person=nadia)[0]
    FeedbackRespondent.objects.filter(pk=asked.pk).update(name=marc.name, email=marc.email)
    Endorsement.objects.filter(evidence__person=nadia).update(name=marc.name, email=marc.email)
    token = token_of(delete_account(nadia))
    delete_account(marc)
    keep_account(token)
    review.refresh_from_db()
    assert (review.reviewer, review.reviewer_name) == (None, "")
    assert tables_holding(marc.name, marc.email) <= {QUEUE}


def test_of_two_who_are_named_in_a_result_one_comes_back_alone(nadia: Person, marc: Person) -> None:
    request = FeedbackRequest.objects.exclude(person__in=(nadia, marc))[0]
    request.respondents.all().delete()
    managers = [{"name": person.name, "ratings": {}} for person in (nadia, marc)]
    FeedbackRequest.objects.filter(pk=request.pk).update(published={"managers": managers})
    for person in (nadia, marc):
        FeedbackRespondent.objects.create(
            request=request, name=person.name, email=person.email, group=FeedbackRespondent.Group.MANAGER, link="x"
        )
    token = token_of(delete_account(nadia))
    delete_account(marc)
    keep_account(token)
    request.refresh_from_db()
    assert [one["name"] for one in request.published["managers"]] == ["Nadia Bouchard", ""]


@pytest.mark.parametrize("kind", ["take", "bring"])
def test_no_archive_of_someone_whose_account_is_deleted_stays_in_the_store(nadia: Person, kind: str) -> None:
    stored = default_storage.save("aa/archive", ContentFile(MARK.encode()))
    Errand.objects.create(person=nadia, kind=kind, stored=stored, until=timezone.now() + timedelta(days=7))
    with TestCase.captureOnCommitCallbacks(execute=True):
        address = delete_account(nadia)
    assert not default_storage.exists(stored)
    assert not HeldFile.objects.filter(stored=stored).exists()
    keep_account(token_of(address))
    assert not Errand.objects.exists()


def test_an_archive_that_is_made_while_its_account_is_deleted_is_not_kept(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    errand = ask_archive(person)
    before = set(files())
    make = moving.own_data

    def deleted_meanwhile(whose: Person) -> Any:
        made = make(whose)
        delete_account(Person.objects.get(pk=whose.pk))
        return made

    monkeypatch.setattr(moving, "own_data", deleted_meanwhile)
    moving.make_archive.call(errand.pk)
    assert set(files()) <= before


def test_once_the_letter_is_sent_no_row_holds_the_key(nadia: Person, settings: Any) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    key = token_of(delete_account(nadia)).partition(".")[2]
    QueuedBackend().send_messages(mail.outbox)
    assert tables_holding(key) == {QUEUE}
    mail.outbox.clear()
    while row := claim("worker"):
        succeeded(row, run(row))
    assert any(key in str(message.body) for message in mail.outbox)
    assert tables_holding(key) == set()
    assert tables_holding(nadia.email) == set()
