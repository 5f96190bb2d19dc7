"""The clock jumps, ahead and back, by hours or by a year: nothing is lost, nothing done twice, nobody is shut out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.assessment.actions.rating import rate
from tamarack.assessment.answers import Change, Sent
from tamarack.assessment.models import Assessment, Rating
from tamarack.common.housekeeping import bring_forward, forget_cached
from tamarack.common.limits import Limit, wait_for
from tamarack.common.mail import deliver
from tamarack.common.tasks import schedule
from tamarack.common.tasks.lost import Watch
from tamarack.common.tasks.worker import Worker, work_off
from tamarack.exchange.actions.webhooks import make_webhook, try_webhook
from tamarack.exchange.delivering import deliver_due, keep_webhooks
from tamarack.exchange.models import Delivery
from tamarack.growth.models import CheckIn
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

pytestmark = pytest.mark.django_db
YEAR, HOURS = timedelta(days=365), timedelta(hours=5)
REAL = timezone.now


@contextmanager
def clock(jump: timedelta) -> Iterator[None]:
    """The clock shows another time."""
    import time

    real = time.time
    moment = lambda: REAL() + jump  # noqa: E731
    with (
        mock.patch("django.utils.timezone.now", moment),
        mock.patch("django.core.cache.backends.db.tz_now", moment),
        mock.patch("time.time", side_effect=lambda: real() + jump.total_seconds()),
    ):
        yield


def sent(device: str, number: int, contact: datetime) -> Sent:
    return Sent(device, number, timedelta(seconds=1), contact)


@pytest.mark.parametrize("jump", [HOURS, YEAR, -HOURS, -YEAR])
def test_what_is_answered_after_a_jump_and_back_stands(person: Person, draft: Assessment, jump: timedelta) -> None:
    def answer(value: str, number: int) -> None:
        told = sent("a", number, timezone.now())
        rate(person, draft, {"COL.1": Change(value=value, note=f"By {value}", rated=told, noted=told)})

    answer("B", 1)
    with clock(jump):
        answer("E", 2)
        assert Rating.objects.get().value == "E"
    answer("M", 3)
    assert (Rating.objects.get().value, Rating.objects.get().note) == ("M", "By M")
    answer("B", 2)  # comes again, late
    assert Rating.objects.get().value == "M"


def test_a_limit_counts_on_by_the_right_clock() -> None:
    limit = Limit(2, 60)
    with clock(YEAR):
        assert [wait_for(limit, "look", "someone") > 0 for _ in range(3)] == [False, False, True]
    assert [wait_for(limit, "look", "someone") > 0 for _ in range(3)] == [False, False, True]


@pytest.mark.parametrize("jump", [HOURS, -HOURS])
def test_a_form_is_taken_once_across_a_jump(person: Person, cacee: Stored, jump: timedelta) -> None:
    own = Client()
    own.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    form = {"moved": "One step", "csrfmiddlewaretoken": "t" * 64}
    first = own.post("/en/growth/check-in/", form)
    with clock(jump):
        again = own.post("/en/growth/check-in/", form)
    assert own.post("/en/growth/check-in/", form)["Location"] == again["Location"] == first["Location"]
    assert CheckIn.objects.count() == 1


def test_what_the_cache_keeps_by_a_clock_that_was_ahead_is_dropped() -> None:
    with clock(YEAR):
        cache.set("then", 1, 60)
    cache.set("now", 1, 60)
    forget_cached()
    assert (cache.get("then"), cache.get("now")) == (None, 1)


@pytest.mark.parametrize("jump", [HOURS, -HOURS, -YEAR])
def test_who_is_signed_in_stays_so_unless_the_clock_is_ahead_by_longer_than_that_lasts(
    person: Person, jump: timedelta
) -> None:
    own = Client()
    own.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    with clock(jump):
        own.get("/en/me/")
    assert own.get("/en/me/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_task_that_was_put_off_by_a_clock_that_was_ahead_is_run_once(settings: Any) -> None:
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    deliver.enqueue({"subject": "s", "body": "b", "to": ["a@b.example"]})
    with clock(YEAR):
        work_off()
    assert work_off() == 0, "it waits for next year"
    assert bring_forward() == 1
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert work_off() == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_a_delivery_that_was_put_off_by_a_clock_that_was_ahead_is_tried_soon(person: Person, settings: Any) -> None:
    settings.FETCH_HOSTS = ["127.0.0.1:1"]
    try_webhook(person, make_webhook(person, "Mine", "http://127.0.0.1:1/hook", ["goal.moved"]))
    with clock(YEAR):
        deliver_due.call()
    assert Delivery.objects.get().next_at > timezone.now() + timedelta(days=300)
    keep_webhooks.call()
    assert Delivery.objects.get().next_at <= timezone.now()


class Hands:
    """A clock on the wall and a steady one, as they are told."""

    wall, steady = 1_000_000.0, 500.0

    def clock(self) -> schedule.Clock:
        return schedule.Clock(lambda: self.wall, lambda: self.steady)

    def goes(self, seconds: float, jump: float = 0.0) -> None:
        self.wall, self.steady = self.wall + seconds + jump, self.steady + seconds


@pytest.mark.parametrize("jump", [-86_400.0, 86_400.0, 30 * 86_400.0])
def test_after_a_jump_what_is_repeated_waits_for_an_hour(jump: float) -> None:
    hands = Hands()
    clock = hands.clock()
    hands.goes(5)
    assert clock.is_steady()
    hands.goes(5, jump)
    assert not clock.is_steady()
    hands.goes(schedule.CALM - 1)
    assert not clock.is_steady()
    hands.goes(1)
    assert clock.is_steady()


def test_a_clock_that_is_set_right_bit_by_bit_does_not_jump() -> None:
    hands = Hands()
    clock = hands.clock()
    for _ in range(1000):
        hands.goes(5, 0.5)
        assert clock.is_steady()


def test_a_worker_erases_nothing_by_a_clock_that_has_just_jumped() -> None:
    hands = Hands()
    worker = Worker()
    worker.clock = hands.clock()
    hands.goes(5, 30 * 86_400.0)
    worker.look_after(Watch(worker.name))
    assert not DBTaskResult.objects.exists()
    hands.goes(schedule.CALM)
    worker.look_after(Watch(worker.name))
    assert DBTaskResult.objects.exists()
