"""What stewards do about consultations: plan, change, close, publish."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.stewardship.actions import consulting as actions
from tamarack.stewardship.actions.consulting import Planned
from tamarack.stewardship.queries import find_draft
from tamarack.stewardship.queries import voice as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.refused import refused, warned
from tamarack.web.steward.place import framework_context
from tamarack.web.voice.forms import ConsultationForm


@signed_in
def consultations(request: PersonRequest, code: str) -> HttpResponse:
    """All consultations on a rubric's drafts."""
    context = framework_context(request.user, code, "consultations")
    return render(
        request, "voice/consulting.html", context | {"consultations": queries.consultations(context["stewarded"])}
    )


@signed_in
@once
def new(request: PersonRequest, code: str) -> HttpResponse:
    """Put a draft to everyone."""
    context = framework_context(request.user, code, "consultations")
    drafts = queries.open_drafts(context["stewarded"])
    languages = sorted({language for draft in drafts for language in draft.document["languages"]})
    form = _form(request, languages, drafts=drafts, initial={"opens": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        number = next(draft.number for draft in drafts if str(draft.pk) == form.cleaned_data["draft"])
        with refused(form):
            kept = actions.plan_consultation(request.user, find_draft(request.user, code, number), _planned(form))
            messages.success(request, gettext("The consultation is set."))
            return redirect("steward_consultation", code, kept.pk)
    return render(request, "voice/consultation_form.html", context | {"form": form, "any": bool(drafts)})


def _form(request: PersonRequest, languages: list[str], **more: Any) -> ConsultationForm:
    label = gettext("What it is about, and what you want to know")
    return ConsultationForm(request.POST or None, languages=languages, label=label, needed=True, **more)


def _planned(form: ConsultationForm) -> Planned:
    return Planned(form.cleaned_data["opens"], form.cleaned_data["closes"], form.text)


@signed_in
def consultation(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """One consultation: its days and words, and what can be done about it."""
    context = framework_context(request.user, code, "consultations")
    found = queries.kept_consultation(context["stewarded"], pk)
    initial = {"opens": found.opens, "closes": found.closes,
               **{f"text-{language}": text for language, text in found.text.items()}}  # fmt: skip
    form = _form(request, found.said["languages"], initial=initial)
    if found.opened_at:
        form.fields["opens"].disabled = True
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_dates(request.user, found, _planned(form))
            messages.success(request, gettext("Saved."))
            return redirect("steward_consultation", code, pk)
    return render(request, "voice/consultation_kept.html", context | {"consultation": found, "form": form})


@signed_in
def close(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """End a consultation before its last day, after a confirmation."""
    context = framework_context(request.user, code, "consultations")
    found = queries.kept_consultation(context["stewarded"], pk)
    if request.method == "POST":
        actions.close_consultation(found, request.user)
        messages.success(request, gettext("The consultation is over."))
        return redirect("steward_consultations", code)
    return render(request, "voice/consultation_close.html", context | {"consultation": found})


@require_POST
@signed_in
def publish(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Show everyone what came of it."""
    context = framework_context(request.user, code, "consultations")
    with warned(request):
        actions.publish_results(request.user, queries.kept_consultation(context["stewarded"], pk))
        messages.success(request, gettext("Everyone can read the results now."))
    return redirect("steward_consultation", code, pk)
