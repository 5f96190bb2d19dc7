"""An organisation's settings, by its owners: what it is, how it counts, its logo, its teams."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.people import rules
from tamarack.people.actions import organisations as actions
from tamarack.people.actions.organisations import Rules
from tamarack.people.queries import places
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.orgs.forms import CountingForm, DeleteForm, LogoForm, OrganisationForm, TeamForm
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused


@signed_in
def settings(request: PersonRequest, code: str) -> HttpResponse:
    """What the organisation is called, what it is, its language; and the other forms."""
    return _page(request, code, "own")


@require_POST
@signed_in
def counting(request: PersonRequest, code: str) -> HttpResponse:
    """How the organisation counts."""
    return _page(request, code, "counting")


@require_POST
@signed_in
def logo(request: PersonRequest, code: str) -> HttpResponse:
    """The logo and its text alternative."""
    return _page(request, code, "logo")


def _page(request: PersonRequest, code: str, asked: str) -> HttpResponse:
    context = org_context(request.user, code, "settings")
    found = context["organisation"]
    rules.check_owner(request.user, found)
    sent = request.POST if request.method == "POST" else None
    forms: dict[str, Form] = {
        "own": OrganisationForm(sent if asked == "own" else None, initial=_of(found, "name", "kind", "language")),
        "counting": CountingForm(
            sent if asked == "counting" else None, initial=_of(found, "k", "threshold", "months", "begins")
        ),
        "logo": LogoForm(
            sent if asked == "logo" else None, request.FILES if asked == "logo" else None,
            initial=_of(found, "logo_text"),
        ),
    }  # fmt: skip
    form = forms[asked]
    if sent is not None and form.is_valid():
        with refused(form):
            if asked == "own":
                actions.change_organisation(request.user, found, **form.cleaned_data)
            elif asked == "counting":
                actions.change_rules(request.user, found, Rules(**form.cleaned_data))
            elif "remove" in request.POST:
                actions.remove_logo(request.user, found)
            else:
                actions.set_logo(request.user, found, form.cleaned_data["logo"], form.cleaned_data["logo_text"])
            messages.success(request, gettext("The settings are saved."))
            return redirect("org_settings", code)
    return render(request, "orgs/settings.html", {**context, "forms": forms})


def _of(row: object, *names: str) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}


@signed_in
def delete(request: PersonRequest, code: str) -> HttpResponse:
    """Delete the organisation, after its name is typed."""
    context = org_context(request.user, code, "settings")
    found = context["organisation"]
    rules.check_owner(request.user, found)
    form = DeleteForm(request.POST or None, name=found.name)
    if request.method == "POST" and form.is_valid():
        actions.delete_organisation(request.user, found)
        messages.success(request, gettext("{name} is deleted.").format(name=found.name))
        return redirect("orgs")
    return render(request, "orgs/delete.html", {**context, "form": form})


@signed_in
@once
def teams(request: PersonRequest, code: str) -> HttpResponse:
    """The teams; add one."""
    context = org_context(request.user, code, "teams")
    found = context["organisation"]
    rules.check_owner(request.user, found)
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.add_team(request.user, found, form.cleaned_data["name"])
            messages.success(request, gettext("The team is added."))
            return redirect("org_teams", code)
    return render(request, "orgs/teams.html", {**context, "form": form, "teams": places.teams_of(found)})


@signed_in
def team(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """Rename or remove a team."""
    context = org_context(request.user, code, "teams")
    found = places.find_team(request.user, code, team)
    rules.check_owner(request.user, context["organisation"])
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_team(request.user, found)
        messages.success(request, gettext("The team is removed. Its people are still in the organisation."))
        return redirect("org_teams", code)
    form = TeamForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.rename_team(request.user, found, form.cleaned_data["name"])
            messages.success(request, gettext("Changed."))
            return redirect("org_teams", code)
    return render(request, "orgs/team_form.html", {**context, "form": form, "team": found})
