"""One's own credentials: what there is, what is missing, asking, hiding, deleting."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.common.language import language
from tamarack.core.formats.openbadge_image import write_credential
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.badges import description, title
from tamarack.portfolio.queries import credentials as queries
from tamarack.rubric.queries import framework as find_rubric
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.credentials.forms import AskForm
from tamarack.web.credentials.rows import applied_rows, held_rows, offer_tables
from tamarack.web.credentials.subjects import Place, find_place
from tamarack.web.once import once
from tamarack.web.refused import refused


@signed_in
def credentials(request: PersonRequest) -> HttpResponse:
    """What one holds, what one asked for, and everything that there is."""
    now = timezone.now()
    context = {
        "here": "credentials",
        "held": held_rows(queries.own_credentials(request.user), now),
        "brought": queries.brought_credentials(request.user),
        "applications": applied_rows(queries.own_applications(request.user)),
        "tables": offer_tables(queries.offers(request.user, now)),
        "decides": bool(queries.decided_issuers(request.user)),
    }
    return render(request, "credentials/credentials.html", context)


@signed_in
@once
def offer(request: PersonRequest, slug: str, framework: str, number: str, code: str, level: str) -> HttpResponse:
    """One thing that there is: what is missing, or the form by which to ask for it."""
    place = find_place(slug, framework, number, code, level)
    found = queries.find_offer(request.user, place.issuer, place.stored, place.code, level, timezone.now())
    emails = actions.confirmed_addresses(request.user)
    links = queries.links_of(request.user, found.grounds) if found.grounds.earned else []
    initial = {"language": language(), "email": emails[0] if emails else ""}
    form = AskForm(request.POST or None, emails=emails, links=links, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.ask_for_credential(request.user, place.issuer, place.stored, form.asked(place.code, level))
            asked = gettext("You have asked {issuer} for it. You are told by mail when it is decided.")
            messages.success(request, asked.format(issuer=say(place.issuer.name)))
            return redirect("credentials")
    context = {"here": "credentials", "offer": found, "form": form, **_shown(place)}
    return render(request, "credentials/offer.html", context)


def _shown(place: Place) -> dict[str, object]:
    rubric = place.stored.framework
    return {
        "framework": rubric,
        "issuer": place.issuer,
        "level": rubric.level(place.level),
        "title": title(rubric, place.code, place.level),
        "description": description(rubric, place.code, place.level),
        "reviewers": [str(row) for row in place.issuer.reviewers.order_by("name", "pk")],
        "address": place.address,
    }


@signed_in
def brought(request: PersonRequest, pk: int) -> HttpResponse:
    """A credential from elsewhere, as it was signed."""
    found = queries.brought_credential(request.user, pk)
    return attachment(write_credential(json.loads(found.document)), f"credential-{found.sha256[:8]}.json")


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back that one asks."""
    actions.withdraw_application(request.user, queries.own_application(request.user, pk))
    messages.success(request, gettext("Withdrawn. Nobody sees anything of it any more."))
    return redirect("credentials")


@require_POST
@signed_in
def listed(request: PersonRequest, key: str) -> HttpResponse:
    """Hide the page of a credential from others, or show it again."""
    shows = request.POST.get("listed") == "1"
    actions.list_credential(request.user, queries.own_credential(request.user, key), shows)
    told = gettext("Whoever has the address sees this page again.") if shows else gettext("Only you see this page now.")
    messages.success(request, told)
    return redirect("credential", key)


@signed_in
def delete(request: PersonRequest, key: str) -> HttpResponse:
    """Erase a credential, after a confirmation."""
    found = queries.own_credential(request.user, key)
    if request.method == "POST":
        actions.delete_credential(request.user, found)
        messages.success(request, gettext("The credential is deleted here."))
        return redirect("credentials")
    rubric = find_rubric(found.version_id)
    context = {"here": "credentials", "credential": found, "title": title(rubric, found.code, found.level)}
    return render(request, "credentials/delete.html", context)
