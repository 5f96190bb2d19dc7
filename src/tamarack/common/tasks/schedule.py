"""What is done again and again: each worker looks what is due, and one of them queues it."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.database import write
from tamarack.common.models import Repeated

logger = logging.getLogger(__name__)
EVERY = timedelta(minutes=10)
JUMP, CALM = 60.0, 3600.0
"""Seconds that the clock may go wrong by, and that are waited after it went wrong by more."""
BUSY = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


class Clock:
    """Notices when the clock of the wall jumps against the steady one. What is repeated erases what is over and tells
    people what is due, and had better wait until a clock that went wrong has been set right."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self.wall, self.steady = wall, steady
        self.offset = wall() - steady()
        self.jumped_at: float | None = None

    def is_steady(self) -> bool:
        """Whether it has not jumped within the last hour."""
        now, offset = self.steady(), self.wall() - self.steady()
        if abs(offset - self.offset) > JUMP:
            self.jumped_at = now
            logger.warning("The clock jumped by %d s; what is repeated waits for an hour.", offset - self.offset)
        self.offset = offset
        return self.jumped_at is None or now - self.jumped_at >= CALM


def queue_due() -> int:
    """Queue those of `settings.REPEATED_TASKS` that are due and neither wait nor run; how many.

    The row that says when a task is due is moved on in the transaction that queues it; who comes second finds that.
    """
    _add_missing()
    now = timezone.now()
    due = Repeated.objects.filter(Q(due_at__lte=now) | Q(due_at__gt=now + EVERY), path__in=settings.REPEATED_TASKS)
    queued = 0
    for path in list(due.values_list("path", flat=True)):
        with write():
            if due.filter(path=path).update(due_at=now + EVERY) and not _is_busy(path):
                import_string(path).enqueue()
                queued += 1
    return queued


def _add_missing() -> None:
    missing = set(settings.REPEATED_TASKS) - set(Repeated.objects.values_list("path", flat=True))
    if missing:
        with write():
            rows = [Repeated(path=path, due_at=timezone.now()) for path in sorted(missing)]
            Repeated.objects.bulk_create(rows, ignore_conflicts=True)


def _is_busy(path: str) -> bool:
    return DBTaskResult.objects.filter(task_path=path, status__in=BUSY).exists()
