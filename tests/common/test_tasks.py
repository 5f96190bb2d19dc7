"""Tasks are tried again, given back, given up and queued again; what is shown of them has nothing of anyone."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.mail import deliver
from tamarack.common.models import Repeated, Worker
from tamarack.common.tasks import letters
from tamarack.common.tasks.attempts import claim, failed, put_back, succeeded
from tamarack.common.tasks.lost import LOST, Watch
from tamarack.common.tasks.retrying import DIED, GivenUp, Rule, retried, rule_of
from tamarack.common.tasks.schedule import EVERY, queue_due
from tamarack.common.tasks.worker import work_off

pytestmark = pytest.mark.django_db(transaction=True)

MESSAGE = {"subject": "Code 123456", "body": "https://x.example/secret", "to": ["nadia@clearwater.example"]}


@pytest.fixture
def row() -> DBTaskResult:
    """A task that a worker runs."""
    deliver.enqueue(MESSAGE)
    claimed = claim("one")
    assert claimed is not None
    return claimed


def now_of(row: DBTaskResult) -> DBTaskResult:
    return DBTaskResult.objects.get(pk=row.pk)


def test_any_task_that_fails_waits_and_is_tried_again(row: DBTaskResult) -> None:
    failed(row, ValueError("about nadia"))
    kept = now_of(row)
    assert kept.status == TaskResultStatus.READY
    assert timedelta(0) < kept.run_after - timezone.now() <= timedelta(minutes=1)
    assert claim("two") is None


def test_a_task_that_says_so_is_given_up_at_once(row: DBTaskResult) -> None:
    failed(row, GivenUp())
    assert now_of(row).status == TaskResultStatus.FAILED


def test_a_task_may_have_a_rule_of_its_own() -> None:
    assert rule_of(deliver.module_path) == Rule()
    task = mock.Mock(module_path="a.task")
    assert retried(attempts=2, first=timedelta(seconds=1))(task) is task
    assert rule_of("a.task").wait(3) == timedelta(seconds=4)


def test_a_task_that_is_unknown_here_is_left_for_a_newer_worker(row: DBTaskResult) -> None:
    DBTaskResult.objects.update(task_path="tamarack.common.mail.not_yet", status=TaskResultStatus.READY)
    work_off()
    assert now_of(row).status == TaskResultStatus.READY


def test_what_another_worker_was_given_is_not_ended_by_the_first(row: DBTaskResult) -> None:
    DBTaskResult.objects.update(worker_ids=["one", "two"])
    succeeded(row, None)
    assert now_of(row).status == TaskResultStatus.RUNNING


def test_a_task_that_was_erased_meanwhile_stays_erased(row: DBTaskResult) -> None:
    DBTaskResult.objects.all().delete()
    succeeded(row, None)
    assert not DBTaskResult.objects.exists()


def test_a_task_that_is_put_back_has_lost_no_attempt(row: DBTaskResult) -> None:
    put_back(row)
    assert (now_of(row).status, now_of(row).worker_ids) == (TaskResultStatus.READY, [])


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_task_whose_worker_has_stood_still_for_half_a_minute_is_given_back(row: DBTaskResult) -> None:
    clock = Clock()
    Worker.objects.create(name="one", beats=7)
    watch = Watch("two", clock)
    assert watch.look() == 0
    clock.now += LOST - 1
    assert watch.look() == 0
    clock.now += 1
    assert watch.look() == 1
    assert now_of(row).status == TaskResultStatus.READY
    assert now_of(row).exception_class_path == DIED
    assert not Worker.objects.exists()
    assert claim("two") is not None


def test_a_task_whose_worker_counts_on_is_left_alone_however_long_it_takes(row: DBTaskResult) -> None:
    clock = Clock()
    Worker.objects.create(name="one")
    watch = Watch("two", clock)
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(days=1))
    for beat in range(9):
        Worker.objects.update(beats=beat)
        assert watch.look() == 0
        clock.now += LOST - 1


def test_a_task_that_ends_every_worker_is_given_up(row: DBTaskResult) -> None:
    DBTaskResult.objects.update(worker_ids=["a", "b", "c", "d", "e", "one"])
    clock = Clock()
    watch = Watch("two", clock)
    watch.look()
    clock.now += LOST
    assert watch.look() == 1
    assert (now_of(row).status, now_of(row).exception_class_path) == (TaskResultStatus.FAILED, DIED)


def test_what_is_repeated_is_queued_when_it_is_due_and_does_not_wait_or_run(settings: Any) -> None:
    everything = len(settings.REPEATED_TASKS)
    assert (queue_due(), queue_due()) == (everything, 0)
    Repeated.objects.update(due_at=timezone.now())
    assert queue_due() == 0  # they wait
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL)
    assert queue_due() == 0  # and have moved on
    Repeated.objects.update(due_at=timezone.now())
    assert queue_due() == everything


def test_a_clock_that_was_wrong_does_not_stop_what_is_repeated(settings: Any) -> None:
    queue_due()
    DBTaskResult.objects.all().delete()
    Repeated.objects.update(due_at=timezone.now() + timedelta(days=365))
    assert queue_due() == len(settings.REPEATED_TASKS)
    assert Repeated.objects.filter(due_at__gt=timezone.now() + EVERY).count() == 0


def test_every_repeated_task_can_be_run_here_and_now() -> None:
    queue_due()
    work_off()
    assert not DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).exists()


def test_given_up_tasks_are_told_by_kind_and_can_be_run_again_or_dropped(row: DBTaskResult) -> None:
    failed(row, GivenUp())
    (kind,) = letters.kinds_of_letters()
    assert (kind.task, kind.count) == (deliver.module_path, 1)
    assert letters.queue().by_state["failed"] == 1
    assert letters.run_again(letters.these(task="another")) == 0
    assert letters.run_again(letters.these(task=kind.task, error=kind.error)) == 1
    again = claim("two")
    assert again is not None
    assert again.worker_ids == ["two"]
    failed(again, GivenUp())
    assert letters.drop(letters.these([row.pk])) == 1
    assert not DBTaskResult.objects.exists()


def test_only_given_up_tasks_can_be_dropped(row: DBTaskResult) -> None:
    assert letters.drop(letters.these()) == letters.run_again(letters.these()) == 0


def test_the_oldest_is_how_long_a_task_could_have_been_run() -> None:
    deliver.enqueue(MESSAGE)
    deliver.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(MESSAGE)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=5))
    assert 299 < letters.queue().oldest < 320
