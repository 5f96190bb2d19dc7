"""Beginning frameworks and drafts, dropping them, withdrawing versions, and who keeps a framework."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core import drafting
from tamarack.core.errors import N_, BadFile, BadInput
from tamarack.core.formats import BYTES_MAX, read_any
from tamarack.core.framework import Document, to_document
from tamarack.rubric.queries import current, current_version, find_version, status
from tamarack.rubric.texts import say
from tamarack.stewardship.actions import begin_next, drop_draft
from tamarack.stewardship.actions.beginning import add_steward, begin_framework, blank_document, remove_steward
from tamarack.stewardship.actions.life import current_number, withdraw_version
from tamarack.stewardship.queries import keeping
from tamarack.stewardship.rules import check_may_begin
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.refused import refused, warned
from tamarack.web.steward.place import draft_context, framework_context
from tamarack.web.steward.workshop_forms import BeginForm, NextForm, StewardForm, WhyForm


@signed_in
@once
def framework_new(request: PersonRequest) -> HttpResponse:
    """Begin a framework: blank, from a file, or as a copy."""
    check_may_begin(request.user)
    rubrics = {code: stored.framework for code, stored in current().items()}
    sources = [(code, f"{say(rubric.title)} {rubric.version}") for code, rubric in rubrics.items()]
    form = BeginForm(
        request.POST or None, request.FILES or None, sources=sources, initial={"source": request.GET.get("copy", "")}
    )
    context: dict[str, Any] = {"here": "steward", "form": form}
    if request.method == "POST" and form.is_valid():
        with refused(form):
            try:
                document, gaps = _begun(form.cleaned_data)
            except BadFile as error:
                context["problems"] = [(problem, problem.translated(gettext)) for problem in error.problems]
                form.add_error("file", error.translated(gettext))
            else:
                draft = begin_framework(
                    request.user, form.cleaned_data["code"].lower(), form.cleaned_data["number"], document
                )
                messages.success(request, gettext("Begun: {framework}. You are its steward.").format(framework=draft))
                if gaps:
                    messages.warning(request, _gap_words(gaps))
                return redirect("draft", draft.framework.code, draft.number)
    return render(request, "steward/new.html", context, status=422 if form.errors else 200)


def _gap_words(gaps: list[str]) -> str:
    shown = " ".join(gaps[:5])
    rest = len(gaps) - 5
    return f"{shown} {gettext('And {count} more: see the checks.').format(count=rest)}" if rest > 0 else shown


def _begun(said: dict[str, Any]) -> tuple[Document, list[str]]:
    """The document that a form begins with, and what a file could not tell."""
    code, number = said["code"].lower(), said["number"]
    if said["begin"] == "copy":
        return drafting.copy_of(to_document(current_version(said["source"]).framework), code, number), []
    if said["begin"] == "file":
        file = said["file"]
        if file.size > BYTES_MAX:
            raise BadInput(N_("It has more than {most} MB."), most=BYTES_MAX // 1_000_000)
        document, gaps = read_any(file.read(), file.name)
        return document, [gap.translated(gettext) for gap in gaps]
    languages = [language.strip() for language in said["languages"].split(",") if language.strip()]
    lines = [line.split(maxsplit=1) for line in said["levels"].splitlines() if line.strip()]
    levels = [(parts[0], " ".join(parts[1:])) for parts in lines]
    return blank_document(code, number, said["title"], languages, levels), []


@signed_in
@once
def draft_new(request: PersonRequest, code: str) -> HttpResponse:
    """Begin a draft of a framework's next version, as the current one stands."""
    context = framework_context(request.user, code, "drafts")
    base = keeping.newest_version(context["stewarded"])
    form = NextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            drafting.check_written(form.cleaned_data["number"])
            draft = begin_next(request.user, base, form.cleaned_data["number"])
            return redirect("draft", code, draft.number)
    return render(request, "steward/draft_new.html", {**context, "form": form, "base": base})


@signed_in
def drop(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """Give a draft up."""
    context = draft_context(request.user, code, number, "overview")
    if request.method == "POST":
        drop_draft(request.user, context["draft"])
        messages.success(request, gettext("The draft {number} was dropped.").format(number=number))
        return redirect("steward_framework", code)
    return render(request, "steward/drop.html", context)


@signed_in
@once
def withdraw(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """Withdraw a published version, with a reason."""
    context = framework_context(request.user, code, "drafts")
    framework = context["stewarded"]
    version = find_version(code, number)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            again = withdraw_version(request.user, framework, number, form.cleaned_data["why"])
            said = gettext("Version {number} is withdrawn.").format(number=number)
            if again:
                said += " " + gettext("Version {number} is the current one.").format(number=again)
            messages.success(request, said)
            return redirect("steward_framework", code)
    context |= {"form": form, "version": version, "status": status(framework, number)}
    return render(
        request,
        "steward/withdraw.html",
        {**context, "before": keeping.before(framework, number, current_number(framework))},
    )


@signed_in
@once
def stewards(request: PersonRequest, code: str) -> HttpResponse:
    """Who keeps a framework; add someone."""
    context = framework_context(request.user, code, "stewards")
    form = StewardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            added = add_steward(request.user, context["stewarded"], form.cleaned_data["email"])
            messages.success(request, gettext("{name} keeps this rubric now.").format(name=added.person.name))
            return redirect("stewards", code)
    rows = keeping.stewards(context["stewarded"])
    return render(request, "steward/stewards.html", {**context, "form": form, "rows": rows})


@require_POST
@signed_in
def steward_remove(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Let someone keep a framework no more."""
    framework = framework_context(request.user, code, "stewards")["stewarded"]
    found = keeping.find_steward(framework, pk)
    with warned(request):
        remove_steward(request.user, found)
        if found.person_id == request.user.pk:
            return redirect("steward")
        messages.success(request, gettext("{name} keeps this rubric no more.").format(name=found.person.name))
    return redirect("stewards", code)
