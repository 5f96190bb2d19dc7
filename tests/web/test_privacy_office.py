"""Those who answer for personal information: their page, the register that nothing leaves, retention, the notice."""

from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.models import Entry
from tamarack.exchange import retention
from tamarack.exchange.models import Answered, Delivery, Token, Webhook
from tamarack.people.actions.organisations import found_organisation
from tamarack.people.actions.privacy import dismiss_officer, name_officer
from tamarack.people.models import Breach, Invitation, NoticeRead, Organisation, Person, RetentionRun, SignIn
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


def test_a_day_has_one_line_for_a_rule_however_many_rounds_there_are(person: Person, db: None) -> None:
    for rounds in (1, 2):
        for _ in range(rounds):
            SignIn.objects.create(person=person, device="x", seen_at=timezone.now() - timedelta(days=401))
        retention.keep_retention.call()
    assert RetentionRun.objects.get(rule="devices").erased == 3
    RetentionRun.objects.update(at=timezone.now() - timedelta(days=2))
    SignIn.objects.create(person=person, device="x", seen_at=timezone.now() - timedelta(days=401))
    retention.keep_retention.call()
    assert [row.erased for row in RetentionRun.objects.filter(rule="devices")] == [1, 3]


@pytest.mark.parametrize(
    ("key", "old", "young"),
    [("devices", 401, 399), ("mail", 2, 0), ("failed", 8, 6), ("answers", 2, 0), ("messages", 8, 6),
     ("deliveries", 31, 29), ("sessions", 1, -1)],
)  # fmt: skip
def test_whatever_ends_by_time_has_a_rule_a_dry_run_and_a_line(person: Person, key: str, old: int, young: int) -> None:
    for days in (old, young):
        aged(person, key, timezone.now() - timedelta(days=days))
    rule = next(rule for rule in retention.RULES if rule.key == key)
    assert {each.key: count for each, count in retention.due(timezone.now())}[key] == 1
    assert rule.over(timezone.now()).count() == 1, "the dry run erases nothing"
    retention.keep_retention.call()
    assert RetentionRun.objects.get(rule=key).erased == 1
    assert rule.over(timezone.now()).count() == 0
    assert rule.over(timezone.now() + timedelta(days=1000)).count() == 1, "the other is still there"


def aged(person: Person, key: str, at: datetime) -> None:
    """Something of a kind, as old as that."""
    match key:
        case "sessions":
            Session.objects.create(session_key=f"key{at}"[:40], session_data="x", expire_date=at)
        case "devices":
            SignIn.objects.create(person=person, device="x", seen_at=at)
        case "mail" | "failed":
            status = TaskResultStatus.SUCCESSFUL if key == "mail" else TaskResultStatus.FAILED
            DBTaskResult.objects.create(
                task_path="x", args_kwargs={}, backend_name="default", status=status, finished_at=at
            )
        case "answers":
            token = Token.objects.create(person=person, name="x", digest=f"{at}", until=at)
            Answered.objects.create(token=token, key="x", at=at)
        case _:
            hook = Webhook.objects.create(person=person, url="https://hooks.example.ca/")
            Delivery.objects.create(
                webhook=hook, message=f"{at}", made_at=at, body="{}", state=Delivery.State.DELIVERED
            )


def test_what_changed_in_the_notice_is_told_until_it_is_read(signed_in: Client, person: Person) -> None:
    assert "I have read it" in signed_in.get("/en/me/").content.decode()
    signed_in.post("/en/account/notice/")
    assert "I have read it" not in signed_in.get("/en/me/").content.decode()
    assert NoticeRead.objects.get(person=person).number == current_notice().number
    assert signed_in.get("/en/account/notice/").status_code == 405
