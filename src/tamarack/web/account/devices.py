"""The cookie by which a device is known again, and when a session was last seen."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tamarack.people.devices import COOKIE_LASTS, cookie_name, note_seen, set_end


class SignInMiddleware:
    """Note that a session is in use; let a device that was signed in on be known again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Around each request."""
        response = self.get_response(request)
        if request.session.accessed and response.status_code < 500:  # or a database that is gone is waited for twice
            note_seen(request)
        if device := getattr(request, "new_device", ""):
            set_end(request)
            response.set_cookie(
                cookie_name(), device, max_age=COOKIE_LASTS, httponly=True, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response
