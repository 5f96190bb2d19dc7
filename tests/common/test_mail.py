"""Mail waits in the database and is delivered by the worker."""

import smtplib
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.mail import MaybeSent, OnceMessage, QueuedBackend, deliver, forget_mail
from tamarack.common.tasks.attempts import claim, died
from tamarack.common.tasks.retrying import DIED, USUAL
from tamarack.common.tasks.worker import work_off

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


def begun(before: str = "") -> Any:
    """What a task is told of how the attempt before ended."""
    return mock.Mock(task_result=mock.Mock(db_result=mock.Mock(exception_class_path=before)))


def refusing(error: Exception) -> Any:
    return mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=error)


def its_worker_is_killed() -> None:
    row = claim("dead")
    assert row is not None
    assert died(row)


@pytest.mark.usefixtures("_locmem")
def test_a_queued_message_arrives_whole() -> None:
    QueuedBackend().send_messages([letter()])
    assert mail.outbox == []
    work_off()
    (arrived,) = mail.outbox
    assert (arrived.subject, arrived.body, arrived.to) == ("Été", "Bonjour", ["nadia@clearwater.example"])
    assert arrived.extra_headers == {"X-Test": "1"}
    assert arrived.alternatives[0].content == "<p>Bonjour</p>"


@pytest.mark.usefixtures("_locmem")
def test_a_message_the_server_refuses_is_tried_again_after_1_2_4_8_and_16_minutes_and_then_given_up() -> None:
    QueuedBackend().send_messages([letter()])
    waits = []
    with refusing(ConnectionRefusedError()):
        for _ in range(5):
            work_off()
            row = DBTaskResult.objects.get()
            assert row.status == TaskResultStatus.READY
            waits.append(round((row.run_after - timezone.now()).total_seconds() / 60))
            DBTaskResult.objects.update(run_after=timezone.now())
        work_off()
    assert waits == [1, 2, 4, 8, 16]
    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == (TaskResultStatus.FAILED, USUAL.attempts)
    assert row.exception_class_path == "builtins.ConnectionRefusedError"


@pytest.mark.usefixtures("_locmem")
def test_a_message_whose_worker_was_killed_is_sent_by_the_next_one() -> None:
    QueuedBackend().send_messages([letter()])
    its_worker_is_killed()
    work_off()
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_locmem")
def test_a_message_that_may_come_once_is_not_sent_again_when_a_worker_was_killed_over_it() -> None:
    QueuedBackend().send_messages([once()])
    its_worker_is_killed()
    work_off()
    assert mail.outbox == []
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_mail_that_version_0_1_queued_is_delivered(settings: Any) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    deliver.enqueue({"subject": "s", "body": "b", "to": ["a@b.example"]}, 3)
    work_off()
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_locmem")
def test_a_message_that_may_come_once_arrives_whole() -> None:
    QueuedBackend().send_messages([once()])
    work_off()
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
    QueuedBackend().send_messages([once()])
    with refusing(error):
        work_off()
    DBTaskResult.objects.update(run_after=timezone.now())
    work_off()
    assert len(mail.outbox) == 1


def test_a_message_that_may_come_once_is_tried_again_when_there_was_no_server() -> None:
    QueuedBackend().send_messages([once()])
    with mock.patch("tamarack.common.mail.get_connection", side_effect=ConnectionRefusedError):
        work_off()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


@pytest.mark.usefixtures("_locmem")
@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), TimeoutError(), ConnectionResetError()])
def test_a_message_that_may_come_once_is_not_tried_again_when_the_server_may_have_it(error: OSError) -> None:
    QueuedBackend().send_messages([once(), letter("priya@clearwater.example")])
    with refusing(error):
        work_off()
    by_to = {row.args_kwargs["args"][0]["to"][0]: row for row in DBTaskResult.objects.all()}
    assert by_to["nadia@clearwater.example"].status == TaskResultStatus.FAILED
    assert by_to["nadia@clearwater.example"].exception_class_path.endswith(MaybeSent.__name__)
    assert by_to["priya@clearwater.example"].status == TaskResultStatus.READY  # had better come twice than not at all


@pytest.mark.usefixtures("_locmem")
def test_what_is_kept_of_a_failure_has_nothing_of_the_message() -> None:
    QueuedBackend().send_messages([letter()])
    with refusing(smtplib.SMTPRecipientsRefused({"nadia@clearwater.example": (450, b"nadia is away")})):
        work_off()
    row = DBTaskResult.objects.get()
    assert "nadia" not in row.traceback + row.exception_class_path
    assert "mail.py" in row.traceback


def test_a_task_knows_that_the_worker_of_the_attempt_before_died() -> None:
    deliver.call(begun(DIED), {"once": True})  # would fail without an address if it were sent


def test_mail_that_was_sent_and_tells_of_someone_erased_is_erased() -> None:
    QueuedBackend().send_messages([letter("priya@clearwater.example")])
    words = {DBTaskResult.objects.get().args_kwargs["args"][0]["subject"]}
    forget_mail(set(), words)
    assert DBTaskResult.objects.exists(), "what waits still goes out"
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    forget_mail(set(), words)
    assert not DBTaskResult.objects.exists()


def test_mail_to_an_erased_address_is_erased() -> None:
    QueuedBackend().send_messages([letter(), letter("priya@clearwater.example")])
    forget_mail({"nadia@clearwater.example"}, set())
    (left,) = DBTaskResult.objects.all()
    assert left.args_kwargs["args"][0]["to"] == ["priya@clearwater.example"]


@pytest.mark.usefixtures("_locmem")
def test_of_mail_that_was_sent_nothing_is_kept_and_of_mail_that_waits_all() -> None:
    QueuedBackend().send_messages([letter()])
    with refusing(ConnectionRefusedError()):
        work_off()
    assert "nadia@clearwater.example" in str(DBTaskResult.objects.get().args_kwargs)
    DBTaskResult.objects.update(run_after=timezone.now())
    work_off()
    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}
    forget_mail({"nadia@clearwater.example"}, {"Bonjour"})
