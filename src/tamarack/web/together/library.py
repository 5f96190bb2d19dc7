"""An organisation's role profiles and resources: every member finds them, its owners keep them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tamarack.growth.actions import resources as resource_actions
from tamarack.growth.actions import roles as role_actions
from tamarack.growth.actions.resources import Described
from tamarack.growth.queries import team as queries
from tamarack.growth.standing import planned_on
from tamarack.growth.starters import starter_roles
from tamarack.people.models import Organisation
from tamarack.people.rules import check_owner
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.forms import RoleForm
from tamarack.web.growth.resources import ResourceForm
from tamarack.web.once import once
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused


def _owned(request: PersonRequest, code: str, part: str) -> tuple[Organisation, dict[str, Any]]:
    """An organisation that the person owns, with what its pages show."""
    context = org_context(request.user, code, part)
    check_owner(request.user, context["organisation"])
    return context["organisation"], context


@signed_in
def roles(request: PersonRequest, code: str) -> HttpResponse:
    """The organisation's role profiles."""
    context = org_context(request.user, code, "roles")
    found = queries.organisation_roles(context["organisation"], planned_on(request.user).id)
    return render(request, "together/roles.html", {**context, "offered": found})


@signed_in
@once
def new_role(request: PersonRequest, code: str) -> HttpResponse:
    """Make a role profile for the organisation: from nothing, or from a starter that the address names."""
    organisation, context = _owned(request, code, "roles")
    stored = planned_on(request.user)
    key = request.GET.get("from", "")
    starter = starter_roles(stored.framework).get(key)
    form = RoleForm(request.POST or None, framework=stored.framework, profile=starter)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            copied = key if starter else ""
            role_actions.create_role(request.user, stored, form.profile, copied, organisation)
            messages.success(request, gettext("The role profile is there for all members."))
            return redirect("org_roles", code)
    starters = [(name, say(profile.name)) for name, profile in starter_roles(stored.framework).items()]
    return render(request, "together/role_form.html", {**context, "form": form, "starters": starters, "chosen": key})


@signed_in
def change_role(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Change a role profile of the organisation."""
    organisation, context = _owned(request, code, "roles")
    found = queries.organisation_role(organisation, pk)
    form = RoleForm(request.POST or None, framework=planned_on(request.user).framework, profile=found.profile)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            role_actions.change_role(request.user, found, form.profile)
            messages.success(
                request, gettext("Saved. Goals keep what it asked for when they were made, and offer the update.")
            )
            return redirect("org_roles", code)
    return render(request, "together/role_form.html", {**context, "form": form, "role": found})


@signed_in
def delete_role(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Erase a role profile of the organisation, after a confirmation."""
    organisation, context = _owned(request, code, "roles")
    found = queries.organisation_role(organisation, pk)
    if request.method == "POST":
        role_actions.delete_role(request.user, found)
        messages.success(request, gettext("The role profile is deleted."))
        return redirect("org_roles", code)
    return render(request, "together/role_delete.html", {**context, "role": found})


@signed_in
def resources(request: PersonRequest, code: str) -> HttpResponse:
    """What the organisation shares with all of its members."""
    context = org_context(request.user, code, "resources")
    found = queries.organisation_resources(context["organisation"])
    return render(request, "together/resources.html", {**context, "resources": found})


@signed_in
@once
def new_resource(request: PersonRequest, code: str) -> HttpResponse:
    """Share a resource with all members."""
    organisation, context = _owned(request, code, "resources")
    stored = planned_on(request.user)
    form = ResourceForm(request.POST or None, framework=stored.framework)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            described = Described(**form.cleaned_data)
            resource_actions.share_resource(request.user, stored, described, organisation)
            messages.success(request, gettext("Shared: {title}").format(title=described.title))
            return redirect("org_resources", code)
    return render(request, "together/resource_form.html", {**context, "form": form})


@signed_in
def change_resource(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Change what is said of a shared resource."""
    organisation, context = _owned(request, code, "resources")
    found = queries.organisation_resource(organisation, pk)
    initial = {name: getattr(found, name) for name in ResourceForm.base_fields}
    form = ResourceForm(request.POST or None, framework=planned_on(request.user).framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            resource_actions.change_resource(request.user, found, Described(**form.cleaned_data))
            messages.success(request, gettext("Saved."))
            return redirect("org_resources", code)
    return render(request, "together/resource_form.html", {**context, "form": form, "resource": found})


@signed_in
def delete_resource(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Erase a shared resource, after a confirmation."""
    organisation, context = _owned(request, code, "resources")
    found = queries.organisation_resource(organisation, pk)
    if request.method == "POST":
        resource_actions.delete_resource(request.user, found)
        messages.success(request, gettext("The resource is deleted."))
        return redirect("org_resources", code)
    return render(request, "together/resource_delete.html", {**context, "resource": found})
