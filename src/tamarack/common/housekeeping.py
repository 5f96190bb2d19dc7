"""What has to be done again and again: tasks of dead workers, repeated tasks, ended sessions, old task results."""

import logging
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

STUCK_AFTER = timedelta(minutes=10)
KEEP_RESULTS_DAYS = 1
KEEP_FAILED_DAYS = 7
EVERY = 600.0
"""Seconds between two rounds."""


def requeue_stuck_tasks() -> int:
    """Give tasks whose worker was killed to the next one; all tasks are written to be run again harmlessly."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - STUCK_AFTER)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def queue_repeated_tasks() -> None:
    """Queue each of `settings.REPEATED_TASKS`, unless it waits already."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    for path in settings.REPEATED_TASKS:
        if not DBTaskResult.objects.filter(task_path=path, status=TaskResultStatus.READY).exists():
            import_string(path).enqueue()


def keep_house() -> None:
    """One round."""
    requeue_stuck_tasks()
    queue_repeated_tasks()
    call_command("clearsessions")
    call_command(
        "prune_db_task_results", min_age_days=KEEP_RESULTS_DAYS, failed_min_age_days=KEEP_FAILED_DAYS, verbosity=0
    )


def keep_house_for_ever() -> None:
    """Start the rounds in a thread of their own."""

    def rounds() -> None:
        while True:
            close_old_connections()
            try:
                keep_house()
            except DatabaseError:
                logger.exception("Housekeeping failed; it is tried again in %d seconds.", EVERY)
            time.sleep(EVERY)

    threading.Thread(target=rounds, daemon=True, name="housekeeping").start()
