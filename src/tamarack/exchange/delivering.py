"""Delivering what webhooks are told: again where it failed, in order about each thing, and not for ever.

A worker takes a delivery by moving its time ahead, so that no other takes it too, and that it comes back if the worker
dies. So a message may come twice, with the same id; never out of order about one thing, unless it was given up.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import task

from tamarack.common import fetching
from tamarack.common.database import write
from tamarack.common.fetching import NotFetched
from tamarack.exchange.models import Delivery, Webhook
from tamarack.exchange.queries.webhooks import due
from tamarack.exchange.rules import keeps_key
from tamarack.exchange.signing import signature
from tamarack.exchange.webhook_mail import tell_disabled

BACK_OFF = (
    timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20),
)  # fmt: skip
"""After how long it is tried again, each time it failed."""
HELD = timedelta(minutes=2)
"""How long a worker has for a delivery."""
AT_ONCE = 50
FAILS_FOR = timedelta(days=3)
"""After how long without one good answer a webhook is turned off."""
BODIES_LAST, LOG_LASTS = timedelta(days=7), timedelta(days=30)


@task()
def deliver_due() -> None:
    """One round: everything whose time has come; the next round is queued for when something else is due."""
    for delivery in due(timezone.now(), AT_ONCE):
        if _take(delivery):
            deliver(delivery)
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).order_by("next_at").first()
    if waiting is not None:
        queue_round(max(waiting.next_at, timezone.now() + timedelta(seconds=1)))


def queue_round(at: datetime) -> None:
    """Have a round at a time, unless one comes till then anyhow."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    rounds = DBTaskResult.objects.filter(task_path=deliver_due.module_path, status=TaskResultStatus.READY)
    if not rounds.filter(run_after__lte=at).exists():
        deliver_due.using(run_after=at).enqueue()


@task()
def keep_webhooks() -> None:
    """Deliver what a worker that died left. What is over is erased by the rules of retention."""
    now = timezone.now()
    with write():
        # No try is further off, unless the clock was ahead when it was noted.
        Delivery.objects.filter(state=Delivery.State.WAITING, next_at__gt=now + BACK_OFF[-1]).update(next_at=now)
    if due(now, 1):
        queue_round(now)


def _take(delivery: Delivery) -> bool:
    """Whether this worker has it now."""
    later = timezone.now() + HELD
    with write():
        found = Delivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at, state=Delivery.State.WAITING)
        return bool(found.update(next_at=later))


def deliver(delivery: Delivery) -> None:
    """Send one message, and note how it went."""
    webhook = delivery.webhook
    if not webhook.is_on or not delivery.body or not keeps_key.test(webhook.person, webhook):
        _note(delivery, state=Delivery.State.GIVEN_UP, said=gettext("The webhook is turned off."))
        return
    now = timezone.now()
    try:
        answer = fetching.post(webhook.url, delivery.body.encode(), _headers(delivery, int(now.timestamp())))
    except NotFetched as error:
        _failed(delivery, now, None, error.message, None)
        return
    if 200 <= answer.status < 300:
        _note(delivery, state=Delivery.State.DELIVERED, status=answer.status, said="", attempts=delivery.attempts + 1,
              milliseconds=answer.milliseconds, tried_at=now)  # fmt: skip
        with write():
            Webhook.objects.filter(pk=webhook.pk).exclude(failing_since=None).update(failing_since=None)
    else:
        _failed(delivery, now, answer.status, "", answer.milliseconds)


def _headers(delivery: Delivery, timestamp: int) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "Tamarack-Webhooks/1",
        "webhook-id": delivery.message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(delivery.webhook.salt, delivery.message, timestamp, delivery.body),
    }


def _failed(delivery: Delivery, now: datetime, status: int | None, said: str, milliseconds: int | None) -> None:
    """Try again later, or give up; a webhook that fails for days is turned off."""
    attempts = delivery.attempts + 1
    over = attempts > len(BACK_OFF)
    _note(
        delivery, attempts=attempts, status=status, said=said[:200], milliseconds=milliseconds, tried_at=now,
        state=Delivery.State.GIVEN_UP if over else Delivery.State.WAITING,
        next_at=now if over else now + BACK_OFF[attempts - 1],
    )  # fmt: skip
    with write():
        webhook = Webhook.objects.select_related("person", "organisation").get(pk=delivery.webhook_id)
        if webhook.failing_since is None:
            Webhook.objects.filter(pk=webhook.pk).update(failing_since=now)
        elif now - webhook.failing_since >= FAILS_FOR and webhook.is_on:
            Webhook.objects.filter(pk=webhook.pk).update(disabled_at=now, gave_up=True)
            tell_disabled(webhook)


def _note(delivery: Delivery, **fields: object) -> None:
    with write():
        Delivery.objects.filter(pk=delivery.pk).update(**fields)
