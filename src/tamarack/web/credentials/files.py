"""What programs read: credentials as files, issuers' keys, status lists. And the way from there to the pages."""

import json
from collections.abc import Callable
from functools import update_wrapper

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats.openbadge_image import bake_png, bake_svg, write_credential
from tamarack.core.formats.openbadge_words import Node
from tamarack.core.framework import shorten
from tamarack.people.models import Person
from tamarack.portfolio.badges import keys_document
from tamarack.portfolio.models import Credential
from tamarack.portfolio.queries import credentials as queries
from tamarack.reports.badge import badge_png, badge_svg
from tamarack.web.assess.files import attachment

UNSEEN = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
"""What keeps caches and search engines from a person's credential."""
GONE = N_("The person whose credential this was has deleted it here. Who has a copy can still verify it.")
JSON_TYPES = ("application/json", "application/ld+json", "application/vc")
ANYONE = {"Access-Control-Allow-Origin": "*"}
"""Lets programs that run in a browser read what is public anyway."""


def _of_credential(make: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of what a credential's address leads to; who asks for one that was deleted is told so."""

    @require_safe
    def view(request: HttpRequest, key: str, **more: str) -> HttpResponse:
        reader = request.user if isinstance(request.user, Person) else None
        found = queries.public_credential(reader, key)
        if found is None:
            return HttpResponse(gettext(GONE), status=410, content_type="text/plain; charset=utf-8", headers=UNSEEN)
        return make(request, found, **more)

    return update_wrapper(view, make)


def _document(found: Credential) -> Node:
    document: Node = json.loads(found.document)
    return document


def _json(document: Node, **headers: str) -> HttpResponse:
    return HttpResponse(write_credential(document), content_type="application/json", headers={**ANYONE, **headers})


@require_safe
def credential(request: HttpRequest, key: str) -> HttpResponse:
    """What a credential is called: its document for programs, its page for people."""
    if any(kind in request.headers.get("Accept", "") for kind in JSON_TYPES):
        response = document(request, key=key)
    else:
        response = redirect("credential", key)
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return response


@_of_credential
def document(request: HttpRequest, found: Credential) -> HttpResponse:
    """A credential for programs."""
    return _json(_document(found), **UNSEEN)


@_of_credential
def picture(request: HttpRequest, found: Credential) -> HttpResponse:
    """A credential's picture, without the credential."""
    headers = {**UNSEEN, "Cross-Origin-Resource-Policy": "cross-origin"}  # for other sites that show a badge
    return HttpResponse(badge_png(found), content_type="image/png", headers=headers)


@_of_credential
def file(request: HttpRequest, found: Credential, name: str) -> HttpResponse:
    """A credential as a file, by its name.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    makers = {
        "credential.json": lambda found: write_credential(_document(found)),
        "credential.png": lambda found: bake_png(badge_png(found), _document(found)),
        "credential.svg": lambda found: bake_svg(badge_svg(found), _document(found)),
    }
    if name not in makers:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    response = attachment(makers[name](found), f"{found.code or 'credential'}-{found.level}-{name}".lower())
    for header, value in UNSEEN.items():
        response.headers[header] = value
    return response


@require_safe
def did(request: HttpRequest, slug: str) -> HttpResponse:
    """An issuer's keys, for everyone who verifies (did:web)."""
    return _json(keys_document(queries.find_issuer(slug)), **{"Cache-Control": "public, max-age=60"})


@require_safe
def status_list(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Which of an issuer's credentials were taken back, for everyone who verifies."""
    document: Node = json.loads(queries.find_status_list(slug, number).document)
    return _json(document, **{"Cache-Control": "public, max-age=60"})


@require_safe
def achievement(request: HttpRequest, slug: str, framework: str, number: str, code: str, level: str) -> HttpResponse:
    """What an achievement is called; leads to its page."""
    return redirect("achievement", slug, framework, number, code, level)
