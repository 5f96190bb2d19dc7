"""Public pages are the same for everyone signed out: each is made once, packed, and kept for a while."""

import gzip
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from brotli import compress
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

LASTS = 60.0
MOST = 500

_kept: dict[str, tuple[float, dict[str, bytes]]] = {}


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer signed-out readers from this process's memory, for a minute a page."""

    @wraps(view)
    def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or request.GET or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        until, bodies = _kept.get(request.path, (0.0, {}))
        if time.monotonic() > until:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.cookies:
                return response
            bodies = _packed(response.content)
            if len(_kept) >= MOST:
                _kept.clear()
            _kept[request.path] = (time.monotonic() + LASTS, bodies)
        return _answer(request, bodies)

    return cached


def forget_pages() -> None:
    """Make every page anew at its next reading."""
    _kept.clear()


def _packed(content: bytes) -> dict[str, bytes]:
    return {"br": compress(content, quality=9), "gzip": gzip.compress(content, 9), "": content}


def _answer(request: HttpRequest, bodies: dict[str, bytes]) -> HttpResponse:
    accepted = request.headers.get("Accept-Encoding", "")
    encoding = next((name for name in ("br", "gzip") if name in accepted), "")
    response = HttpResponse(bodies[encoding])
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Cache-Control"] = "public, max-age=60"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response
