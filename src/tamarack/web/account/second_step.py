"""Where everyone needs a second step, nothing else opens before there is one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tamarack.people.second_step import SecondStepNeeded, check_everyones_second_step
from tamarack.web.errors import refusal

_OPEN = {
    "account_logout", "account_reauthenticate", "account_set_password", "account_change_password", "account_sessions",
    "account_sessions_others", "account_session_end", "healthz", "readyz",
}  # fmt: skip
"""What opens besides the pages of the second step itself: proving who one is, passwords, sessions."""


class SecondStepMiddleware:
    """Lead whoever is signed in without one to set a second step up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Refuse the page, unless it is one of those that help."""
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if not settings.SECOND_STEP_FOR_ALL or name in _OPEN or name.startswith("mfa_"):
            return None
        if request.user.is_authenticated:
            try:
                check_everyones_second_step(request.user)
            except SecondStepNeeded as error:
                return refusal(request, error)
        return None
