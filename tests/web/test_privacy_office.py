"""Those who answer for personal information: their page, the register that nothing leaves, retention, the notice."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tamarack.common.models import Entry
from tamarack.exchange import retention
from tamarack.people.actions.organisations import found_organisation
from tamarack.people.actions.privacy import dismiss_officer, name_officer
from tamarack.people.models import Breach, Invitation, NoticeRead, Organisation, Person, RetentionRun
from tamarack.people.privacy_notice import current_notice

OFFICE = "/en/privacy-office/"
SAID = {"found_on": "2026-05-04", "happened": "On 1 May", "what": "=cmd, a laptop was lost", "information": "Names",
        "harm": "yes"}  # fmt: skip


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def organisation(person: Person) -> Organisation:
    return found_organisation(person, "Clearwater College", "centre", "en")


@pytest.fixture
def officer(signed_in: Client, person: Person) -> Client:
    name_officer(person, "Director, privacy")
    return signed_in


def test_name_title_and_address_are_published(officer: Client, person: Person) -> None:
    page = Client().get("/en/privacy/").content.decode()
    assert person.name in page
    assert "Director, privacy" in page
    assert f"mailto:{person.email}" in page
    dismiss_officer(person)
    assert person.email not in Client().get("/en/privacy/").content.decode()
    assert officer.get(OFFICE).status_code == 403


def test_a_breach_is_written_down_and_what_the_law_asks_is_told(officer: Client) -> None:
    officer.post(f"{OFFICE}breaches/new/", SAID)
    page = officer.get(OFFICE).content.decode()
    assert "the commission has to be told" in page
    assert "those concerned have to be told" in page
    row = Breach.objects.get()
    told = {**SAID, "commission_told_on": "2026-05-05", "people_told_on": "2026-05-05", "closed_on": "2026-06-01"}
    officer.post(f"{OFFICE}breaches/{row.pk}/", told)
    row.refresh_from_db()
    assert row.closed_on == date(2026, 6, 1)
    assert "has to be told" not in officer.get(OFFICE).content.decode()
    assert Entry.objects.filter(what="registered").count() == 2


def test_the_register_is_a_table_that_no_spreadsheet_runs(officer: Client) -> None:
    officer.post(f"{OFFICE}breaches/new/", SAID)
    table = officer.get(f"{OFFICE}breaches.csv").content.decode("utf-8-sig")
    assert table.startswith("number,found_on")
    assert ",=cmd" not in table
    assert '"=cmd' not in table


def test_a_breach_that_lacks_something_is_sent_back_with_what_was_written(officer: Client) -> None:
    page = officer.post(f"{OFFICE}breaches/new/", {"what": "Something"}).content.decode()
    assert "Something" in page
    assert page.count("This field is required") >= 3
    assert not Breach.objects.exists()


@pytest.mark.parametrize("page", ["", "breaches.csv", "breaches/new/", "breaches/1/", "breaches/99999999999999999999/"])
def test_nobody_else_opens_it(signed_in: Client, page: str) -> None:
    Breach.objects.create(pk=1, found_on=date(2026, 5, 4), happened="x", what="x", information="x")
    assert signed_in.get(OFFICE + page).status_code == 403
    assert Client().get(OFFICE + page).status_code == 302


def test_the_dry_run_tells_and_erases_nothing_and_the_round_erases_and_writes_it_down(
    organisation: Organisation, officer: Client
) -> None:
    old, new = timezone.now() - timedelta(days=31), timezone.now()
    for until in (old, new):
        Invitation.objects.create(organisation=organisation, email="a@example.org", link="x", until=until)
    counts = {rule.key: count for rule, count in retention.due(timezone.now())}
    assert counts["invitations"] == 1
    assert Invitation.objects.count() == 2
    retention.apply_rules()
    assert [row.until for row in Invitation.objects.all()] == [new]
    assert RetentionRun.objects.get(rule="invitations").erased == 1
    assert "Invitations that are over: 1" in officer.get(OFFICE).content.decode()


def test_rules_leave_what_is_not_over(person: Person, signed_in: Client) -> None:
    assert Session.objects.exists()
    retention.apply_rules()
    assert Session.objects.exists()
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_round_runs_once_a_day(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    cache.delete("retention")
    rounds: list[Any] = []
    monkeypatch.setattr(retention, "apply_rules", lambda: rounds.append(1))
    for _ in range(3):
        retention.keep_retention.call()
    assert rounds == [1]


def test_what_changed_in_the_notice_is_told_until_it_is_read(signed_in: Client, person: Person) -> None:
    assert "I have read it" in signed_in.get("/en/me/").content.decode()
    signed_in.post("/en/account/notice/")
    assert "I have read it" not in signed_in.get("/en/me/").content.decode()
    assert NoticeRead.objects.get(person=person).number == current_notice().number
    assert signed_in.get("/en/account/notice/").status_code == 405
