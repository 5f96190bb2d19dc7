"""Mail waits in the database and is delivered by the worker."""

import smtplib
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

from tamarack.common.housekeeping import queue_repeated_tasks, requeue_stuck_tasks
from tamarack.common.mail import ATTEMPTS, MaybeSent, OnceMessage, QueuedBackend, deliver, forget_mail_to

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _locmem(settings: Any) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def letter(to: str = "nadia@clearwater.example") -> EmailMultiAlternatives:
    message = EmailMultiAlternatives("Été", "Bonjour", "tamarack@localhost", [to], headers={"X-Test": "1"})
    message.attach_alternative("<p>Bonjour</p>", "text/html")
    return message


def once() -> OnceMessage:
    return OnceMessage("Rappel", "Bonjour", "tamarack@localhost", ["nadia@clearwater.example"])


def begun(times: int = 1) -> Any:
    """What a task is told of how often workers have begun it."""
    return mock.Mock(attempt=times)


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
        deliver.call(begun(), data, attempt=2)
    (waiting,) = DBTaskResult.objects.all()
    assert waiting.args_kwargs["args"] == [data, 3]
    assert timedelta(minutes=1) < waiting.run_after - timezone.now() <= timedelta(minutes=2)


def test_a_message_is_given_up_after_six_times() -> None:
    with (
        mock.patch("tamarack.common.mail.get_connection", side_effect=ConnectionRefusedError),
        pytest.raises(ConnectionRefusedError),
    ):
        deliver.call(begun(), {"subject": "s", "body": "b", "to": []}, attempt=ATTEMPTS)
    assert not DBTaskResult.objects.exists()


def leave_running() -> None:
    """As a worker that was killed leaves it."""
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=timezone.now() - timedelta(minutes=11), worker_ids=["dead"]
    )


@pytest.mark.usefixtures("_locmem")
def test_a_task_whose_worker_was_killed_is_run_again() -> None:
    QueuedBackend().send_messages([letter()])
    leave_running()
    work()
    assert mail.outbox == []
    assert requeue_stuck_tasks() == 1
    work()
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_locmem")
def test_a_message_that_may_come_once_is_not_sent_again_when_a_worker_was_killed_over_it() -> None:
    QueuedBackend().send_messages([once()])
    leave_running()
    assert requeue_stuck_tasks() == 1
    work()
    assert mail.outbox == []
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


@pytest.mark.usefixtures("_locmem")
def test_a_message_that_may_come_once_arrives_whole() -> None:
    QueuedBackend().send_messages([once()])
    work()
    (arrived,) = mail.outbox
    assert (arrived.subject, arrived.body, arrived.to) == ("Rappel", "Bonjour", ["nadia@clearwater.example"])


@pytest.mark.usefixtures("_locmem")
@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPDataError(451, b"try later"),
        smtplib.SMTPSenderRefused(421, b"busy", "a@b.example"),
        smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"greylisted")}),
    ],
)
def test_a_message_that_may_come_once_is_tried_again_when_the_server_said_no(error: OSError) -> None:
    data: dict[str, Any] = {"subject": "s", "body": "b", "to": ["a@b.example"], "once": True}
    with mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=error):
        deliver.call(begun(), data)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [data, 2]
    DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert len(mail.outbox) == 1


def test_a_message_that_may_come_once_is_tried_again_when_there_was_no_server() -> None:
    data: dict[str, Any] = {"subject": "s", "body": "b", "to": ["a@b.example"], "once": True}
    with mock.patch("tamarack.common.mail.get_connection", side_effect=ConnectionRefusedError):
        deliver.call(begun(), data)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [data, 2]


@pytest.mark.usefixtures("_locmem")
@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), TimeoutError(), ConnectionResetError()])
def test_a_message_that_may_come_once_is_not_tried_again_when_the_server_may_have_it(error: OSError) -> None:
    data: dict[str, Any] = {"subject": "s", "body": "b", "to": ["a@b.example"]}
    with mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=error):
        with pytest.raises(MaybeSent):
            deliver.call(begun(), {**data, "once": True})
        assert not DBTaskResult.objects.exists()
        deliver.call(begun(), data)  # another one had better come twice than not at all
    assert DBTaskResult.objects.get().args_kwargs["args"] == [data, 2]


def test_a_repeated_task_waits_in_the_queue_once(settings: Any) -> None:
    queue_repeated_tasks()
    queue_repeated_tasks()
    assert sorted(row.task_path for row in DBTaskResult.objects.all()) == sorted(settings.REPEATED_TASKS)
    leave_running()
    queue_repeated_tasks()
    assert DBTaskResult.objects.count() == 2 * len(settings.REPEATED_TASKS)


def test_a_task_that_runs_is_left_alone() -> None:
    QueuedBackend().send_messages([letter()])
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    assert requeue_stuck_tasks() == 0


def test_mail_to_an_erased_address_is_erased() -> None:
    QueuedBackend().send_messages([letter(), letter("priya@clearwater.example")])
    forget_mail_to("nadia@clearwater.example")
    (left,) = DBTaskResult.objects.all()
    assert left.args_kwargs["args"][0]["to"] == ["priya@clearwater.example"]
