"""What is done again and again: each worker looks what is due, and one of them queues it."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.database import write
from tamarack.common.models import Repeated

EVERY = timedelta(minutes=10)
BUSY = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


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
