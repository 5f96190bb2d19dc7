"""Signing in at one's organisation: to its identity provider and back, and what connects an account with it."""

from http import HTTPStatus
from typing import cast

import requests
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import deserialize_request
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.connect import disconnect as end_connection
from allauth.socialaccount.internal.flows.connect import validate_disconnect
from allauth.socialaccount.internal.statekit import get_states
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.socialaccount.providers.saml import views as saml
from allauth.utils import get_request_param
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.people.models import IdentityProvider
from tamarack.people.queries.places import confirmed_addresses
from tamarack.people.queries.signing import connections_of, provider_for
from tamarack.people.single_sign_on import check_issuer, connect_waiting, provider_of, vouched, waiting_login
from tamarack.web.access import PersonRequest, proven_lately, signed_in
from tamarack.web.account.forms import AddressForm
from tamarack.web.refused import refused, warned

NOT_REACHED = N_("The identity provider of {organisation} cannot be reached now. Please try again in a while, or "
                 "sign in another way.")  # fmt: skip
ANSWER_MOST = 100_000
"""Characters of what a SAML provider says."""
SAML_COOKIE = "saml-acs-session"
"""django-allauth's; it is for one address, which `__Host-` does not allow, so it gets `__Secure-`."""


def organisation(request: HttpRequest) -> HttpResponse:
    """Ask for the address, and lead on to the provider of the organisation whose domain it is."""
    form = AddressForm(request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        provider = provider_for(form.cleaned_data["email"])
        if provider is None:
            form.add_error("email", gettext("No organisation here signs its people in by this address. Please sign in "
                                            "with your password, or ask in your organisation."))  # fmt: skip
        else:
            with refused(form):
                return _lead_to(request, provider, wanted)
    return render(request, "account/organisation.html", {"form": form, "next": wanted})


@signed_in
def confirm(request: PersonRequest) -> HttpResponse:
    """Prove again who one is, at the only place that one signs in by."""
    connections = connections_of(request.user)
    if not connections:
        return redirect("mfa_index")
    provider = connections[0][1]
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        with warned(request):
            return _lead_to(request, provider, wanted, again=True)
    page = _page_of_form(request, wanted)
    context = {"here": "account", "provider": provider, "next": page or wanted, "again": bool(page)}
    return render(request, "account/confirm_elsewhere.html", context)


def _page_of_form(request: HttpRequest, wanted: str) -> str:
    """The page with the form that they sent when they were asked; nothing if they only wanted to see a page.

    It is not sent again by itself: signing in elsewhere begins a session that does not have it.
    """
    kept = request.session.get(STATE_SESSION_KEY, {}).get("request")
    form = deserialize_request(kept, HttpRequest()) if kept else None
    if form is None or form.get_full_path() != wanted:
        return ""
    return form.headers.get("Referer", "").removeprefix(request.build_absolute_uri("/")[:-1]) or reverse("account")


def _lead_to(request: HttpRequest, provider: IdentityProvider, wanted: str, *, again: bool = False) -> HttpResponse:
    """A page that leads to the provider: our policy lets no form lead elsewhere, so a link does."""
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("me")
    kind = get_adapter().get_provider(request, provider=provider.key.hex)
    more: dict[str, object] = {}
    if provider.kind == IdentityProvider.Kind.OPENID_CONNECT:
        asked = {"prompt": "login", "max_age": "0"} if again else {}
        more = {"scope": kind.get_scope(), "auth_params": asked}
    try:
        check_issuer(request, provider)
        to = cast(HttpResponseRedirect, kind.redirect(request, process="login", next_url=wanted, **more)).url
    except (requests.RequestException, KeyError, ValueError):
        raise BadInput(NOT_REACHED, organisation=provider.organisation.name) from None
    response = render(request, "account/to_provider.html", {"provider": provider, "to": to})
    response.headers["Cache-Control"] = "private, no-store"
    return response


def openid_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what an OpenID provider says, if somebody was led there, and it still is the one that was named."""
    if get_request_param(request, "state") not in get_states(request):  # the provider is not asked for just anybody
        return _not_verified(request, HTTPStatus.FORBIDDEN)
    try:
        check_issuer(request, provider_of(SocialAccount(provider=provider_id)))
    except (requests.RequestException, KeyError, ValueError):
        return _not_verified(request)
    return cast(HttpResponse, openid_connect.callback(request, provider_id))


def connect(request: HttpRequest) -> HttpResponse:
    """There is an account with this address: whose it is signs in to it first, then says that it is to be connected."""
    login = waiting_login(request)
    if login is None:
        return redirect("account_organisation")
    provider = provider_of(login.account)
    address = vouched(provider, login)
    person = request.user
    own = person.is_authenticated and address in confirmed_addresses(person)
    if request.method == "POST" and own:
        return cast(HttpResponse, _connected(cast(PersonRequest, request)))
    context = {"provider": provider, "address": address, "own": own}
    return render(request, "account/connect.html", context)


@proven_lately
def _connected(request: PersonRequest) -> HttpResponse:
    provider = connect_waiting(request, request.user)
    said = gettext("Connected. From now on you can sign in by {organisation}, too.")
    messages.success(request, said.format(organisation=provider.organisation.name))
    return redirect("mfa_index")


@require_POST
@signed_in
@proven_lately
def disconnect(request: PersonRequest, pk: int) -> HttpResponse:
    """End what connects the account with an organisation, if it can be opened without."""
    found = next((account for account, _ in connections_of(request.user) if account.pk == pk), None)
    if found is None:
        raise UnknownCode(N_("Your account is not connected with any organisation’s sign-in."))
    try:
        validate_disconnect(request, found)
    except ValidationError:
        messages.warning(request, gettext("This alone opens your account. Please set a password first."))
        return redirect("mfa_index")
    end_connection(request, found)
    return redirect("mfa_index")


@csrf_exempt
def saml_answer(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Take what a SAML provider sends along with the browser, if it is no larger than can be meant."""
    if len(request.POST.get("SAMLResponse", "")) > ANSWER_MOST:
        return _not_verified(request)
    response = cast(HttpResponse, saml.acs(request, organization_slug))
    if settings.SESSION_COOKIE_SECURE and (cookie := response.cookies.pop(SAML_COOKIE, None)):
        cookie.set(f"__Secure-{SAML_COOKIE}", cookie.value, cookie.coded_value)
        response.cookies[cookie.key] = cookie
    return response


def saml_finish(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Look at what the provider said; whatever cannot be read signs nobody in."""
    if settings.SESSION_COOKIE_SECURE:
        request.COOKIES[SAML_COOKIE] = request.COOKIES.get(f"__Secure-{SAML_COOKIE}", "")
    try:
        response: HttpResponse = saml.finish_acs(request, organization_slug)
    except (SyntaxError, ValueError):  # what the XML parser says, and of entities
        return _not_verified(request)
    return _not_verified(request) if response.status_code == HTTPStatus.UNAUTHORIZED else response


def _not_verified(request: HttpRequest, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> HttpResponse:
    return render(request, "socialaccount/authentication_error.html", status=status)


def sign_out(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Where a provider may send someone who signs out: they are asked, for anyone could send them."""
    return redirect("account_logout")
