"""The self-assessment without an account: kept in a session of its own, then taken along, downloaded, or gone."""

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment import trial as trials
from tamarack.assessment.trial import Trial
from tamarack.assessment.words import summary
from tamarack.core.errors import UnknownCode
from tamarack.growth.queries import find_role
from tamarack.growth.standing import asked_first, role_of
from tamarack.reports.profile import profile_pdf
from tamarack.rubric.queries import current, current_version
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import file_response, sheet_of, with_details
from tamarack.web.assess.progress import Progress, address, resume_address
from tamarack.web.assess.rate import rate_page, read_sent, take_answers
from tamarack.web.assess.sheet import TrialSheet
from tamarack.web.assess.short import rubric_asked, short_page
from tamarack.web.assess.standing import body
from tamarack.web.errors import wants_json
from tamarack.web.rubric.views import find_competency
from tamarack.web.trial.cookie import forget, remember, trial_session

P = ParamSpec("P")


def of_trial(
    view: Callable[Concatenate[HttpRequest, Trial, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Give a view the browser's trial; where there is none any more, offer to begin. No cache keeps the page."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            trial = trials.own_trial(trial_session(request))
        except UnknownCode as error:
            if wants_json(request):
                raise
            return _start_page(request, status=404, message=error.translated(gettext))
        response = view(request, trial, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return update_wrapper(guarded, view)


def _start_page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    context = {"here": "trial", "offers": current().values(), "start_at": request.GET.get("at", "")[:40], **more}
    response = render(request, "trial/start.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def overview(request: HttpRequest) -> HttpResponse:
    """What a trial is and what is stored; then its competencies, as far as they are rated."""
    trial = trials.find_trial(trial_session(request))
    return _overview(request) if trial else _start_page(request)


@of_trial
def _overview(request: HttpRequest, trial: Trial) -> HttpResponse:
    sheet = TrialSheet(trial)
    if part := request.GET.get("at"):
        return redirect(address(sheet.root, find_competency(sheet.framework, part)))
    context = {
        "progress": Progress(sheet.answers, sheet.root, first=trial.first),
        "resume": resume_address(sheet.answers, sheet.root, trial.first),
    }
    return render(request, "trial/overview.html", _about(trial, **context))


def _about(trial: Trial, **more: Any) -> dict[str, Any]:
    return {"here": "trial", "owner": trial.key, "trial": trial, **more}


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin, or go on: with the first criterion that is not rated, or with a competency of the rubric."""
    stored = current_version(request.POST.get("framework", ""))
    part = request.POST.get("competency")
    area = find_competency(stored.framework, part) if part else None
    sheet = TrialSheet(trials.find_trial(trial_session(request)) or trials.start_trial(stored))
    response = redirect(
        address(sheet.root, area) if area else resume_address(sheet.answers, sheet.root, sheet.asked.first)
    )
    remember(response, sheet.session)
    return response


@of_trial
def competency(request: HttpRequest, trial: Trial, competency: str) -> HttpResponse:
    """One competency."""
    sheet = TrialSheet(trial)
    return _remembered(rate_page(request, sheet, find_competency(sheet.framework, competency)), trial)


@of_trial
def everything(request: HttpRequest, trial: Trial) -> HttpResponse:
    """All criteria on one page."""
    return _remembered(rate_page(request, TrialSheet(trial), None), trial)


def short(request: HttpRequest) -> HttpResponse:
    """Choose a role, see what is asked first and why, and begin with it."""
    stored = rubric_asked(request)
    if request.method != "POST":
        response = short_page(request, stored, None, [], here="trial", trial=True)
        response.headers["Cache-Control"] = "private, no-store"
        return response
    role = find_role(None, stored.framework, request.POST.get("role", ""))
    trial = trials.find_trial(trial_session(request)) or trials.start_trial(stored)
    trial = trials.ask_first(trial.session, role.key, asked_first(stored.framework, role))
    return _remembered(redirect("trial_first"), trial)


@of_trial
def first(request: HttpRequest, trial: Trial) -> HttpResponse:
    """What is asked first."""
    sheet = TrialSheet(trial)
    role = role_of(None, sheet.framework, trial.role)
    if role is None:
        return redirect("trial")
    return _remembered(rate_page(request, sheet, None, first=role), trial)


@require_POST
@of_trial
def answers(request: HttpRequest, trial: Trial) -> HttpResponse:
    """What the script of the page sends."""
    return _remembered(take_answers(TrialSheet(trial), read_sent(request, [trial.key])), trial)


def _remembered(response: HttpResponse, trial: Trial) -> HttpResponse:
    remember(response, trial.session)
    return response


@of_trial
def result(request: HttpRequest, trial: Trial) -> HttpResponse:
    """Where the answers stand; from here they are kept, downloaded, or erased."""
    trial = trials.show_trial(trial.session)
    role = role_of(None, trial.answers.framework, trial.role)
    told = {
        "summary": summary(trial.answers),
        "body": body(trial.answers, role.profile if role else None),
        "files": reverse("trial_result"),
    }
    return render(request, "trial/result.html", _about(trial, **told))


@of_trial
def download(request: HttpRequest, trial: Trial, name: str) -> HttpResponse:
    """The result as a file."""
    dated = timezone.localdate(trial.saved_at)
    profile = partial(
        profile_pdf, trial.answers, name="", dated=dated, made=timezone.localdate(), paper=sheet_of(request.GET),
        details=with_details(request.GET),
    )  # fmt: skip
    return file_response(name, trial.answers, dated, "", profile)


@of_trial
def erase(request: HttpRequest, trial: Trial) -> HttpResponse:
    """Erase the answers, after a confirmation."""
    if request.method == "POST":
        trials.erase_trial(trial.session)
        messages.success(request, gettext("The answers of the trial are erased."))
        response = redirect("trial")
        forget(response)
        return response
    return render(request, "trial/erase.html", _about(trial, rated=len(trial.answers.ratings)))


@signed_in
def keep(request: PersonRequest) -> HttpResponse:
    """Make the answers one's own, once signed in."""
    trial = trials.find_trial(trial_session(request))
    if trial is None:
        return redirect("me")
    if request.method == "POST":
        assessment = trials.keep_trial(request.user, trial.session)
        messages.success(request, gettext("The answers are yours now, and in your account."))
        response = redirect("assessment" if assessment.is_draft else "assessment_result", assessment.pk)
        forget(response)
        return response
    return render(request, "trial/keep.html", _about(trial, rated=len(trial.answers.ratings)))
