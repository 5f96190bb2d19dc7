"""What holds of every write: one transaction, done once for a key, and only to what was read."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from django.db import connection
from django.http import HttpRequest, HttpResponse, RawPostDataException

from tamarack.api.problems import ApiError
from tamarack.common.database import write
from tamarack.core.errors import N_
from tamarack.exchange.actions.calls import fingerprint
from tamarack.exchange.models.tokens import KEY_MOST

KEPT = ("Content-Type", "Location", "ETag")
"""Headers that are answered again with an answer."""


def tag_of(content: bytes) -> str:
    """By what it is told whether something is as it was read."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def unchanged(request: HttpRequest) -> HttpResponse:
    """Nothing to send: the reader has it."""
    return HttpResponse(status=304)


def check_match(request: HttpRequest, shown: Callable[[], bytes], *, needed: bool) -> None:
    """See that what is changed stands as it was read; others who change it by the API wait till then.

    Raises
    ------
    ApiError
        If it does not, or it is not said.
    """
    hold(request.path)
    now = shown()
    asked = request.headers.get("If-Match")
    if asked is None:
        if needed:
            raise ApiError(428, "no_if_match", N_("Please send its ETag as If-Match, so that no other change is lost."))
        return
    tags = [tag.strip() for tag in asked.split(",")]
    if asked.strip() != "*" and tag_of(now) not in tags:
        raise ApiError(412, "changed", N_("It is not any more as you read it. Read it again, then change it."))


def hold(name: str) -> None:
    """Let others who hold the same name wait until this transaction ends; SQLite lets only one write anyhow."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do something, in one transaction; with an Idempotency-Key once, and answer alike from then on.

    The answer is kept in the same transaction: either both are there or neither, whatever happens in between.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        with write():
            return act()
    if not 1 <= len(key) <= KEY_MOST or not key.isascii() or not key.isprintable() or " " in key:
        raise ApiError(422, "bad_key", N_("An Idempotency-Key has 1 to {most} visible characters."), most=KEY_MOST)
    with write():
        return _once(request, key, act)


def _once(request: HttpRequest, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    from tamarack.exchange.models import Answered

    token: Any = request.token  # type: ignore[attr-defined]
    asked = _fingerprint(request)
    row, new = Answered.objects.get_or_create(token=token, key=key, defaults={"asked": asked})
    if not new:
        if row.asked != asked:
            raise ApiError(422, "key_used", N_("This Idempotency-Key came with another call before. Use a new one."))
        return HttpResponse(bytes(row.body), status=row.status, headers={**row.headers, "Idempotent-Replayed": "true"})
    response = act()
    row.status, row.body = response.status_code, response.content
    row.headers = {name: response[name] for name in KEPT if name in response}
    row.save(update_fields=["status", "headers", "body"])
    return response


def _fingerprint(request: HttpRequest) -> str:
    with suppress(RawPostDataException):
        return fingerprint(request.method or "", request.get_full_path(), request.body)
    parts = [repr(sorted(request.POST.lists())).encode()]
    for name, upload in cast(dict[str, Any], request.FILES.dict()).items():
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        parts.append(f"{name}:{upload.name}:{digest.hexdigest()}".encode())
    return fingerprint(request.method or "", request.get_full_path(), b"\0".join(parts))
