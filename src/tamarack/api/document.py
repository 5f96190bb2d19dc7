"""What the API says of itself: OpenAPI 3.1, a page to read, and that there is nothing elsewhere."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from tamarack.api.problems import by_status
from tamarack.api.schema import document_of
from tamarack.api.site import api


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document: made once a process."""
    return document_of(api)


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    if request.method not in ("GET", "HEAD"):
        return by_status(405, {"Allow": "GET, HEAD"})
    return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type="application/json")


def to_docs(request: HttpRequest) -> HttpResponse:
    """To the page that tells all this to people, in their language."""
    return redirect("api_docs")


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """Nothing is here."""
    return by_status(404)
