"""A team's plan: what it wants to grow in first, shared resources, what is ahead, templates to start from."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tamarack.core.framework import Framework
from tamarack.growth.actions import resources as resource_actions
from tamarack.growth.actions import team as actions
from tamarack.growth.actions.resources import Described
from tamarack.growth.models import Resource, TeamFocus
from tamarack.growth.queries import team as queries
from tamarack.growth.standing import planned_on
from tamarack.people.models import Person, Team
from tamarack.people.rules import check_leads
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.resources import ResourceForm
from tamarack.web.once import once
from tamarack.web.orgs.place import team_context
from tamarack.web.refused import refused
from tamarack.web.together.forms import FocusForm


def led_team(request: PersonRequest, code: str, team: str) -> tuple[Team, dict[str, Any]]:
    """A team that the person leads, with what its pages show; another one of their organisation is refused."""
    context = team_context(request.user, code, team, "plan")
    check_leads(request.user, context["team"])
    return context["team"], context


@signed_in
def plan(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """The plan; who is not in the team sees of it what is for the whole organisation."""
    context = team_context(request.user, code, team, "plan")
    found, inside = context["team"], context["in_team"] or context["leads"]
    context |= {"inside": inside, "events": queries.events_ahead(request.user, found, inside=inside)}
    return render(request, "together/plan.html", {**context, **(_inside(request.user, found) if inside else {})})


def _inside(person: Person, team: Team) -> dict[str, Any]:
    """What only the people of the team see."""
    stored, focus = planned_on(person), queries.focus_of_team(team)
    codes = focus.criteria if focus and focus.version_id == stored.id else []
    shared = queries.resources_for(team, codes)
    return {
        "focus": focus if codes else None,
        "rows": focus_rows(stored.framework, codes, shared),
        "others": [row for row in shared if row.team_id and not set(row.criteria).intersection(codes)],
        "joined": queries.events_joined(person, team.organisation),
        "templates": queries.templates_of(team),
    }


def focus_rows(framework: Framework, codes: list[str], shared: list[Resource]) -> list[tuple[Any, list[Resource]]]:
    """Each criterion of a focus with what is shared for it."""
    return [(framework.criterion(code), [row for row in shared if code in row.criteria]) for code in codes]


@signed_in
def focus(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """Choose the focus."""
    (found, context), stored = led_team(request, code, team), planned_on(request.user)
    kept = queries.focus_of_team(found) or TeamFocus()
    initial = {"criteria": kept.criteria, "why": kept.why, "until": kept.until}
    form = FocusForm(request.POST or None, framework=stored.framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.set_focus(request.user, found, stored, **form.cleaned_data)
            messages.success(request, gettext("Saved. Everybody in the team sees it."))
            return redirect("team_plan", code, team)
    return render(request, "together/focus_form.html", {**context, "form": form})


@signed_in
@once
def new_resource(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """Share a resource with the team."""
    (found, context), stored = led_team(request, code, team), planned_on(request.user)
    initial = {"criteria": request.GET.getlist("at")}
    form = ResourceForm(request.POST or None, framework=stored.framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            described = Described(**form.cleaned_data)
            resource_actions.share_resource(request.user, stored, described, found.organisation, found)
            messages.success(request, gettext("Shared: {title}").format(title=described.title))
            return redirect("team_plan", code, team)
    return render(request, "together/resource_form.html", {**context, "form": form})


@signed_in
def change_resource(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Change what is said of a resource of the team."""
    found, context = led_team(request, code, team)
    resource = queries.organisation_resource(found.organisation, pk, found)
    initial = {name: getattr(resource, name) for name in ResourceForm.base_fields}
    form = ResourceForm(request.POST or None, framework=planned_on(request.user).framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            resource_actions.change_resource(request.user, resource, Described(**form.cleaned_data))
            messages.success(request, gettext("Saved."))
            return redirect("team_plan", code, team)
    return render(request, "together/resource_form.html", {**context, "form": form, "resource": resource})


@signed_in
def delete_resource(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Erase a resource of the team, after a confirmation."""
    found, context = led_team(request, code, team)
    resource = queries.organisation_resource(found.organisation, pk, found)
    if request.method == "POST":
        resource_actions.delete_resource(request.user, resource)
        messages.success(request, gettext("The resource is deleted."))
        return redirect("team_plan", code, team)
    return render(request, "together/resource_delete.html", {**context, "resource": resource})
