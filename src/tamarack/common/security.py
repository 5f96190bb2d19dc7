"""What every answer tells the browser: pages, files, errors, redirects and static files alike.

The content security policy stands under the setting name of Django 6. What Django's own middleware sends (HSTS,
nosniff, Referrer-Policy, Cross-Origin-Opener-Policy) is not repeated here.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed


class SecurityHeadersMiddleware:
    """Send `SECURE_CSP` and `SECURE_HEADERS` with every response that says nothing of its own, and see that no script
    reads a cookie, whichever library sets it. TRACE is for nobody. It is the first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = {
            "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in settings.SECURE_CSP.items()),
            **settings.SECURE_HEADERS,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        response = HttpResponseNotAllowed(["GET"]) if request.method == "TRACE" else self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        for cookie in response.cookies.values():
            cookie["httponly"] = True
        return response
