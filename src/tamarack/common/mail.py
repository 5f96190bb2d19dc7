"""Mail waits in the database and is delivered by the worker, so that no page waits for a mail server."""

import smtplib
from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import TaskContext, task

from tamarack.common.tasks.retrying import DIED, GivenUp

SAID_NO = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
"""By these the mail server says that it has not taken a message; after any other error in sending it may have."""


class MaybeSent(GivenUp):
    """The mail server may have taken a message that must not come twice; so it is not sent again."""


class OnceMessage(EmailMultiAlternatives):
    """A message that had better not come than come twice; where that cannot be known, it is not sent again."""


class QueuedBackend(BaseEmailBackend):
    """Put each message in the queue of tasks."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages and say how many."""
        for message in email_messages:
            deliver.enqueue(_as_data(message))
        return len(email_messages)


def _as_data(message: EmailMessage) -> dict[str, Any]:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": message.from_email,
        "to": list(message.to),
        "headers": dict(message.extra_headers),
        "alternatives": [[content, kind] for content, kind in alternatives],
        **({"once": True} if isinstance(message, OnceMessage) else {}),
    }


def forget_mail(addresses: Collection[str], words: Collection[str]) -> None:
    """Erase messages to some addresses, and those that were given up and have one of some words in them.

    Of messages that were sent nothing is left.
    """
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    waiting = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    mails = DBTaskResult.objects.filter(task_path=deliver.module_path)
    for row in (row for row in mails if row.args_kwargs["args"]):
        message = row.args_kwargs["args"][0]
        told = row.status not in waiting and any(word in f"{message['subject']} {message['body']}" for word in words)
        if told or not set(addresses).isdisjoint(message["to"]):
            row.delete()


@task(takes_context=True)
def deliver(context: TaskContext, message: dict[str, Any], attempt: int = 1) -> None:
    """Deliver one message. `attempt` stands in tasks that version 0.1 queued."""
    once = bool(message.get("once"))
    if once and context.task_result.db_result.exception_class_path == DIED:  # type: ignore[attr-defined]
        return  # a worker that was killed had begun, and may have sent it
    _send(message, once=once)


def _send(data: dict[str, Any], *, once: bool) -> None:
    """Hand a message to the mail server.

    Raises
    ------
    OSError
        If the server has not taken it, and may be asked again.
    MaybeSent
        If it may have been taken, and must not come twice.
    """
    fields = {name: value for name, value in data.items() if name != "once"}
    with get_connection(settings.DELIVERY_BACKEND) as connection:
        try:
            EmailMultiAlternatives(connection=connection, **fields).send()
        except OSError as error:
            if once and not isinstance(error, SAID_NO):
                raise MaybeSent from error
            raise
