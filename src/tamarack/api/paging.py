"""Lists a page at a time, by cursors: newest first, so that what comes in meanwhile moves nothing."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.core import signing
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from tamarack.api.problems import ApiError
from tamarack.core.errors import N_

SALT = "tamarack.cursor"
Row = TypeVar("Row")
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


def cut(
    request: HttpRequest,
    paging: Paging,
    rows: Iterable[Row],
    show: Callable[[Row], Any] | None = None,
    *,
    show_all: Callable[[Sequence[Row]], Sequence[Any]] | None = None,
    key: Callable[[Row], Any] = attrgetter("pk"),
) -> Listed[Any]:
    """The page of some rows that is asked for, by a key that no two rows share: the highest first."""
    last = _read(request, paging.cursor)
    found = sorted(rows, key=key, reverse=True)
    if last is not None:
        try:
            found = [row for row in found if key(row) < last]
        except TypeError:
            raise _bad() from None
    page = found[: paging.limit]
    after = None
    if len(found) > paging.limit:
        after = signing.dumps([request.path, key(page[-1])], salt=SALT)
    items = show_all(page) if show_all else [show(row) if show else row for row in page]
    return Listed.model_construct(items=list(items), next=after)


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
