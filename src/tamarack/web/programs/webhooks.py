"""Webhooks: one's own, and an organisation's; what each was told, and how that went."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.exchange.actions import webhooks as actions
from tamarack.exchange.models import Event, Webhook
from tamarack.exchange.models.webhooks import OF_ORGANISATIONS, OF_PEOPLE
from tamarack.exchange.queries import webhooks as queries
from tamarack.exchange.signing import secret_of
from tamarack.people import rules
from tamarack.people.models import Organisation
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.orgs.place import org_context
from tamarack.web.programs.forms import WebhookForm
from tamarack.web.refused import refused, warned


@signed_in
@once
def webhooks(request: PersonRequest) -> HttpResponse:
    """One's own webhooks, and a new one."""
    rows = queries.own_webhooks(request.user)
    return _list(request, "programs/webhooks.html", {"here": "account"}, rows, OF_PEOPLE)


@signed_in
@once
def org_webhooks(request: PersonRequest, code: str) -> HttpResponse:
    """An organisation's webhooks, and a new one."""
    context, found = _owned(request, code)
    rows = queries.webhooks_of(found)
    return _list(request, "programs/org_webhooks.html", context, rows, OF_ORGANISATIONS, found)


def _owned(request: PersonRequest, code: str) -> tuple[dict[str, Any], Organisation]:
    context = org_context(request.user, code, "settings")
    rules.check_owner(request.user, context["organisation"])
    return context, context["organisation"]


def _list(
    request: PersonRequest,
    template: str,
    context: dict[str, Any],
    rows: list[Webhook],
    offered: Sequence[Event],
    organisation: Organisation | None = None,
) -> HttpResponse:
    form = WebhookForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            made = actions.make_webhook(request.user, **form.cleaned_data, organisation=organisation)
            messages.success(request, gettext("The webhook is made. Try it out, and let it check the signature."))
            return redirect(*_address(made))
    return render(request, template, {**context, "form": form, "rows": rows})


@signed_in
def webhook(request: PersonRequest, pk: int) -> HttpResponse:
    """A webhook of one's own: its secret, what it was told, and its form."""
    found = queries.find_webhook(request.user, pk)
    return _page(request, "programs/webhook.html", {"here": "account"}, found, OF_PEOPLE)


@signed_in
def org_webhook(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The same for one of an organisation."""
    context, organisation = _owned(request, code)
    found = queries.find_webhook(request.user, pk, organisation)
    return _page(request, "programs/org_webhook.html", context, found, OF_ORGANISATIONS)


def _page(
    request: PersonRequest, template: str, context: dict[str, Any], found: Webhook, offered: Sequence[Event]
) -> HttpResponse:
    initial = {"name": found.name, "url": found.url, "events": found.events}
    form = WebhookForm(request.POST or None, offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_webhook(request.user, found, **form.cleaned_data)
            messages.success(request, gettext("Saved."))
            return redirect(*_address(found))
    more = {"form": form, "webhook": found, "secret": secret_of(found.salt), "deliveries": queries.deliveries(found)}
    return render(request, template, {**context, **more})


@require_POST
@signed_in
def do(request: PersonRequest, pk: int) -> HttpResponse:
    """Try it out, turn it on or off, renew its secret, delete it."""
    return _do(request, queries.find_webhook(request.user, pk))


@require_POST
@signed_in
def org_do(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """The same for one of an organisation."""
    _, organisation = _owned(request, code)
    return _do(request, queries.find_webhook(request.user, pk, organisation))


def _do(request: PersonRequest, found: Webhook) -> HttpResponse:
    address = _address(found)
    with warned(request):
        match request.POST.get("do", ""):
            case "try":
                actions.try_webhook(request.user, found)
                messages.success(request, gettext("A message is on its way. Reload the page to see how it went."))
            case "on" | "off" as turned:
                actions.turn_webhook(request.user, found, on=turned == "on")
                messages.success(request, gettext("Saved."))
            case "renew":
                actions.renew_secret(request.user, found)
                messages.success(request, gettext("There is a new secret. The old one holds no more."))
            case "delete":
                actions.delete_webhook(request.user, found)
                messages.success(request, gettext("The webhook is deleted, with its log."))
                address = _list_address(found)
    return redirect(*address)


def _address(found: Webhook) -> tuple[Any, ...]:
    if found.organisation:
        return "org_webhook", found.organisation.code, found.pk
    return "webhook", found.pk


def _list_address(found: Webhook) -> tuple[Any, ...]:
    return ("org_webhooks", found.organisation.code) if found.organisation else ("webhooks",)
