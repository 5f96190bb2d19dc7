"""Endorsements: asking someone to confirm an entry, and their own page, without an account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.portfolio.actions import endorsements as actions
from tamarack.portfolio.models import Endorsement
from tamarack.portfolio.queries import evidence as queries
from tamarack.portfolio.words import period
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.portfolio.forms import ConfirmForm, EndorsementForm
from tamarack.web.portfolio.rows import support_parts
from tamarack.web.refused import refused
from tamarack.web.unlisted import unlisted


@signed_in
@once
def ask(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask someone to confirm an entry."""
    evidence = queries.own_evidence(request.user, pk)
    form = EndorsementForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            asked = actions.ask_endorsement(request.user, evidence, **form.cleaned_data)
            messages.success(request, gettext("{name} is asked by mail.").format(name=asked.name))
            return redirect("evidence", pk)
    return render(request, "portfolio/endorsement_form.html", {"here": "portfolio", "form": form, "evidence": evidence})


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw a request, or take a confirmation down."""
    found = queries.own_endorsement(request.user, pk)
    actions.withdraw(request.user, found)
    messages.success(request, gettext("Withdrawn. The link leads nowhere any more."))
    return redirect("evidence", found.evidence_id)


@unlisted
def endorse(request: HttpRequest, token: str) -> HttpResponse:
    """The page of someone who is asked: read the entry, confirm it, decline, or take a confirmation back."""
    found = actions.find_endorsement(token)
    form = ConfirmForm(request.POST if "confirm" in request.POST else None)
    if request.method == "POST":
        if "decline" in request.POST:
            actions.decline(found)
            return _page(request, found, "declined")
        if "revoke" in request.POST:
            actions.revoke(found)
            return _page(request, found, "revoked")
        if form.is_valid():
            with refused(form):
                data = form.cleaned_data
                actions.confirm(found, data["role"], data["words"], request.POST.get("seen", ""))
                return _page(request, found, "confirmed")
    state = "open" if actions.is_open(found, timezone.now()) else "given" if found.stands else "over"
    return _page(request, found, state, form)


def _page(request: HttpRequest, found: Endorsement, state: str, form: ConfirmForm | None = None) -> HttpResponse:
    context = {
        "endorsement": found,
        "evidence": found.evidence,
        "person": found.evidence.person,
        "period": period(found.evidence),
        "supports": support_parts(found.evidence, {}) if state == "open" else (),
        "state": state,
        "seen": found.evidence.edited_at.isoformat(),
        "form": form,
    }
    return render(request, "portfolio/endorse.html", context)
