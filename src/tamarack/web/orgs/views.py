"""One's organisations, an organisation, a team; asking to be counted; leaving; the log."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from tamarack.growth.queries.team import templates_of
from tamarack.people import rules
from tamarack.people.actions import grants, members, organisations
from tamarack.people.links import invitation_token
from tamarack.people.queries import grants as grant_queries
from tamarack.people.queries import log as log_queries
from tamarack.people.queries import places
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.orgs.forms import AskForm, LogForm, OrganisationForm
from tamarack.web.orgs.place import org_context, team_context
from tamarack.web.refused import refused


@signed_in
def orgs(request: PersonRequest) -> HttpResponse:
    """One's organisations, and where one is invited."""
    context = {
        "here": "orgs",
        "asks": grant_queries.asks_open_to(request.user),
        "places": places.memberships(request.user),
        "invitations": [{"invitation": row, "address": reverse("join", args=[invitation_token(row)])}
                        for row in places.invitations_to(request.user)],
    }  # fmt: skip
    return render(request, "orgs/orgs.html", context)


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Set an organisation up."""
    form = OrganisationForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            made = organisations.found_organisation(request.user, **form.cleaned_data)
            messages.success(request, gettext("{name} is set up. You are its first owner.").format(name=made.name))
            return redirect("org", made.code)
    return render(request, "orgs/new.html", {"here": "orgs", "form": form})


@signed_in
def org(request: PersonRequest, code: str) -> HttpResponse:
    """An organisation: its teams, one's own place in it, and what one allows it."""
    context = org_context(request.user, code, "overview")
    found = context["organisation"]
    grant = grant_queries.standing_grant(request.user)
    context |= {
        "teams": places.teams_of(found),
        "ask": grant_queries.current_ask(found),
        "grant": grant if grant and grant.organisation_id == found.pk else None,
        "owner_names": ", ".join(str(row.person) for row in places.owners_of(found)),
    }  # fmt: skip
    return render(request, "orgs/org.html", context)


@signed_in
def team(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """A team: who is in it, and for its people what reviews and feedback can begin with."""
    context = team_context(request.user, code, team, "team")
    context["members"] = places.members_of_team(context["team"])
    if context["in_team"] or context["leads"]:
        context["templates"] = templates_of(context["team"])
    return render(request, "orgs/team.html", context)


@signed_in
def leave(request: PersonRequest, code: str) -> HttpResponse:
    """Leave an organisation, after a look at what that means."""
    context = org_context(request.user, code, "overview")
    if request.method == "POST":
        members.leave(request.user, context["organisation"])
        name = context["organisation"].name
        messages.success(request, gettext("You have left {name}. Everything of yours is still here.").format(name=name))
        return redirect("orgs")
    return render(request, "orgs/leave.html", context)


@signed_in
def logo(request: PersonRequest, code: str) -> HttpResponse:
    """An organisation's logo, for its people."""
    found = places.find_organisation(request.user, code)
    if not found.logo:
        raise Http404
    return HttpResponse(bytes(found.logo), content_type="image/png")


@signed_in
@once
def ask(request: PersonRequest, code: str) -> HttpResponse:
    """Ask everybody to be counted, saying what for; or end the question."""
    context = org_context(request.user, code, "ask")
    found = context["organisation"]
    rules.check_owner(request.user, found)
    if request.method == "POST" and "end" in request.POST:
        grants.end_ask(request.user, found)
        messages.success(request, gettext("The question has ended. Grants that were given hold."))
        return redirect("org_ask", code)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            grants.ask_everybody(request.user, found, form.cleaned_data["purpose"])
            messages.success(request, gettext("Everybody in {name} sees your question now.").format(name=found.name))
            return redirect("org_ask", code)
    context |= {"form": form, "ask": grant_queries.current_ask(found)}
    return render(request, "orgs/ask.html", context)


@signed_in
def log(request: PersonRequest, code: str) -> HttpResponse:
    """What was done in the organisation's name, for its owners: who, to whom, when; no contents."""
    context = org_context(request.user, code, "log")
    rules.check_owner(request.user, context["organisation"])
    form = LogForm(request.GET)
    page = log_queries.organisation_entries(context["organisation"], form.wanted, request.GET.get("page", ""))
    return render(request, "orgs/log.html", {**context, "form": form, "page": page, "asked": form.asked})
