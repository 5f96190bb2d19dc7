"""What is public is the same for everyone signed out: each page and file is made once, packed, and kept for a while."""

import gzip
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from brotli import compress
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

LASTS = 60.0
MOST = 500
PACKED = ("text/", "application/json", "application/yaml", "image/svg")


@dataclass(frozen=True)
class Kept:
    """An answer to be given again: its bodies by encoding, and what it says of itself."""

    until: float
    tag: str
    headers: dict[str, str]
    bodies: dict[str, bytes]


_kept: dict[str, Kept] = {}


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer signed-out readers from this process's memory, for a minute a page, with a tag by which they ask again."""

    @wraps(view)
    def cached(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "GET" or request.GET or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        kept = _kept.get(request.path)
        if kept is None or time.monotonic() > kept.until:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.cookies:
                return response
            if len(_kept) >= MOST:
                _kept.clear()
            kept = _kept[request.path] = _keep(response)
        return _answer(request, kept)

    return cached


def forget_pages() -> None:
    """Make every page anew at its next reading."""
    _kept.clear()


def _keep(response: HttpResponse) -> Kept:
    content = response.content
    headers = {name: value for name, value in response.items() if name in ("Content-Type", "Content-Disposition")}
    bodies = {"": content}
    if headers["Content-Type"].startswith(PACKED):
        bodies = {"br": compress(content, quality=9), "gzip": gzip.compress(content, 9, mtime=0), "": content}
    return Kept(time.monotonic() + LASTS, hashlib.sha256(content).hexdigest()[:20], headers, bodies)


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    accepted = request.headers.get("Accept-Encoding", "")
    encoding = next((name for name in ("br", "gzip") if name in accepted and name in kept.bodies), "")
    tag = f'"{kept.tag}{"-" if encoding else ""}{encoding}"'  # another encoding is another body
    same = tag in [given.strip().removeprefix("W/") for given in request.headers.get("If-None-Match", "").split(",")]
    response = HttpResponseNotModified() if same else HttpResponse(kept.bodies[encoding], headers=kept.headers)
    if encoding and not same:
        response.headers["Content-Encoding"] = encoding
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=60"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    return response
