"""The page about tasks: for administrators alone, and with nothing of what a task is about."""

from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tamarack.common.mail import MaybeSent, deliver
from tamarack.common.tasks.attempts import claim, failed
from tamarack.common.tasks.retrying import GivenUp
from tamarack.people.models import Person
from tests.conftest import make_person

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MESSAGE = {"subject": "Code 482913", "body": "https://x.example/secret", "to": ["nadia@clearwater.example"]}


def give_up(count: int, error: Exception) -> None:
    for _ in range(count):
        deliver.enqueue(MESSAGE)
        row = claim("one")
        assert row is not None
        failed(row, error)


@pytest.fixture
def administrator(db: None) -> Client:
    client = Client()
    client.force_login(make_person("admin", is_staff=True), backend=BACKEND)
    return client


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_given_up_is_told_by_kind_and_never_what_it_is_about(administrator: Client, language: str) -> None:
    give_up(2, GivenUp("nadia"))
    give_up(1, MaybeSent())
    page = administrator.get(f"/{language}/tasks/").content.decode()
    assert {"en": "Sending mail", "fr": "Envoi des courriels"}[language] in page
    for part in ("nadia@", "482913", "x.example"):
        assert part not in page


def test_no_one_else_has_such_a_page(client: Client, person: Person) -> None:
    give_up(1, GivenUp())
    addresses = ("/en/tasks/", "/en/tasks/again/", "/en/tasks/drop/")
    assert all(client.get(address).status_code == 302 for address in addresses)
    client.force_login(person, backend=BACKEND)
    assert [client.get("/en/tasks/").status_code] == [404]
    kind = {"task": deliver.module_path, "error": "tamarack.common.tasks.retrying.GivenUp"}
    assert [client.post(address, kind).status_code for address in addresses[1:]] == [404, 404]
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_kind_is_run_again_or_dropped_and_no_other(administrator: Client) -> None:
    give_up(2, GivenUp())
    give_up(3, MaybeSent())
    kind = {"task": deliver.module_path, "error": "tamarack.common.tasks.retrying.GivenUp"}
    assert "2 tasks are queued again." in administrator.post("/en/tasks/again/", kind, follow=True).content.decode()
    assert DBTaskResult.objects.filter(status="READY").count() == 2
    kind["error"] = "tamarack.common.mail.MaybeSent"
    assert "3 tasks are erased." in administrator.post("/en/tasks/drop/", kind, follow=True).content.decode()
    assert DBTaskResult.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"task": "x"}, {"error": "y"}, {"task": "\0", "error": "x"}])
def test_without_a_kind_nothing_happens(administrator: Client, sent: dict[str, str]) -> None:
    give_up(1, GivenUp())
    administrator.post("/en/tasks/drop/", sent)
    assert DBTaskResult.objects.count() == 1


def test_no_query_count_grows_with_what_was_given_up(administrator: Client, django_assert_num_queries: Any) -> None:
    give_up(1, GivenUp())
    administrator.get("/en/tasks/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        administrator.get("/en/tasks/")
    give_up(30, GivenUp())
    give_up(30, MaybeSent())
    with django_assert_num_queries(len(one)):
        administrator.get("/en/tasks/")
