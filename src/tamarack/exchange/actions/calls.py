"""What is kept of calls: how many there were of late, and what those with a key were answered."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks import task

from tamarack.common.database import write
from tamarack.exchange.models import Calls, Token

WINDOW = 60
"""Seconds in which calls are counted together."""
ANSWERS_LAST = timedelta(days=1)


@dataclass(frozen=True)
class Allowance:
    """How many calls there are in a window, how many are left, and in how many seconds it is over."""

    limit: int
    remaining: int
    reset: int
    exceeded: bool


def count_call(token: Token | None, address: str) -> Allowance:
    """Count a call, in one statement that all processes share, and tell what is left."""
    now = int(timezone.now().timestamp())
    window = now // WINDOW
    limit = settings.API_CALLS if token else settings.API_CALLS_ANONYMOUS
    caller = _caller(token) if token else f"a:{salted_hmac('tamarack.calls', address, algorithm='sha256').hexdigest()}"
    with write(), connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO {Calls._meta.db_table} (caller, "window", count) VALUES (%s, %s, 1) '  # noqa: S608
            'ON CONFLICT (caller, "window") DO UPDATE SET count = '
            f"{Calls._meta.db_table}.count + 1 RETURNING count",
            [caller, window],
        )
        count = int(cursor.fetchone()[0])
    return Allowance(limit, max(0, limit - count), WINDOW - now % WINDOW, count > limit)


def _caller(token: Token) -> str:
    """Whose call it is: an organisation's or a person's, whatever number of tokens they have."""
    return f"o:{token.organisation_id}" if token.organisation_id else f"p:{token.person_id}"


def fingerprint(method: str, path: str, body: bytes) -> str:
    """By what it is told whether a call is the same one again."""
    return hashlib.sha256(b"\0".join([method.encode(), path.encode(), body])).hexdigest()


@task()
def forget_calls() -> None:
    """Erase counts of windows that are over."""
    before = int(timezone.now().timestamp()) // WINDOW - 1
    with write():
        Calls.objects.filter(window__lt=before).delete()
