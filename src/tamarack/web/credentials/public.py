"""Pages for everyone: a credential, what it takes, and who issues it."""

import json
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tamarack.common.dates import long_date
from tamarack.core.formats.openbadge_check import Check, Verdict
from tamarack.people.models import Person
from tamarack.portfolio.badges import at_level, credential_address, description, title
from tamarack.portfolio.models import Credential
from tamarack.portfolio.queries import credentials as queries
from tamarack.portfolio.verifying import verify_own
from tamarack.reports.badge import rings
from tamarack.rubric.queries import current, framework
from tamarack.rubric.texts import say
from tamarack.web.credentials.files import UNSEEN
from tamarack.web.credentials.rows import state_of, title_of
from tamarack.web.credentials.subjects import find_place


def _reader(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


@require_safe
def credential(request: HttpRequest, key: str) -> HttpResponse:
    """A credential's page: who, what, when, and whether it holds; `verify` in the address looks at everything."""
    found = queries.public_credential(_reader(request), key)
    if found is None:
        return _page(request, "credentials/gone.html", {}, 410)
    rubric = framework(found.version_id)
    context = {
        "here": "credentials",
        "credential": found,
        "is_own": request.user.pk == found.person_id,
        "title": title_of(found),
        "state": state_of(found, timezone.now()),
        "description": description(rubric, found.code, found.level),
        "picture": rings(found),
        "framework": rubric,
        "level": rubric.level(found.level),
        "criteria": at_level(rubric, found.code, found.level),
        "evidence": json.loads(found.document).get("evidence", []),
        "address": credential_address(found.issuer, key),
        "shares": _shares(found),
        "verdict": _told(verify_own(found)) if "verify" in request.GET else None,
    }
    return _page(request, "credentials/credential.html", context, 200)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, template, context, status=status)
    for name, value in UNSEEN.items():
        response.headers[name] = value
    return response


def _told(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the reader's language."""
    return {"found": verdict.found, "checks": [(check.found, _sentence(check)) for check in verdict.checks]}


def _sentence(check: Check) -> str:
    data = {name: long_date(value) if isinstance(value, date) else value for name, value in check.data.items()}
    return gettext(check.told).format(**data)


def _shares(found: Credential) -> dict[str, str]:
    """Plain links by which a page is shared: a mail to write, and LinkedIn's form for a profile."""
    address, name = credential_address(found.issuer, found.key), title_of(found)
    profile = {
        "startTask": "CERTIFICATION_NAME",
        "name": name,
        "organizationName": say(found.issuer.name),
        "issueYear": found.issued_at.year,
        "issueMonth": found.issued_at.month,
        "certUrl": address,
        "certId": found.key,
    }
    if found.valid_until:
        profile |= {"expirationYear": found.valid_until.year, "expirationMonth": found.valid_until.month}
    words = f"{name}, {say(found.issuer.name)}"
    return {
        "mail": "mailto:?" + urlencode({"subject": words, "body": address}, quote_via=quote),
        "linkedin": "https://www.linkedin.com/profile/add?" + urlencode(profile),
    }


@require_safe
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    """Who issues: name, contact, identifier and keys, and what there is."""
    found = queries.find_issuer(slug)
    context = {
        "here": "credentials",
        "issuer": found,
        "keys": list(found.keys.all()),
        "rubrics": list(current().values()),
    }
    return render(request, "credentials/issuer.html", context)


@require_safe
def achievement(request: HttpRequest, slug: str, framework: str, number: str, code: str, level: str) -> HttpResponse:
    """What a credential takes, for everyone: the rule, and the descriptors."""
    place = find_place(slug, framework, number, code, level)
    rubric = place.stored.framework
    context = {
        "here": "credentials",
        "issuer": place.issuer,
        "framework": rubric,
        "level": rubric.level(level),
        "title": title(rubric, place.code, level),
        "description": description(rubric, place.code, level),
        "criteria": at_level(rubric, place.code, level),
        "address": place.address,
    }
    return render(request, "credentials/achievement.html", context)
