"""Self-assessment, competency by competency."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment import actions, queries
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries import Answer, Answers
from tamarack.common.dates import clock_time, month
from tamarack.core.errors import N_, NotAllowed
from tamarack.core.framework import Competency
from tamarack.rubric.queries import Stored, current, current_version, framework
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.answers import changes, radio_value
from tamarack.web.assess.criterion import criterion_html
from tamarack.web.assess.progress import Progress, address, history_row, resume_address
from tamarack.web.kept import kept
from tamarack.web.rubric.views import find_competency, following, preceding


@signed_in
def assessments(request: PersonRequest) -> HttpResponse:
    """All own assessments, and the way to start one."""
    if request.method == "POST":
        return _start(request)
    return _assessments_page(request)


def _assessments_page(request: PersonRequest, **more: Any) -> HttpResponse:
    found = queries.own_assessments(request.user)
    drafts = {row.version_id: row for row in found if row.is_draft}
    last = {row.version_id: row for row in reversed(found) if not row.is_draft}
    context = {
        "here": "assess",
        "history": [history_row(row) for row in found],
        "offers": [
            {"stored": stored, "draft": drafts.get(stored.id), "last": last.get(stored.id)}
            for stored in current().values()
        ],
    }
    return render(request, "assess/assessments.html", {**context, **more})


def _start(request: PersonRequest) -> HttpResponse:
    stored = current_version(request.POST.get("framework", ""))
    draft = _start_draft(request, stored, copy=request.POST.get("from") == "last")
    if part := request.POST.get("competency"):
        return redirect(address(draft, find_competency(stored.framework, part)))
    return redirect(resume_address(Answers(draft)))


def _start_draft(request: PersonRequest, stored: Stored, *, copy: bool) -> Assessment:
    last = queries.last_submitted(request.user, stored.id)
    return actions.start_assessment(request.user, stored, last, copy=copy)


@signed_in
def here(request: PersonRequest, code: str, competency: str) -> HttpResponse:
    """From a competency of the rubric to the same one in the open draft, or to starting one."""
    stored = current_version(code)
    area = find_competency(stored.framework, competency)
    draft = queries.open_draft(request.user, stored.id)
    return redirect(address(draft, area)) if draft else _assessments_page(request, start_at=area)


@signed_in
def overview(request: PersonRequest, pk: int) -> HttpResponse:
    """All competencies of a draft with what is rated; from here it is submitted."""
    assessment = queries.own_assessment(request.user, pk)
    if not assessment.is_draft:
        return redirect("assessment_result", pk)
    answers = Answers(assessment)
    context = {
        "here": "assess",
        "assessment": assessment,
        "progress": Progress(answers),
        "resume": resume_address(answers),
    }
    return render(request, "assess/overview.html", context)


@signed_in
def competency(request: PersonRequest, pk: int, competency: str) -> HttpResponse:
    """One competency of a draft."""
    assessment = _draft(request, pk)
    area = find_competency(framework(assessment.version_id), competency)
    return _rate(request, assessment, [area], area)


@signed_in
def everything(request: PersonRequest, pk: int) -> HttpResponse:
    """All criteria of a draft on one page."""
    assessment = _draft(request, pk)
    return _rate(request, assessment, framework(assessment.version_id).competencies, None)


def _draft(request: PersonRequest, pk: int) -> Assessment:
    assessment = queries.own_assessment(request.user, pk)
    if not assessment.is_draft:
        raise NotAllowed(N_("This assessment is submitted and cannot change any more. Start a new one instead."))
    return assessment


def _rate(
    request: PersonRequest, assessment: Assessment, areas: Sequence[Competency], here: Competency | None
) -> HttpResponse:
    if request.method == "POST":
        return _save(request, assessment, areas, here)
    answers, last = queries.answers_and_last(assessment)
    progress = Progress(answers, here)
    own = {
        **progress.own(),
        "path": request.path,
        "csrf_token": get_token(request),
        "when": month(assessment.started_at),
        "criteria": mark_safe("".join(_sections(answers, last, areas, headed=here is None))),  # noqa: S308
    }
    body = kept(
        "assess/_rate.html",
        own,
        framework=answers.framework,
        competency=here,
        total=progress.total,
        whole=here is None,
        last=last is not None,
        position=answers.framework.competencies.index(here) + 1 if here else 0,
        previous=preceding(answers.framework, here) if here else None,
        following=following(answers.framework, here) if here else None,
    )
    return render(request, "assess/competency.html", {"here": "assess", "competency": here, "body": body})


def _sections(
    answers: Answers, last: Mapping[str, Answer] | None, areas: Sequence[Competency], *, headed: bool
) -> Iterator[str]:
    for area in areas:
        if headed:
            yield format_html('<h2 class="area">{}</h2>', say(area.name))
        for criterion in area.criteria:
            yield criterion_html(answers, criterion, last)


def _save(
    request: PersonRequest, assessment: Assessment, areas: Sequence[Competency], here: Competency | None
) -> HttpResponse:
    wanted = changes(request.POST, [row for area in areas for row in area.criteria])
    before = actions.rate(request.user, assessment, wanted)
    if request.htmx:
        return _saved_part(request, assessment, before, here)
    if request.POST.get("go") == "on":
        return redirect(_onward(assessment, here))
    messages.success(request, gettext("Saved."))
    return redirect(request.path)


def _saved_part(
    request: PersonRequest, assessment: Assessment, before: dict[str, Answer], here: Competency | None
) -> HttpResponse:
    """What changes on the page after a save: what is said, the progress, and a criterion where it was set back."""
    set_back = "clear" in request.POST or "undo" in request.POST
    answers, last = queries.answers_and_last(assessment) if set_back else (Answers(assessment), None)
    progress = Progress(answers, here)
    undo = [] if "undo" in request.POST else before.items()
    criteria = answers.framework.criterion
    own = {
        **progress.own(),
        "path": request.path,
        "csrf_token": get_token(request),
        "clock": clock_time(timezone.now()),
        "undo": mark_safe("".join(_before(code, answer) for code, answer in undo)),  # noqa: S308
        "criteria": mark_safe(  # noqa: S308
            "".join(criterion_html(answers, criteria(code), last, swap=True) for code in before if set_back)
        ),
    }
    shared = {"total": progress.total, "whole": here is None, "undoable": bool(undo), "swap": True}
    return HttpResponse(kept("assess/_saved.html", own, **shared))


def _before(code: str, answer: Answer) -> SafeString:
    """The fields of a form that sets a criterion back."""
    value = radio_value(answer.value, answer.reason)
    return kept("assess/_before.html", {"note": answer.note}, criterion=code, value=value)


def _onward(assessment: Assessment, here: Competency | None) -> str:
    after = following(framework(assessment.version_id), here) if here else None
    return address(assessment, after) if after else reverse("assessment", args=[assessment.pk])


@require_POST
@signed_in
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a draft."""
    actions.submit_assessment(request.user, queries.own_assessment(request.user, pk))
    return redirect("assessment_result", pk)


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase an assessment, after a confirmation."""
    assessment = queries.own_assessment(request.user, pk)
    if request.method == "POST":
        actions.delete_assessment(request.user, assessment)
        messages.success(request, gettext("The assessment is deleted."))
        return redirect("assessments")
    return render(
        request,
        "assess/delete.html",
        {"here": "assess", "assessment": assessment, "rated": len(Answers(assessment).ratings)},
    )
