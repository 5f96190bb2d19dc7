"""The demo's own pages: sign in as one of its people, read its mail. On this machine alone."""

import email
import email.policy
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tamarack.core.errors import N_, NotAllowed
from tamarack.people.queries.accounts import demo_people, find_demo_person

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via")
MAIL_MOST = 50
BETWEEN = b"\n" + b"-" * 79 + b"\n"
"""What follows each message in a file; those of the same instant can share one."""


def on_this_machine(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Serve a page in the demo, and to this machine's own browser, alone."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        host = urlsplit(f"//{request.get_host()}").hostname
        direct = not any(name in request.headers for name in FORWARDED)
        if request.META.get("REMOTE_ADDR") not in LOOPBACK or host not in LOOPBACK or not direct:
            raise NotAllowed(N_("The demo’s people can be used on the machine it runs on alone."))
        return view(request)

    return guarded


@on_this_machine
def people(request: HttpRequest) -> HttpResponse:
    """The demo's people; a button signs in as one of them."""
    if request.method == "POST":
        person = find_demo_person(request.POST.get("person", ""))
        if person is None:
            raise NotAllowed(N_("There is no such person in the demo."))
        login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return redirect(f"/{person.language}/me/")
    return render(request, "demo/people.html", {"here": "demo", "people": demo_people()})


@on_this_machine
def mail(request: HttpRequest) -> HttpResponse:
    """The mail that the demo has sent, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", settings.MEDIA_ROOT))
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:MAIL_MOST]
    letters = [_letter(text) for path in files for text in path.read_bytes().split(BETWEEN) if text.strip()]
    return render(request, "demo/mail.html", {"here": "demo", "letters": letters})


def _letter(written: bytes) -> dict[str, str]:
    message = email.message_from_bytes(written, policy=email.policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    return {
        "subject": message["Subject"] or "",
        "to": message["To"] or "",
        "date": message["Date"] or "",
        "text": text.strip(),
    }
