"""The self-assessment without an account: kept in the visitor's session alone, then kept, downloaded or gone."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tamarack.assessment import trial as trials
from tamarack.assessment.trial import Trial
from tamarack.rubric.queries import current, current_version
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import Paper, file_response
from tamarack.web.assess.progress import Progress, address, resume_address
from tamarack.web.assess.rate import rate_page, read_sent, take_answers
from tamarack.web.assess.sheet import TrialSheet
from tamarack.web.assess.standing import whole
from tamarack.web.rubric.views import find_competency


@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """What a trial is and what is stored; then its competencies, as far as they are rated."""
    trial = trials.find_trial(request.session)
    if trial is None:
        start_at = request.GET.get("at", "")[:40]
        return render(
            request, "trial/start.html", {"here": "trial", "offers": current().values(), "start_at": start_at}
        )
    answers = trial.answers
    sheet = TrialSheet(request.session, trial)
    if part := request.GET.get("at"):
        return redirect(address(sheet.root, find_competency(sheet.framework, part)))
    context = {"progress": Progress(answers, sheet.root), "resume": resume_address(answers, sheet.root)}
    return render(request, "trial/overview.html", _about(trial, **context))


def _about(trial: Trial, **more: Any) -> dict[str, Any]:
    return {"here": "trial", "owner": trial.key, "trial": trial, **more}


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin with the first criterion, or with a competency of the rubric."""
    stored = current_version(request.POST.get("framework", ""))
    sheet = TrialSheet(request.session, trials.start_trial(request.session, stored))
    if part := request.POST.get("competency"):
        return redirect(address(sheet.root, find_competency(sheet.framework, part)))
    return redirect(resume_address(sheet.answers, sheet.root))


def _sheet(request: HttpRequest) -> TrialSheet:
    return TrialSheet(request.session, trials.own_trial(request.session))


@never_cache
def competency(request: HttpRequest, competency: str) -> HttpResponse:
    """One competency."""
    sheet = _sheet(request)
    return rate_page(request, sheet, find_competency(sheet.framework, competency))


@never_cache
def everything(request: HttpRequest) -> HttpResponse:
    """All criteria on one page."""
    return rate_page(request, _sheet(request), None)


@require_POST
def answers(request: HttpRequest) -> HttpResponse:
    """What the script of the page sends."""
    sheet = _sheet(request)
    return take_answers(sheet, read_sent(request, sheet.owner))


@never_cache
def result(request: HttpRequest) -> HttpResponse:
    """Where the answers stand; from here they are kept, downloaded, or erased."""
    trial = trials.show_trial(request.session)
    return render(request, "trial/result.html", _about(trial, files=reverse("trial_result"), **whole(trial.answers)))


@never_cache
def download(request: HttpRequest, name: str) -> HttpResponse:
    """The result as a file."""
    trial = trials.own_trial(request.session)
    return file_response(name, trial.answers, Paper(dated=timezone.localdate(trial.saved_at)), request.GET)


@never_cache
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the answers, after a confirmation."""
    trial = trials.own_trial(request.session)
    if request.method == "POST":
        trials.erase_trial(request.session)
        messages.success(request, gettext("The answers of the trial are erased."))
        return redirect("me" if request.user.is_authenticated else "trial")
    return render(request, "trial/erase.html", _about(trial, rated=len(trial.answers.ratings)))


@signed_in
def keep(request: PersonRequest) -> HttpResponse:
    """Make the answers one's own, once signed in."""
    trial = trials.find_trial(request.session)
    if trial is None:
        return redirect("me")
    if request.method == "POST":
        assessment = trials.keep_trial(request.user, request.session)
        messages.success(request, gettext("The answers are yours now, and in your account."))
        return redirect("assessment" if assessment.is_draft else "assessment_result", assessment.pk)
    return render(request, "trial/keep.html", _about(trial, rated=len(trial.answers.ratings)))
