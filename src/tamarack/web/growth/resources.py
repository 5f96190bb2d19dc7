"""Resources: links, documents, courses and notes that help to grow."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import URLValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tamarack.core.errors import BadFile
from tamarack.core.framework import Framework
from tamarack.exchange.resources import read_resources, resources_csv
from tamarack.growth import queries
from tamarack.growth.actions import resources as actions
from tamarack.growth.actions.resources import FORMAT_MOST, MINUTES_MOST, URL_MOST, Described
from tamarack.growth.models import LINE_MOST, Resource
from tamarack.growth.standing import planned_on
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.forms import Choices, criterion_choices, file_field, text_field
from tamarack.web.once import once
from tamarack.web.refused import refused


class ResourceForm(forms.Form):
    """What is said of a resource."""

    title = forms.CharField(
        label=_("Title"), max_length=LINE_MOST, error_messages={"required": _("Please give it a title.")}
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Resource.Kind.choices)
    url = forms.URLField(
        label=_("Web address"),
        required=False,
        max_length=URL_MOST,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("This is not a web address. It should begin with https://.")},
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    format = forms.CharField(
        label=_("Format"),
        required=False,
        max_length=FORMAT_MOST,
        help_text=_("For instance: article, video, workshop."),
    )
    minutes = forms.IntegerField(label=_("Time in minutes"), required=False, min_value=1, max_value=MINUTES_MOST)
    cost = forms.ChoiceField(label=_("Cost"), required=False)
    levels = forms.MultipleChoiceField(label=_("Levels"), required=False, widget=forms.CheckboxSelectMultiple)
    criteria = forms.MultipleChoiceField(label=_("Criteria"), required=False, widget=forms.CheckboxSelectMultiple)
    notes = text_field(_("Notes"))

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unsaid = [("", gettext("Not said"))]
        groups: Choices = [(say(area.name), criterion_choices(area.criteria)) for area in framework.competencies]
        for name, choices in (
            ("language", unsaid + list(Resource.Language.choices)),
            ("cost", unsaid + list(Resource.Cost.choices)),
            ("levels", [(level.code, say(level.name)) for level in framework.levels]),
            ("criteria", groups),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """Resources in a file."""

    file = file_field(_("The CSV file"), ".csv,text/csv")


@signed_in
def resources(request: PersonRequest) -> HttpResponse:
    """One's own resources: all, or those for a criterion."""
    framework = planned_on(request.user).framework
    at = request.GET.get("at", "")
    found = queries.library(request.user)
    shown = [row for row in found if at in row.criteria] if at else found
    context = {
        "here": "growth",
        "resources": shown,
        "any": bool(found),
        "keep": any(row.person_id for row in found),
        "at": at,
        "framework": framework,
    }
    return render(request, "growth/resources.html", context)


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Keep a resource."""
    stored = planned_on(request.user)
    initial = {"criteria": request.GET.getlist("at"), "kind": Resource.Kind.LINK}
    form = ResourceForm(request.POST or None, framework=stored.framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.create_resources(request.user, stored, [Described(**form.cleaned_data)])
            messages.success(request, gettext("Kept: {title}").format(title=form.cleaned_data["title"]))
            return redirect("resources")
    return render(request, "growth/resource_form.html", {"here": "growth", "form": form})


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what is said of a resource."""
    found = queries.own_resource(request.user, pk)
    initial = {name: getattr(found, name) for name in ResourceForm.base_fields}
    form = ResourceForm(request.POST or None, framework=planned_on(request.user).framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_resource(request.user, found, Described(**form.cleaned_data))
            messages.success(request, gettext("Saved."))
            return redirect("resources")
    return render(request, "growth/resource_form.html", {"here": "growth", "form": form, "resource": found})


@require_POST
@signed_in
def report(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that a resource is dead or wrong, or that it is in order again."""
    actions.report_resource(request.user, queries.own_resource(request.user, pk), request.POST.get("problem", ""))
    messages.success(request, gettext("Noted."))
    return redirect("resources")


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a resource, after a confirmation."""
    found = queries.own_resource(request.user, pk)
    if request.method == "POST":
        actions.delete_resource(request.user, found)
        messages.success(request, gettext("The resource is deleted."))
        return redirect("resources")
    return render(request, "growth/resource_delete.html", {"here": "growth", "resource": found})


@signed_in
@once
def take(request: PersonRequest) -> HttpResponse:
    """Take resources from a CSV file: all of its rows, or none."""
    stored = planned_on(request.user)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context: dict[str, Any] = {"here": "growth", "form": form}
    if request.method == "POST" and form.is_valid():
        with refused(form):
            try:
                described = read_resources(form.cleaned_data["file"].read(), stored.framework)
            except BadFile as error:
                context["problems"] = [(problem, problem.translated(gettext)) for problem in error.problems]
                context["message"] = error.translated(gettext)
            else:
                actions.create_resources(request.user, stored, described)
                sentence = ngettext("{count} resource imported.", "{count} resources imported.", len(described))
                messages.success(request, sentence.format(count=len(described)))
                return redirect("resources")
    return render(request, "growth/resources_take.html", context, status=422 if "problems" in context else 200)


@signed_in
def file(request: PersonRequest) -> HttpResponse:
    """One's own resources as CSV."""
    content = resources_csv([] if "empty" in request.GET else queries.resources(request.user))
    return attachment(content, f"tamarack-resources-{timezone.localdate().isoformat()}.csv")
