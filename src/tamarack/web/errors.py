"""Errors as pages, and as problems for scripts (RFC 9457): what is wrong, and what to do."""

import logging
import sys
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from requests import RequestException

from tamarack.common.dates import time_span_words
from tamarack.common.problems import status_of
from tamarack.core.errors import TamarackError
from tamarack.people.second_step import SecondStepNeeded

logger = logging.getLogger("tamarack.limits")


class ErrorPageMiddleware:
    """Show what the product itself refuses, in the reader's language and with the right status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through; an address that only takes forms says so to who comes by a link."""
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            message = gettext(
                "There is nothing to see at this address: it only takes what a page sends. Please go back."
            )
            return error_page(request, 405, message)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a `TamarackError` into a page, or into a problem for a script."""
        return refusal(request, error) if isinstance(error, TamarackError) else None


def refusal(request: HttpRequest, error: TamarackError) -> HttpResponse:
    """Say what is refused and why; whoever needs a second step is led to set one up, and back."""
    if isinstance(error, SecondStepNeeded) and not wants_json(request):
        messages.warning(request, error.translated(gettext))
        back = request.get_full_path() if request.method == "GET" else ""
        return redirect(f"{reverse('mfa_index')}?{urlencode({'next': back})}" if back else "mfa_index")
    return error_page(request, status_of(error), error.translated(gettext), error.code)


def error_page(request: HttpRequest, status: int, message: str, code: str = "error") -> HttpResponse:
    """A page that says what is wrong."""
    if wants_json(request):
        return json_problem(status, code, message)
    return render(request, "tamarack/error.html", {"status": status, "message": message}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a person."""
    return request.headers.get("Accept") == "application/json"


def json_problem(status: int, code: str, message: str, **more: str) -> JsonResponse:
    """What is wrong, for a script."""
    data = {"status": status, "code": code, "title": message, **more}
    return JsonResponse(data, status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error_page(request, 400, gettext("Something in this request cannot be right. Please go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return error_page(request, 403, gettext("This page is not yours to see, or not any more."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return error_page(
        request, 404, gettext("There is no such page. The address may be misspelled, or the page is gone.")
    )


def too_many(request: HttpRequest, wait: int = 60) -> HttpResponse:
    """429, with when to try again; a line in the log, for whoever watches for attacks."""
    logger.warning("Asked for too often.")
    message = gettext("This was asked for too often in a short time. Please wait {wait}, then try again.")
    response = error_page(request, 429, message.format(wait=time_span_words(wait)), "too_many")
    response.headers["Retry-After"] = str(wait)
    return response


AGAIN = 10
"""Seconds after which it is worth a try again where something does not answer."""


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without a template: whatever failed may fail again. 503 where something that we stand on does not answer."""
    why = _outage(sys.exc_info()[1])
    if why:
        return _unavailable(request, *why)
    return HttpResponse(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Tamarack</title>"
        "<h1>Something went wrong here</h1><p>It is not your doing, and what was saved is safe. Please try again.</p>"
        "<p lang=fr>Une erreur s’est produite de notre côté. Ce qui était enregistré l’est toujours. "
        "Veuillez réessayer.</p>",
        status=500,
    )


def _outage(error: BaseException | None) -> tuple[str, str] | None:
    """What does not answer, in both languages, if that is why something failed."""
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        return "The database cannot be used just now.", "La base de données n’est pas disponible en ce moment."
    if isinstance(error, RequestException):
        return "The identity provider does not answer.", "Le fournisseur d’identité ne répond pas."
    if isinstance(error, OSError):
        return "Files cannot be kept or read just now.", "Les fichiers ne sont pas disponibles en ce moment."
    return None


def _unavailable(request: HttpRequest, english: str, french: str) -> HttpResponse:
    if wants_json(request):
        response: HttpResponse = json_problem(503, "unavailable", french if get_language() == "fr" else english)
    else:
        response = HttpResponse(
            f"<!doctype html><html lang=en><meta charset=utf-8><title>Tamarack</title><h1>{english}</h1>"
            "<p>It is not your doing, and what was saved is safe. What you sent last was probably not saved: please go "
            "back, and send it again in a minute.</p>"
            f"<div lang=fr><h2>{french}</h2><p>Ce qui était enregistré l’est toujours. Votre dernier envoi ne l’a sans "
            "doute pas été : veuillez revenir en arrière et l’envoyer à nouveau dans une minute.</p></div>",
            status=503,
        )
    response.headers["Retry-After"] = str(AGAIN)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, when a form comes without its token, or with one from before signing in again.

    A script gets a fresh token, so that it can send again what it holds; another site cannot read it.
    """
    message = gettext(
        "This form could not be verified, so nothing was saved. Please reload the page and send it again."
    )
    if wants_json(request):
        return json_problem(403, "token", message, token=get_token(request))
    return error_page(request, 403, message)
