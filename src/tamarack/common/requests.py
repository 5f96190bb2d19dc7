"""What is noted of each request: an id, a line in the access log, figures. Nothing of who came, or by which link."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from tamarack.common import logs

access = logging.getLogger(logs.ACCESS)
SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
HEADER = "X-Request-ID"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class RequestMiddleware:
    """Outermost: gives every request an id, and notes how it ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass it on in between."""
        began = time.perf_counter()
        number = id_of(request)
        request.about = {"request": number}  # type: ignore[attr-defined]  # for what Django logs after all middleware
        with logs.about(request=number):
            response = self.get_response(request)
            response.headers[HEADER] = number
            _note(request, response.status_code, time.perf_counter() - began)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Note which page it is, as soon as that is known."""
        logs.note(route=route_of(request))


def id_of(request: HttpRequest) -> str:
    """The id that a proxy of ours gave, if there is one and it looks like an id; else a new one."""
    given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if SANE.fullmatch(given) else uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """The name of the page that was asked for: never its address, which may hold a secret."""
    if request.resolver_match:
        return request.resolver_match.view_name or "unnamed"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "unknown"


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    method, route = request.method if request.method in METHODS else "OTHER", route_of(request)
    told = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
    access.info("request", extra={"told": told})
    if settings.METRICS:
        from tamarack.common import metrics

        metrics.note(route, str(method), status, seconds)
