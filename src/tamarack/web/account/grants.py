"""Who may see what of someone's, since when, who looked; withdrawing it; and the log of all that."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.people.actions import grants as actions
from tamarack.people.queries import grants as queries
from tamarack.people.queries import places
from tamarack.people.queries.log import own_entries, readers_of
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.account.allowed import allowed


@signed_in
def grants(request: PersonRequest) -> HttpResponse:
    """Everything that others may see of one's own, on one page."""
    person = request.user
    own = queries.own_grants(person)
    current = next((row for row in own if row.withdrawn_at is None), None)
    found = places.memberships(person)
    context = {
        "here": "account",
        "asks": queries.asks_open_to(person),
        "grant": current,
        "readers": readers_of(current.organisation) if current else [],
        "ended": [row for row in own if row.withdrawn_at],
        "places": found,
        "parts": allowed(person),
    }
    return render(request, "account/grants.html", context)


@signed_in
def give(request: PersonRequest, code: str) -> HttpResponse:
    """What being counted in an organisation's figures means; yes, or not."""
    found = places.find_organisation(request.user, code)
    if request.method == "POST":
        actions.give_grant(request.user, found)
        said = gettext("From now on your submitted answers count in the figures of {name}.")
        messages.success(request, said.format(name=found.name))
        return redirect("grants")
    current, ask = queries.standing_grant(request.user), queries.current_ask(found)
    context = {"here": "account", "organisation": found, "ask": ask, "current": current}
    return render(request, "account/grant.html", context)


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw a grant to be counted."""
    actions.withdraw_grant(request.user, queries.find_grant(request.user, pk))
    messages.success(request, gettext("Withdrawn. Every figure made from now on is made without your answers."))
    return redirect("grants")


@require_POST
@signed_in
def aside(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a question aside."""
    actions.put_aside(request.user, queries.find_ask(request.user, pk))
    messages.success(request, gettext("You are not asked this again. Nobody is told."))
    return redirect("grants")


@signed_in
def log(request: PersonRequest) -> HttpResponse:
    """Who saw or changed what of one's own, and what one did oneself."""
    page = own_entries(request.user, request.GET.get("page", ""))
    return render(request, "account/log.html", {"here": "account", "page": page, "asked": ""})
