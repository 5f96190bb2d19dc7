"""Campaigns for those who run them: two rounded numbers, and nobody's name."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment import rules
from tamarack.assessment.actions import campaign as actions
from tamarack.assessment.models import Campaign
from tamarack.assessment.queries import campaign as queries
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Person
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.campaigns.forms import CampaignForm
from tamarack.web.once import once
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused

NOT_YOURS = N_("Only owners of {organisation} and team leads run campaigns.")


def _run_context(person: Person, code: str) -> dict[str, Any]:
    """What a page knows of an organisation in which the person may begin campaigns.

    Raises
    ------
    UnknownCode, NotAllowed
        If the person is not in it, or neither owns it nor leads a team.
    """
    context = org_context(person, code, "campaigns")
    if not rules.may_begin.test(person, context["organisation"]):
        raise NotAllowed(NOT_YOURS, organisation=context["organisation"].name)
    return context


@signed_in
def campaigns(request: PersonRequest, code: str) -> HttpResponse:
    """All campaigns that one runs here, newest first."""
    context = _run_context(request.user, code)
    found = queries.run_by(request.user, context["organisation"])
    running = [row for row in found if row.is_running]
    ended = [row for row in found if not row.is_running]
    return render(request, "campaigns/campaigns.html", {**context, "running": running, "ended": ended})


@signed_in
@once
def new(request: PersonRequest, code: str) -> HttpResponse:
    """Begin a campaign."""
    context = _run_context(request.user, code)
    organisation = context["organisation"]
    everyone, teams = queries.may_ask(request.user, organisation)
    form = CampaignForm(request.POST or None, everyone=everyone, teams=teams)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            begun = actions.begin_campaign(request.user, organisation, form.plan)
            messages.success(request, gettext("The campaign is on. Everybody gets a mail within minutes."))
            return redirect("campaign", code, begun.pk)
    return render(request, "campaigns/new.html", {**context, "form": form})


@signed_in
def campaign(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One campaign: what it asked, and how many started and finished, as of this morning."""
    found = queries.find_campaign(request.user, code, pk)
    context = org_context(request.user, code, "campaigns")
    return render(request, "campaigns/campaign.html", {**context, "campaign": found, **_times(found)})


def _times(found: Campaign) -> dict[str, Any]:
    next_mail = found.mailed_at + actions.WEEK
    return {"next_mail": next_mail, "may_remind": found.runs_on(timezone.localdate()) and next_mail <= timezone.now()}


@require_POST
@signed_in
def remind(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Send everybody the mail once more."""
    found = queries.find_campaign(request.user, code, pk)
    actions.remind_all(request.user, found)
    messages.success(request, gettext("Everybody who was asked gets the same reminder within minutes."))
    return redirect("campaign", code, pk)


@signed_in
def end(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """End it, after asking."""
    found = queries.find_campaign(request.user, code, pk)
    if request.method == "POST":
        actions.end_campaign(request.user, found)
        messages.success(request, gettext("The campaign is over."))
        return redirect("campaign", code, pk)
    context = org_context(request.user, code, "campaigns")
    return render(request, "campaigns/end.html", {**context, "campaign": found})
