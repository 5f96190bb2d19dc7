"""How often something may be asked for: counted in the database, so that all processes count together.

A window begins with the first request and ends after so many seconds; what comes in it is counted by one statement.
One that would end later than a window that begins now was begun by a clock that has gone back since: it is over.
"""

import hashlib
import time
from dataclasses import dataclass

from django.db import connection
from django_tasks import task

from tamarack.common.database import write
from tamarack.common.models import Tally

COUNT = """
INSERT INTO common_tally (key, until, count) VALUES (%s, %s, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN common_tally.until > %s AND common_tally.until <= excluded.until
        THEN common_tally.count + 1 ELSE 1 END,
    until = CASE WHEN common_tally.until > %s AND common_tally.until <= excluded.until
        THEN common_tally.until ELSE excluded.until END
RETURNING count, until
"""


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds, of each person or network address."""

    most: int
    seconds: int
    per: str = "person"
    methods: tuple[str, ...] = ("GET", "POST")


ARCHIVE = Limit(30, 3600)
"""Whole archives, made or taken: on pages, and by programs."""


def wait_for(limit: Limit, what: str, who: str) -> int:
    """Count a request; seconds until there is room again, or 0 if there is."""
    now = int(time.time())
    key = hashlib.sha256(f"{what}\0{who}".encode()).hexdigest()[:40]
    with write(), connection.cursor() as cursor:
        cursor.execute(COUNT, [key, now + limit.seconds, now, now])
        count, until = cursor.fetchone()
    return max(until - now, 1) if count > limit.most else 0


@task()
def forget_tallies() -> None:
    """Forget what was counted in windows that are over."""
    Tally.objects.filter(until__lt=int(time.time())).delete()
