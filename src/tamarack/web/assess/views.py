"""Self-assessment, competency by competency."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment.actions import rating as actions
from tamarack.assessment.carrying import offers
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries import rating as queries
from tamarack.assessment.queries.campaign import invitations_of, waiting
from tamarack.core.errors import NotAllowed
from tamarack.growth.standing import role_of
from tamarack.rubric.queries import Stored, current, current_version
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.forms import DetailsForm
from tamarack.web.assess.progress import Progress, address, history_row, resume_address, root_of
from tamarack.web.assess.rate import rate_page, read_sent, take_answers
from tamarack.web.assess.sheet import OwnSheet, asked_of, owner_keys
from tamarack.web.rubric.views import find_competency


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
        "invited": invitations_of(request.user),
        "waiting": waiting(request.user),
        "carry": offers(found),
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
        return redirect(address(root_of(draft), find_competency(stored.framework, part)))
    return redirect(resume_address(queries.answers_of(draft), root_of(draft), draft.first))


def _start_draft(request: PersonRequest, stored: Stored, *, copy: bool) -> Assessment:
    last = queries.last_submitted(request.user, stored.id)
    return actions.start_assessment(request.user, stored, last, copy=copy)


@signed_in
def here(request: PersonRequest, code: str, competency: str) -> HttpResponse:
    """From a competency of the rubric to the same one in the open draft, or to starting one."""
    stored = current_version(code)
    area = find_competency(stored.framework, competency)
    draft = queries.open_draft(request.user, stored.id)
    return redirect(address(root_of(draft), area)) if draft else _assessments_page(request, start_at=area)


@signed_in
def overview(request: PersonRequest, pk: int) -> HttpResponse:
    """All competencies of a draft with what is rated; from here it is submitted."""
    assessment = queries.own_assessment(request.user, pk)
    if not assessment.is_draft:
        return redirect("assessment_result", pk)
    answers, root = queries.answers_of(assessment), root_of(assessment)
    progress = Progress(answers, root, first=assessment.first)
    context = {
        "here": "assess",
        "assessment": assessment,
        "progress": progress,
        "ready": bool(assessment.role) and progress.first_rated,
        "resume": resume_address(answers, root, assessment.first),
        "asked": asked_of(assessment),
        "role": role_of(request.user, answers.framework, assessment.role),
        "waiting": len(answers.waiting),
    }
    return render(request, "assess/overview.html", context)


@signed_in
def competency(request: PersonRequest, pk: int, competency: str) -> HttpResponse:
    """One competency of a draft."""
    sheet = _sheet(request, pk)
    return rate_page(request, sheet, find_competency(sheet.framework, competency))


@signed_in
def everything(request: PersonRequest, pk: int) -> HttpResponse:
    """All criteria of a draft on one page."""
    return rate_page(request, _sheet(request, pk), None)


@signed_in
def first(request: PersonRequest, pk: int) -> HttpResponse:
    """The criteria of a draft that are asked first."""
    sheet = _sheet(request, pk)
    if not sheet.asked.first:
        return redirect("assessment", pk)
    role = role_of(request.user, sheet.framework, sheet.asked.role)
    return rate_page(request, sheet, None, first=role or True)


@require_POST
@signed_in
def answers(request: PersonRequest, pk: int) -> HttpResponse:
    """What the script of a draft's page sends."""
    sent = read_sent(request, owner_keys(request.user))
    return take_answers(_sheet(request, pk), sent)


def _sheet(request: PersonRequest, pk: int) -> OwnSheet:
    assessment = queries.own_assessment(request.user, pk)
    if not assessment.is_draft:
        raise NotAllowed(actions.SUBMITTED)
    return OwnSheet(request.user, assessment)


@require_POST
@signed_in
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a draft."""
    actions.submit_assessment(request.user, queries.own_assessment(request.user, pk))
    return redirect("assessment_result", pk)


@signed_in
def details(request: PersonRequest, pk: int) -> HttpResponse:
    """Name an assessment, and say which day it is about."""
    assessment = queries.own_assessment(request.user, pk)
    form = DetailsForm(request.POST or None, initial={"name": assessment.name, "as_of": assessment.as_of})
    if request.method == "POST" and form.is_valid():
        actions.describe_assessment(request.user, assessment, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("assessment" if assessment.is_draft else "assessment_result", pk)
    return render(request, "assess/details.html", {"here": "assess", "assessment": assessment, "form": form})


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase an assessment, after a confirmation."""
    assessment = queries.own_assessment(request.user, pk)
    if request.method == "POST":
        actions.delete_assessment(request.user, assessment)
        messages.success(request, gettext("The assessment is deleted."))
        return redirect("assessments")
    rated = len(queries.answers_of(assessment).ratings)
    context = {"here": "assess", "assessment": assessment, "rated": rated, "reviews": assessment.reviews.count()}
    return render(request, "assess/delete.html", context)
