"""Mail waits in the database and is delivered by the worker."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.housekeeping import requeue_stuck_tasks
from tamarack.common.mail import ATTEMPTS, QueuedBackend, deliver, forget_mail_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _locmem(settings: Any) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def letter(to: str = "nadia@clearwater.example") -> EmailMultiAlternatives:
    message = EmailMultiAlternatives("Été", "Bonjour", "tamarack@localhost", [to], headers={"X-Test": "1"})
    message.attach_alternative("<p>Bonjour</p>", "text/html")
    return message


def work() -> None:
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)


@pytest.mark.usefixtures("_locmem")
def test_a_queued_message_arrives_whole() -> None:
    QueuedBackend().send_messages([letter()])
    assert mail.outbox == []
    work()
    (arrived,) = mail.outbox
    assert (arrived.subject, arrived.body, arrived.to) == ("Été", "Bonjour", ["nadia@clearwater.example"])
    assert arrived.extra_headers == {"X-Test": "1"}
    assert arrived.alternatives[0].content == "<p>Bonjour</p>"


def test_a_message_the_server_refuses_is_tried_again_later() -> None:
    data: dict[str, Any] = {"subject": "s", "body": "b", "to": ["a@b.example"]}
    with mock.patch("tamarack.common.mail.get_connection", side_effect=ConnectionRefusedError):
        deliver.call(data, attempt=2)
    (waiting,) = DBTaskResult.objects.all()
    assert waiting.args_kwargs["args"] == [data, 3]
    assert timedelta(minutes=1) < waiting.run_after - timezone.now() <= timedelta(minutes=2)


def test_a_message_is_given_up_after_six_times() -> None:
    with (
        mock.patch("tamarack.common.mail.get_connection", side_effect=ConnectionRefusedError),
        pytest.raises(ConnectionRefusedError),
    ):
        deliver.call({"subject": "s", "body": "b", "to": []}, attempt=ATTEMPTS)
    assert not DBTaskResult.objects.exists()


@pytest.mark.usefixtures("_locmem")
def test_a_task_whose_worker_was_killed_is_run_again() -> None:
    QueuedBackend().send_messages([letter()])
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(minutes=11), worker_ids=["dead"]
    )
    work()
    assert mail.outbox == []
    assert requeue_stuck_tasks() == 1
    work()
    assert len(mail.outbox) == 1


def test_a_task_that_runs_is_left_alone() -> None:
    QueuedBackend().send_messages([letter()])
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    assert requeue_stuck_tasks() == 0


def test_mail_to_an_erased_address_is_erased() -> None:
    QueuedBackend().send_messages([letter(), letter("priya@clearwater.example")])
    forget_mail_to("nadia@clearwater.example")
    (left,) = DBTaskResult.objects.all()
    assert left.args_kwargs["args"][0]["to"] == ["priya@clearwater.example"]
