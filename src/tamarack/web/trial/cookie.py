"""The cookie by which a browser finds its trial again."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tamarack.assessment.trial import LASTS

NAME = f"{settings.COOKIE_PREFIX}trial"


def trial_session(request: HttpRequest) -> str | None:
    """The key of the session that holds this browser's trial, if it has one."""
    return request.COOKIES.get(NAME)


def remember(response: HttpResponseBase, session: str) -> None:
    """Let the browser find its trial for another day."""
    response.set_cookie(
        NAME, session, max_age=LASTS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponseBase) -> None:
    """Let the browser forget it."""
    response.delete_cookie(NAME, samesite="Lax")
