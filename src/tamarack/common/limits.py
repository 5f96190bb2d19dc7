"""How often something may be asked for: counted in the database, so that all processes count together.

A window begins with the first request and ends after so many seconds; what comes in it is counted by one statement.
One that would end later than a window that begins now was begun by a clock that has gone back since: it is over.

What pages and programs both can do has one limit and one count: they are kept here, and each says what has which.
"""

import hashlib
import ipaddress
import time
from dataclasses import dataclass

from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpRequest
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


MINUTE, HOUR = 60, 3600
POST = ("POST",)
FILE = Limit(120, MINUTE)
ARCHIVE = Limit(30, HOUR)
UPLOAD = Limit(60, MINUTE, methods=POST)
MAIL = Limit(120, HOUR, methods=POST)
WRITE = Limit(60, MINUTE, methods=POST)
LOOK = Limit(240, MINUTE, "network")


def wait_for(limit: Limit, what: str, who: str) -> int:
    """Count a request; seconds until there is room again, or 0 if there is."""
    now = int(time.time())
    key = hashlib.sha256(f"{what}\0{who}".encode()).hexdigest()[:40]
    with write(), connection.cursor() as cursor:
        cursor.execute(COUNT, [key, now + limit.seconds, now, now])
        count, until = cursor.fetchone()
    return max(until - now, 1) if count > limit.most else 0


def asker(limit: Limit, person: int | None, request: HttpRequest) -> str:
    """Who asks: a person where that counts and there is one, else the network address."""
    return f"person {person}" if limit.per == "person" and person else f"network {network_of(request)}"


def network_of(request: HttpRequest) -> str:
    """The network address that asks, as the last trusted proxy saw it; of IPv6 the 64 bits of its network."""
    try:
        address = get_client_ip(request)
    except ImproperlyConfigured:  # a request that did not come through all proxies
        address = request.META.get("REMOTE_ADDR")
    return str(truncate_ip(unmapped(address or "")))


def unmapped(address: str) -> str:
    """An IPv4 address as such, also where a socket of IPv6 took it in (::ffff:192.0.2.1); else what was given.

    The networks of those are all one, so that all would be counted together.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(getattr(found, "ipv4_mapped", None) or found)


@task()
def forget_tallies() -> None:
    """Forget what was counted in windows that are over."""
    Tally.objects.filter(until__lt=int(time.time())).delete()
