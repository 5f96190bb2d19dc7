"""How one signs in: passwords, second steps, sessions; and what helps when a second step is lost."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.account.views import password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.people import devices, recovering
from tamarack.people.models import Person
from tamarack.people.queries.accounts import addresses
from tamarack.people.queries.signing import connections_of
from tamarack.people.second_step import needing
from tamarack.web.access import PersonRequest, proven_lately, signed_in
from tamarack.web.refused import warned

AFTER = "after_second_step"
"""Where a session keeps the page that a second step was needed for."""


@signed_in
def signing_in(request: PersonRequest) -> HttpResponse:
    """Everything about how one signs in, on one page."""
    person = request.user
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        request.session[AFTER] = wanted
    held = {row.type: row.wrap() for row in Authenticator.objects.filter(user=person)}
    second = Authenticator.Type.TOTP in held or Authenticator.Type.WEBAUTHN in held
    codes = held.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "here": "account",
        "addresses": [row for row in addresses(person) if row["verified"]],
        "app": held.get(Authenticator.Type.TOTP),
        "passkeys": _passkeys(person),
        "codes": len(codes.get_unused_codes()) if codes else 0,
        "second": second,
        "needing": needing(person),
        "everyone": settings.SECOND_STEP_FOR_ALL,
        "connections": connections_of(person),
        "recovery": recovering.open_recovery(person),
        "after": request.session.get(AFTER, "") if second else "",
    }
    return render(request, "account/signing_in.html", context)


def _passkeys(person: Person) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk"))


@signed_in
def passkeys(request: PersonRequest) -> HttpResponse:
    """Passkeys are shown with all else about signing in."""
    return redirect("mfa_index")


@signed_in
@proven_lately
def set_password(request: PersonRequest) -> HttpResponseBase:
    """Set a first password, by whoever proves again who they are."""
    response: HttpResponseBase = password_set(request)
    return response


@signed_in
def sessions(request: PersonRequest) -> HttpResponse:
    """Where one is signed in."""
    here = devices.network(request)
    rows = [
        {"row": row, "device": devices.device_words(row), "place": devices.network_words(row.network, here),
         "current": devices.is_this(request, row)}
        for row in devices.open_sessions(request.user)
    ]  # fmt: skip
    context = {"here": "account", "rows": rows, "others": sum(not row["current"] for row in rows)}
    return render(request, "account/sessions.html", context)


@require_POST
@signed_in
@proven_lately
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """End one session; one's own ends by signing out."""
    devices.end_session(request.user, pk)
    messages.success(request, gettext("That session has ended."))
    return redirect("account_sessions")


@require_POST
@signed_in
@proven_lately
def end_others(request: PersonRequest) -> HttpResponse:
    """End all sessions but this."""
    devices.end_other_sessions(request, request.user)
    messages.success(request, gettext("All other sessions have ended. You are signed in here alone."))
    return redirect("account_sessions")


def lost(request: HttpRequest) -> HttpResponse:
    """What to do when the second step is lost; only who has just given the password comes here."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or request.user.is_authenticated:
        return redirect("mfa_authenticate")
    person: Person = stage.login.user
    if request.method == "POST":
        with warned(request):
            recovering.begin_recovery(person)
    return render(request, "account/lost.html", {"row": recovering.open_recovery(person)})


def recovery(request: HttpRequest, token: str) -> HttpResponse:
    """Where mail leads: stop that a second step is removed, or remove it when the waiting is over."""
    row = recovering.find_recovery(token)
    if request.method == "POST" and "finish" in request.POST:
        recovering.finish_recovery(row)
        clear_login(request)  # a sign-in that still waits for the second step
        messages.success(request, gettext("The second step is removed. Please sign in with your password now."))
        return redirect("account_login")
    if request.method == "POST":
        recovering.cancel_recovery(row)
        row = recovering.find_recovery(token)
    response = render(request, "account/recovery.html", {"row": row})
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
