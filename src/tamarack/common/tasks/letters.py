"""What of the tasks may be seen: how many wait, who works, and those that were given up. Never what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.database import write
from tamarack.common.models import Worker
from tamarack.common.tasks.attempts import Row

DEAD = TaskResultStatus.FAILED


@dataclass(frozen=True)
class Queue:
    """How things stand."""

    by_state: dict[str, int]
    oldest: float
    """Seconds for which the task that has waited longest could have been run."""
    workers: int


@dataclass(frozen=True)
class Letters:
    """Tasks of one kind that were given up over one kind of error."""

    task: str
    error: str
    count: int
    since: datetime


@dataclass(frozen=True)
class Letter:
    """One task that was given up."""

    id: UUID
    task: str
    error: str
    attempts: int
    at: datetime


def queue() -> Queue:
    """How many tasks are in which state, how long the oldest waits, and how many workers count."""
    counted = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().order_by()
    retried = waiting.filter(run_after__lte=now).aggregate(Min("run_after"))["run_after__min"]
    fresh = waiting.filter(run_after__gt=now).aggregate(Min("enqueued_at"))["enqueued_at__min"]
    since = min((when for when in (retried, fresh) if when), default=now)
    states = {state.value.lower(): counted.get(state.value, 0) for state in TaskResultStatus}
    return Queue(states, max(0.0, (now - since).total_seconds()), Worker.objects.count())


def kinds_of_letters() -> list[Letters]:
    """What was given up, by kind of task and of error."""
    rows = (
        DBTaskResult.objects.filter(status=DEAD)
        .order_by("task_path", "exception_class_path")
        .values("task_path", "exception_class_path")
        .annotate(count=Count("pk"), since=Min("finished_at"))
    )
    return [Letters(row["task_path"], row["exception_class_path"], row["count"], row["since"]) for row in rows]


def letters(most: int) -> list[Letter]:
    """What was given up, the latest first."""
    rows = DBTaskResult.objects.filter(status=DEAD).order_by("-finished_at")[:most]
    return [
        Letter(row.pk, row.task_path, row.exception_class_path, len(row.worker_ids), row.finished_at) for row in rows
    ]


def run_again(which: Q) -> int:
    """Queue given-up tasks anew; how many."""
    with write():
        return _dead(which).update(
            status=TaskResultStatus.READY, run_after=timezone.now(), started_at=None, finished_at=None,
            worker_ids=[], exception_class_path="", traceback="",
        )  # fmt: skip


def drop(which: Q) -> int:
    """Erase given-up tasks; how many."""
    with write():
        return int(_dead(which).delete()[0])


def these(ids: Sequence[UUID] = (), task: str = "", error: str = "") -> Q:
    """Which tasks: by their numbers, or of a kind; without any of these, all."""
    which = Q(pk__in=ids) if ids else Q()
    which &= Q(task_path=task) if task else Q()
    return which & Q(exception_class_path=error) if error else which


def _dead(which: Q) -> QuerySet[Row]:
    return DBTaskResult.objects.filter(which, status=DEAD)
