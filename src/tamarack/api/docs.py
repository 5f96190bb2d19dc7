"""The page that tells people what the API can do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tamarack.api.document import document


def docs(request: HttpRequest) -> HttpResponse:
    """Every operation."""
    return render(request, "api/docs.html", {"document": document()})


_: Any = None
