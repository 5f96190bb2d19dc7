"""What has to be tidied again and again: what is over in the cache, old backups of upgrades, and what a clock that was
wrong put off.

What is kept for so many days is erased by the rules of retention, and written down.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from tamarack.common.backup.forgetting import forget_backups
from tamarack.common.database import write

KEEP_RESULTS_DAYS = 1
KEEP_FAILED_DAYS = 7
LONGEST = timedelta(days=2)
"""Nothing in the cache holds for longer, and no task is put off for longer."""


@task()
def keep_house() -> None:
    """One round."""
    forget_cached()
    bring_forward()
    forget_backups()


def forget_cached() -> None:
    """Drop from the cache what is over, and what a clock that was ahead wrote."""
    now = timezone.now()
    low, high = (connection.ops.adapt_datetimefield_value(at) for at in (now, now + LONGEST))
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with write(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s OR expires > %s", [low, high])  # noqa: S608


def bring_forward() -> int:
    """Have tasks run soon that were put off by a clock that was ahead; how many."""
    now = timezone.now()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    with write():
        return waiting.filter(run_after__gt=now + LONGEST, run_after__lt=get_date_max()).update(run_after=now)
