"""Templates that a lead prepares: reviews and requests for feedback that the people of a team start from them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tamarack.core.framework import Framework
from tamarack.growth.actions import team as actions
from tamarack.growth.models import Template
from tamarack.growth.queries import team as queries
from tamarack.growth.standing import planned_on
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.refused import refused
from tamarack.web.together.forms import FeedbackTemplateForm, ReviewTemplateForm
from tamarack.web.together.plan import led_team

TemplateForm = ReviewTemplateForm | FeedbackTemplateForm


def _form(request: PersonRequest, kind: str, framework: Framework, initial: dict[str, Any] | None) -> TemplateForm:
    if kind == Template.Kind.REVIEW:
        return ReviewTemplateForm(request.POST or None, initial=initial)
    return FeedbackTemplateForm(request.POST or None, framework=framework, initial=initial)


@signed_in
@once
def new(request: PersonRequest, code: str, team: str, kind: str) -> HttpResponse:
    """Prepare a template."""
    (found, context), stored = led_team(request, code, team), planned_on(request.user)
    if kind not in Template.Kind.values:
        raise Http404
    form = _form(request, kind, stored.framework, None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.prepare_template(request.user, found, stored, kind, form.prepared)
            messages.success(request, gettext("Kept. The people of the team find it on this page."))
            return redirect("team_plan", code, team)
    return render(request, "together/template_form.html", {**context, "form": form, "kind": kind})


@signed_in
def change(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Change a template."""
    (found, context), stored = led_team(request, code, team), planned_on(request.user)
    template = queries.team_template(found, pk)
    names = ("title", "message", "relation", "days", "criteria")
    form = _form(request, template.kind, stored.framework, {name: getattr(template, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_template(request.user, template, stored, form.prepared)
            messages.success(request, gettext("Saved. What was started from it stays as it is."))
            return redirect("team_plan", code, team)
    context |= {"form": form, "kind": template.kind, "template": template}
    return render(request, "together/template_form.html", context)


@signed_in
def delete(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Erase a template, after a confirmation."""
    found, context = led_team(request, code, team)
    template = queries.team_template(found, pk)
    if request.method == "POST":
        actions.delete_template(request.user, template)
        messages.success(request, gettext("The template is deleted. What was started from it stays."))
        return redirect("team_plan", code, team)
    return render(request, "together/template_delete.html", {**context, "template": template})
