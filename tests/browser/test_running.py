"""The administrators' page about tasks in a real browser: what was given up is run again; axe and widths."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.server import Server, run

PREPARE = """
from allauth.account.models import EmailAddress
from django.utils import timezone
from tamarack.common.mail import deliver
from tamarack.people.models import Person
from django_tasks_db.models import DBTaskResult
told = {"name": "Robin", "is_staff": True}
admin, made = Person.objects.get_or_create(email="running@clearwater.example", defaults=told)
admin.set_password("tamarack needles 42")
admin.save()
EmailAddress.objects.get_or_create(user=admin, email=admin.email, verified=True, primary=True)
later = timezone.now() + timezone.timedelta(days=1)
task = deliver.using(run_after=later).enqueue({"subject": "s", "body": "b", "to": ["someone@clearwater.example"]})
DBTaskResult.objects.filter(pk=task.id).update(
    status="FAILED", exception_class_path="builtins.ConnectionRefusedError", finished_at=timezone.now())
""".replace("timezone.timedelta", "__import__('datetime').timedelta")


@pytest.fixture
def administrator(server: Server, visitor: Callable[..., Visitor]) -> Callable[..., Visitor]:
    def come(**options: Any) -> Visitor:
        done = run("manage", "shell", "--verbosity", "0", "-c", PREPARE, data=server.said.parent, TAMARACK_DEMO="1")
        assert done.returncode == 0, done.stderr
        someone = visitor(**options)
        someone.go("/en/account/login/")
        someone.page.locator("input[name=login]").fill("running@clearwater.example")
        someone.page.locator("input[name=password]").fill("tamarack needles 42")
        someone.page.locator("main form button").first.click()
        return someone

    return come


def test_an_administrator_runs_again_what_was_given_up(administrator: Callable[..., Visitor]) -> None:
    someone = administrator()
    someone.go("/en/account/")
    someone.page.get_by_role("link", name="Tasks in the background").click()
    expect(someone.page.get_by_role("heading", name="Sending mail")).to_be_visible()
    assert "someone@" not in someone.page.content()
    someone.page.get_by_role("button", name="Run again").click()
    expect(someone.page.get_by_text("queued again")).to_be_visible()
