"""The door of the API: whose token, how many calls, which language; and every answer a problem where it is no good one.

Pages' sessions are not looked at here: a program comes in by a token alone, so nothing can be done by another site that
makes a browser call us.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja.security import HttpBearer

from tamarack.api.problems import CONTENT, ApiError, by_status, problem
from tamarack.common.limits import network_of
from tamarack.core.errors import N_
from tamarack.exchange.actions.calls import WINDOW, Allowance, count_call
from tamarack.exchange.actions.tokens import note_used
from tamarack.exchange.models import Token
from tamarack.exchange.queries.tokens import find_valid
from tamarack.people.models import Person
from tamarack.people.second_step import check_everyones_second_step

ROOT = "/api/"
CHALLENGE = 'Bearer realm="Tamarack"'


class ApiRequest(HttpRequest):
    """A call, after the door."""

    token: Token | None
    auth: Token

    @property
    def person(self) -> Person:  # pragma: no cover - for readers and types; `person_of` is what is called
        """In whose name it is."""
        return self.auth.person


class DoorMiddleware:
    """Let calls through, each counted, in the language that it asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a call; pages go past."""
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            # A redirect would hide from its maker that a program sends its token where anyone on the way can read it.
            translation.activate(_language(request, None))
            return by_status(426, {"Upgrade": "TLS/1.2, HTTP/1.1", "Connection": "Upgrade"})
        token = _token_of(request)
        request.token = token  # type: ignore[attr-defined]
        translation.activate(_language(request, token))
        request.LANGUAGE_CODE = translation.get_language()
        allowance = count_call(token, network_of(request))
        if allowance.exceeded:
            response = _too_many(allowance)
        else:
            response = self.get_response(request)
            if response.status_code >= 400 and response.get("Content-Type") != CONTENT:
                kept = {
                    name: response[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if name in response
                }
                response = by_status(response.status_code, kept)
        return _with_headers(response, allowance)


def _token_of(request: HttpRequest) -> Token | None:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = find_valid(text.strip()) if scheme.lower() == "bearer" and text else None
    if token is not None:
        note_used(token)
    return token


def _language(request: HttpRequest, token: Token | None) -> str:
    """The first language that is asked for and spoken; else the person's own, or English."""
    for asked, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if asked[:2] in dict(settings.LANGUAGES):
            return asked[:2]
    return token.person.language if token else settings.LANGUAGE_CODE


def _too_many(allowance: Allowance) -> HttpResponse:
    said = gettext("More than {limit} calls in a minute. Please wait {seconds} seconds.")
    detail = said.format(limit=allowance.limit, seconds=allowance.reset)
    return problem(429, "too_many_calls", detail, headers={"Retry-After": str(allowance.reset)})


def _with_headers(response: HttpResponse, allowance: Allowance) -> HttpResponse:
    response.headers["RateLimit-Policy"] = f'"calls";q={allowance.limit};w={WINDOW}'
    response.headers["RateLimit"] = f'"calls";r={allowance.remaining};t={allowance.reset}'
    response.headers.setdefault(
        "Cache-Control", "private, no-store" if response.status_code >= 400 else "private, no-cache"
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    patch_vary_headers(response, ("Accept-Language", "Authorization"))
    return response


class BearerToken(HttpBearer):
    """Lets in who has a token with a scope."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Token:
        """The token, for the operation.

        Raises
        ------
        ApiError
            If there is none, or it has not this scope.
        SecondStepNeeded
            If everyone needs a second step here, and its maker has none.
        """
        token: Token | None = request.token  # type: ignore[attr-defined]
        if token is None:
            raise _no_token(given="Authorization" in request.headers)
        if not token.allows(self.scope):
            raise ApiError(403, "scope", N_("This token does not have the scope “{scope}”."),
                           {"WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope", scope="{self.scope}"'},
                           scope=self.scope)  # fmt: skip
        check_everyones_second_step(token.person)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Token:  # pragma: no cover - __call__ does it
        """As ninja's base class asks."""
        return self(request)


def _no_token(*, given: bool) -> ApiError:
    if given:
        return ApiError(401, "bad_token", N_("This token is not known, was revoked, or its time is over."),
                        {"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'})  # fmt: skip
    return ApiError(401, "no_token", N_("Please send a token: “Authorization: Bearer tamarack_p_…”."),
                    {"WWW-Authenticate": CHALLENGE})  # fmt: skip
