"""Lists a page at a time, by cursors: newest first, so that what comes in meanwhile moves nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from tamarack.api.problems import ApiError
from tamarack.core.errors import N_

SALT = "tamarack.cursor"
Item = TypeVar("Item")


class Paging(Schema):
    """How many, and from where on."""

    limit: int = Field(30, ge=1, le=100, description="How many entries a page has.", examples=[30])
    cursor: str = Field(
        "", max_length=500, description="Where the page begins: `next` of the page before; opaque.", examples=[""]
    )


class Listed(Schema, Generic[Item]):
    """A page of a list; `next` is the cursor of the one after it, or null where this is the last."""

    items: list[Item]
    next: str | None = Field(None, examples=[None])


@dataclass(frozen=True)
class Rows:
    """What a list is about, shown otherwise than by its items' own `of`: each by `show`, or a page by `show_all`."""

    rows: Iterable[Any]
    show: Callable[[Any], Any] | None = None
    show_all: Callable[[Sequence[Any]], Iterable[Any]] | None = None


Found = Iterable[Any] | Rows
"""What the view of a list gives: all there is, in any order. A QuerySet is cut by the database."""


def cut(request: HttpRequest, paging: Paging, found: Rows, key: Callable[[Any], Any]) -> Listed[Any]:
    """The page of some rows that is asked for, by a key that no two rows share: the highest first."""
    last = _read(request, paging.cursor)
    try:
        rows = _rows(found.rows, last, key, paging.limit + 1)
    except (TypeError, ValueError):
        raise _bad() from None
    page, after = rows[: paging.limit], None
    if len(rows) > paging.limit:
        after = signing.dumps([request.path, key(page[-1])], salt=SALT)
    show_all = found.show_all or (lambda rows: [found.show(row) if found.show else row for row in rows])
    return Listed.model_construct(items=list(show_all(page)), next=after)


def _rows(rows: Iterable[Any], last: Any, key: Callable[[Any], Any], most: int) -> list[Any]:
    """The next rows below the last one's key."""
    if isinstance(rows, QuerySet):
        below = rows if last is None else rows.filter(pk__lt=last)
        return list(below.order_by("-pk")[:most])
    return sorted((row for row in rows if last is None or key(row) < last), key=key, reverse=True)[:most]


def _read(request: HttpRequest, cursor: str) -> Any:
    if not cursor:
        return None
    try:
        path, last = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise _bad() from None
    if path != request.path:
        raise _bad()
    return tuple(last) if isinstance(last, list) else last


def _bad() -> ApiError:
    return ApiError(422, "bad_cursor", N_("This cursor does not belong to this list. Begin without one."))
