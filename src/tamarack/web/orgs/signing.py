"""How an organisation's people sign in, by its owners: the second step, the domains, the identity provider."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.people import rules
from tamarack.people.actions import signing as actions
from tamarack.people.actions.signing import Described
from tamarack.people.models import IdentityProvider, Organisation
from tamarack.people.proving import is_proven, record_name, record_value
from tamarack.people.queries import signing as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.orgs.forms import DomainForm, ProviderForm, SecondStepForm
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused, warned


@signed_in
def signing(request: PersonRequest, code: str) -> HttpResponse:
    """All of it on one page."""
    return _page(request, code)


@require_POST
@signed_in
def second_step(request: PersonRequest, code: str) -> HttpResponse:
    """Ask for a second step, or not any more."""
    found = _owned(request, code)["organisation"]
    actions.ask_second_step(request.user, found, needed="second_step" in request.POST)
    messages.success(request, gettext("The settings are saved."))
    return redirect("org_signing", code)


@require_POST
@signed_in
def domain_add(request: PersonRequest, code: str) -> HttpResponse:
    """Name a domain."""
    return _page(request, code, "domain")


@require_POST
@signed_in
def domain(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Look whether a domain is proven now, or take it back."""
    row = queries.find_domain(_owned(request, code)["organisation"], pk)
    if "remove" in request.POST:
        actions.remove_domain(request.user, row)
        messages.success(request, gettext("{domain} is taken back.").format(domain=row.name))
    elif row.proven_at is None and is_proven(row):
        with warned(request):
            actions.prove_domain(row, request.user)
            messages.success(request, gettext("{domain} is proven to be yours.").format(domain=row.name))
    elif row.proven_at is None:
        messages.warning(request, gettext("The record is not there yet. DNS can take an hour; please try again then."))
    return redirect("org_signing", code)


@require_POST
@signed_in
def provider(request: PersonRequest, code: str) -> HttpResponse:
    """Keep the identity provider."""
    return _page(request, code, "provider")


@signed_in
def provider_remove(request: PersonRequest, code: str) -> HttpResponse:
    """Take the identity provider away, after a look at what that means."""
    context = _owned(request, code)
    found = queries.provider_of(context["organisation"])
    if found is None:
        return redirect("org_signing", code)
    if request.method == "POST":
        actions.remove_provider(request.user, found)
        messages.success(request, gettext("The identity provider is taken away."))
        return redirect("org_signing", code)
    return render(request, "orgs/provider_remove.html", {**context, "provider": found})


def _owned(request: PersonRequest, code: str) -> dict[str, Any]:
    """What every page knows; what changes something asks again who one is."""
    context = org_context(request.user, code, "signing")
    rules.check_owner(request.user, context["organisation"])
    if request.method == "POST":
        raise_if_reauthentication_required(request, app="allauth.account")
    return context


def _page(request: PersonRequest, code: str, asked: str = "") -> HttpResponse:
    context = _owned(request, code)
    found: Organisation = context["organisation"]
    kept = queries.provider_of(found)
    sent = request.POST if asked else None
    forms: dict[str, Form] = {
        "second": SecondStepForm(initial={"second_step": found.second_step}),
        "domain": DomainForm(sent if asked == "domain" else None),
        "provider": ProviderForm(sent if asked == "provider" else None, initial=_described(kept)),
    }
    form = forms.get(asked)
    if form and form.is_valid():
        with refused(form):
            if asked == "domain":
                actions.add_domain(request.user, found, form.cleaned_data["name"])
            else:
                actions.keep_provider(request.user, found, Described(**form.cleaned_data))
            messages.success(request, gettext("The settings are saved."))
            return redirect("org_signing", code)
    domains = [(row, record_name(row), record_value(row)) for row in queries.domains_of(found)]
    more = {"forms": forms, "domains": domains, "provider": kept, "given": _given(kept)}
    return render(request, "orgs/signing.html", {**context, **more})


def _described(kept: IdentityProvider | None) -> dict[str, Any]:
    if kept is None:
        return {}
    return {"kind": kept.kind, "issuer": kept.issuer if kept.kind == IdentityProvider.Kind.OPENID_CONNECT else "",
            "client_id": kept.client_id, "enabled": kept.enabled}  # fmt: skip


def _given(kept: IdentityProvider | None) -> list[tuple[str, str]]:
    """What is registered at the provider."""
    if kept is None:
        return []
    key = kept.key.hex
    if kept.kind == IdentityProvider.Kind.SAML:
        return [
            (gettext("Entity ID and metadata"), _site("saml_metadata", key)),
            (gettext("Address of answers (ACS, HTTP POST)"), _site("saml_acs", key)),
        ]
    return [(gettext("Redirect address"), _site("openid_connect_callback", key))]


def _site(name: str, key: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, args=[key])}"
