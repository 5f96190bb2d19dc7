"""Mail waits in the database and is delivered by the worker, so that no page waits for a mail server."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task

ATTEMPTS = 6


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
    }


def forget_mail_to(address: str) -> None:
    """Erase messages to an address, waiting or done."""
    from django_tasks_db.models import DBTaskResult

    for row in DBTaskResult.objects.filter(task_path=deliver.module_path):
        if address in row.args_kwargs["args"][0]["to"]:
            row.delete()


@task()
def deliver(message: dict[str, Any], attempt: int = 1) -> None:
    """Deliver one message; where the server can't take it, try again after 1, 2, 4 … minutes, six times in all."""
    try:
        EmailMultiAlternatives(connection=get_connection(settings.DELIVERY_BACKEND), **message).send()
    except OSError:
        if attempt >= ATTEMPTS:
            raise
        later = timezone.now() + timedelta(minutes=2 ** (attempt - 1))
        deliver.using(run_after=later).enqueue(message, attempt + 1)
