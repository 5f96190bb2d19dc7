"""How operations are declared: a part of the API has lists, things to read, make, change, do and remove.

What all of a kind have in common is done here: the scope, one transaction for a write, If-Match, Idempotency-Key, ETag,
and what the documentation says of them.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from operator import attrgetter
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router
from ninja.constants import NOT_SET
from pydantic import TypeAdapter

from tamarack.api.door import BearerToken
from tamarack.api.limits import counted
from tamarack.api.paging import Listed, Paging, Rows, cut
from tamarack.api.writing import check_match, once, tag_of, unchanged
from tamarack.common.database import write

View = Callable[..., Any]
JSON = "application/json; charset=utf-8"
MATCH = {
    "in": "header", "name": "If-Match", "required": True, "schema": {"type": "string", "maxLength": 200},
    "description": "The ETag of what is changed, as it was read; `*` for whatever stands there.", "example": "*",
}  # fmt: skip
KEY = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[\\x21-\\x7e]+$"},
    "description": "Any text of your own. The same call with the same key within a day is done once.",
    "example": "0b5f8d3c-7f0e-4a53-9d0e-2d4f1c7a9b10",
}  # fmt: skip


class Part:
    """A part of the API. With a scope family it asks for a token; without, it is open to all."""

    def __init__(self, tag: str, family: str = "") -> None:
        self.family = family
        self.router = Router(tags=[tag])

    def reads(
        self, path: str, gives: Any, *, family: str | None = None, extra: Sequence[int] = ()
    ) -> Callable[[View], View]:
        """Something to read; with a tag by which it is changed, or not sent again."""

        def answered(view: View) -> View:
            adapter = TypeAdapter(gives)

            @wraps(view)
            def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
                response = respond(adapter, view(request, **values), 200)
                if response.status_code == 200 and response.get("Content-Type") == JSON:
                    response.headers["ETag"] = tag_of(response.content)
                    return unchanged(request) if _known(request, response) else response
                return response

            return guarded

        return self._declare("GET", path, answered, 200, gives, "read", (304, *extra), family=family)

    def lists(
        self,
        path: str,
        item: Any,
        *,
        show: Callable[[Any], Any] | None = None,
        key: Callable[[Any], Any] = attrgetter("pk"),
        family: str | None = None,
    ) -> Callable[[View], View]:
        """A list, read a page at a time: its view gives all rows (`paging.Found`), which `item.of` or `show` shows."""

        def declare(view: View) -> View:
            @wraps(view)
            def paged(request: HttpRequest, *, paging: Paging, **values: Any) -> Listed[Any]:
                found = view(request, **values)
                rows = found if isinstance(found, Rows) else Rows(found, show or item.of)
                return cut(request, paging, rows, key)

            taken = inspect.signature(view)
            asked = inspect.Parameter("paging", inspect.Parameter.KEYWORD_ONLY, annotation=Query[Paging])
            paged.__signature__ = taken.replace(  # type: ignore[attr-defined]
                parameters=[*taken.parameters.values(), asked]
            )
            return self.reads(path, Listed[item], family=family)(paged)

        return declare

    def makes(self, path: str, gives: Any, **more: Any) -> Callable[[View], View]:
        """Something new: 201."""
        return self._writes("POST", path, gives, 201, **more)

    def does(self, path: str, gives: Any = None, **more: Any) -> Callable[[View], View]:
        """Something to be done: 200 with what there is then, or 204."""
        return self._writes("POST", path, gives, 200 if gives is not None else 204, **more)

    def sets(self, path: str, gives: Any, **more: Any) -> Callable[[View], View]:
        """Something that is one way or the other, and the same however often it is said."""
        return self._writes("PUT", path, gives, 200, keyed=False, **more)

    def _writes(
        self, method: str, path: str, gives: Any, status: int, *, family: str | None = None, keyed: bool = True
    ) -> Callable[[View], View]:
        def answered(view: View) -> View:
            adapter = TypeAdapter(gives) if gives is not None else None

            @wraps(view)
            def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
                return once(request, lambda: respond(adapter, view(request, **values), status))

            return guarded

        parameters = [KEY] if keyed else []
        return self._declare(method, path, answered, status, gives, "write", (400, 413), parameters, family=family)

    def changes(
        self, path: str, gives: Any, *, now: View, method: str = "PATCH", family: str | None = None
    ) -> Callable[[View], View]:
        """A change of what `now` shows: only as it was read."""

        def answered(view: View) -> View:
            adapter = TypeAdapter(gives)

            @wraps(view)
            def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
                with write():
                    check_match(request, lambda: _shown(adapter, now, request, values), needed=True)
                    response = respond(adapter, view(request, **values), 200)
                response.headers["ETag"] = tag_of(response.content)
                return response

            return guarded

        return self._declare(method, path, answered, 200, gives, "write", (400, 412, 413, 428), [MATCH], family=family)

    def removes(
        self, path: str, *, now: View | None = None, gives: Any = None, family: str | None = None
    ) -> Callable[[View], View]:
        """Something to be erased or ended: 204. If-Match is looked at where it is sent."""

        def answered(view: View) -> View:
            adapter = TypeAdapter(gives) if gives is not None else None

            @wraps(view)
            def guarded(request: HttpRequest, **values: Any) -> HttpResponse:
                with write():
                    if now is not None and adapter is not None:
                        check_match(request, lambda: _shown(adapter, now, request, values), needed=False)
                    view(request, **values)
                return HttpResponse(status=204)

            return guarded

        extra = (412,) if now else ()
        parameters = [{**MATCH, "required": False}] if now else []
        return self._declare("DELETE", path, answered, 204, None, "write", extra, parameters, family=family)

    def _declare(
        self,
        method: str,
        path: str,
        answered: Callable[[View], View],
        status: int,
        gives: Any,
        right: str,
        extra: Sequence[int] = (),
        parameters: Sequence[dict[str, Any]] = (),
        *,
        family: str | None = None,
    ) -> Callable[[View], View]:
        family = self.family if family is None else family
        scope = f"{family}:{right}" if family else ""

        def declare(view: View) -> View:
            codes = {
                *extra,
                422,
                429,
                *((401, 403) if scope else ()),
                *((404,) if "{" in path or right == "write" else ()),
            }
            summary, _, description = (inspect.getdoc(view) or "").partition("\n")
            self.router.api_operation(
                [method],
                path,
                auth=BearerToken(scope) if scope else None,
                response={status: gives, **dict.fromkeys(sorted(codes))},  # what a problem is, `schema` tells once
                operation_id=view.__name__,
                summary=summary.rstrip("."),
                description=description.strip() or None,
                url_name=f"api_{view.__name__}",
                openapi_extra={
                    **({"x-scope": scope} if scope else {}),
                    **({"parameters": list(parameters)} if parameters else {}),
                },
                throttle=NOT_SET,
            )(counted(answered(view), view.__name__))
            return view

        return declare


def respond(adapter: TypeAdapter[Any] | None, value: Any, status: int) -> HttpResponse:
    """What an operation gives, as it is declared."""
    if isinstance(value, HttpResponseBase):
        return cast(HttpResponse, value)
    if adapter is None:
        return HttpResponse(status=status)
    if isinstance(value, Listed):
        shown: Any = {"items": value.items, "next": value.next}
        found = adapter.validate_python(shown, from_attributes=True)
    else:
        found = adapter.validate_python(value, from_attributes=True)
    response = HttpResponse(adapter.dump_json(found), status=status, content_type=JSON)
    if isinstance(value, Listed) and value.next:
        response.headers["Link"] = f'<?cursor={value.next}>; rel="next"'
    return response


def _shown(adapter: TypeAdapter[Any], now: View, request: HttpRequest, values: dict[str, Any]) -> bytes:
    """What stands there now, as it is read."""
    known = inspect.signature(now).parameters
    return respond(
        adapter, now(request, **{name: value for name, value in values.items() if name in known}), 200
    ).content


def _known(request: HttpRequest, response: HttpResponse) -> bool:
    asked = request.headers.get("If-None-Match", "")
    return asked == "*" or response["ETag"] in [tag.strip().removeprefix("W/") for tag in asked.split(",")]
