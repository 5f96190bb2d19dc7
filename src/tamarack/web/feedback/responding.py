"""Answering by a private link: what is promised, the sheet, giving, taking back, declining. No account is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment import rules
from tamarack.assessment.actions import answering as actions
from tamarack.assessment.actions.answering import Said
from tamarack.assessment.feedback_mail import minutes, respondent_token
from tamarack.assessment.models import KEEP, TRY, FeedbackAnswer, FeedbackRespondent
from tamarack.assessment.promise import told
from tamarack.assessment.queries import feedback as queries
from tamarack.common.problems import status_of
from tamarack.core.errors import N_, BadInput, NotAllowed, TamarackError, UnknownCode
from tamarack.core.framework import Criterion
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say
from tamarack.web.feedback.promise import parts_html
from tamarack.web.feedback.sheet import criterion_html, remark_html, said
from tamarack.web.kept import joined
from tamarack.web.parts import part_of

P = ParamSpec("P")
ONE_PAGE = 8
"""Criteria that fit on one page; more are asked one competency a page."""
WHOLE = "all"
UNSEEN = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
"""What keeps a private page out of caches, search engines and other sites' logs."""


def by_link(
    view: Callable[Concatenate[HttpRequest, FeedbackRespondent, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Find whose link it is. Who asks cannot answer by it, even where they hold it.

    The link is the secret that other sites would need to know, so no form here has a token against forgery; browsers,
    asked to send no referrer, would not let it be checked. Thus these pages set no cookie either.
    """

    def guarded(request: HttpRequest, /, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            respondent = queries.find_respondent(token)
            if request.user.is_authenticated and request.user.pk == respondent.request.person_id:
                raise NotAllowed(N_("This link is for someone whom you asked. Please do not open it."))
            response = view(request, respondent, *args, **kwargs)
        except TamarackError as error:
            response = _ended(request, error.translated(gettext), status_of(error))
        for name, value in UNSEEN.items():
            response.headers[name] = value
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return update_wrapper(guarded, view)  # type: ignore[return-value]


def _ended(request: HttpRequest, message: str, status: int) -> HttpResponse:
    return render(request, "feedback/ended.html", {"message": message}, status=status)


@dataclass(frozen=True)
class Step:
    """A page of the sheet: its key in the address, its name, its criteria."""

    key: str
    name: str
    criteria: list[Criterion]


def steps_of(respondent: FeedbackRespondent) -> list[Step]:
    """The pages of a sheet: one, or one for each competency; what is asked at the end is on the last."""
    rubric = framework(respondent.request.version_id)
    asked = [rubric.criterion(code) for code in respondent.request.criteria]
    if len(asked) <= ONE_PAGE:
        return [Step(WHOLE, "", asked)]
    areas = [(area, [row for row in asked if row.competency == area.code]) for area in rubric.competencies]
    return [Step(part_of(area.code), say(area.name), rows) for area, rows in areas if rows]


@by_link
def notice(request: HttpRequest, respondent: FeedbackRespondent) -> HttpResponse:
    """What is asked, and who sees what; afterwards, that it is given, declined or over."""
    if not (rules.can_answer(respondent) or rules.can_take_back(respondent) or rules.can_reconsider(respondent)):
        return _ended(request, gettext(actions.why_not(respondent)), 410)
    asked = respondent.request
    context = {
        "respondent": respondent,
        "asked": asked,
        "person": asked.person,
        "count": len(asked.criteria),
        "minutes": minutes(len(asked.criteria)),
        "told": parts_html(told(respondent), "h3"),
        "do": reverse("feedback_do", args=[respondent_token(respondent)]),
        "saved": "saved" in request.GET,
    }
    return render(request, "feedback/for.html", context)


@require_POST
@by_link
def do(request: HttpRequest, respondent: FeedbackRespondent) -> HttpResponse:
    """What the buttons of that page say."""
    token = respondent_token(respondent)
    match request.POST.get("do"):
        case "begin":
            actions.begin_answer(respondent)
            return redirect("feedback_step", token, steps_of(respondent)[0].key)
        case "back":
            actions.take_answer_back(respondent)
        case "decline":
            actions.decline(respondent, for_ever="for_ever" in request.POST)
        case "reconsider":
            actions.reconsider(respondent)
        case _:
            raise BadInput(N_("This button says nothing that we know. Please reload the page."))
    return redirect("feedback_for", token)


@by_link
def step(request: HttpRequest, respondent: FeedbackRespondent, step: str) -> HttpResponse:
    """A page of the sheet: shown, saved half-way, or given with what is asked at the end."""
    steps = steps_of(respondent)
    place = next((number for number, row in enumerate(steps) if row.key == step), None)
    if place is None:
        raise UnknownCode(N_("There is no such page. The address may be misspelled, or the page is gone."))
    if request.method != "POST":
        if not rules.can_write(respondent):
            return redirect("feedback_for", respondent_token(respondent))
        return _sheet(request, respondent, steps, place, queries.answer_of(respondent))
    sent = said(request.POST)
    try:
        return _take(request.POST.get("do", ""), respondent, steps, place, sent)
    except BadInput as error:
        answer = queries.answer_of(respondent)
        answer.ratings |= sent.ratings
        answer.remarks |= {key: [row.text, row.read_by] for key, row in sent.remarks.items()}
        return _sheet(request, respondent, steps, place, answer, error.translated(gettext))


def _take(what: str, respondent: FeedbackRespondent, steps: list[Step], place: int, sent: Said) -> HttpResponse:
    token = respondent_token(respondent)
    if what == "give":
        actions.give_answer(respondent, sent)
        return redirect("feedback_for", token)
    actions.save_answer(respondent, sent)
    if what == "on" and place + 1 < len(steps):
        return redirect("feedback_step", token, steps[place + 1].key)
    return redirect(f"{reverse('feedback_for', args=[token])}?saved")


def _sheet(
    request: HttpRequest, respondent: FeedbackRespondent, steps: list[Step], place: int, answer: FeedbackAnswer,
    problem: str = "",
) -> HttpResponse:  # fmt: skip
    here, token = steps[place], respondent_token(respondent)
    last = place + 1 == len(steps)
    context = {
        "asked": respondent.request,
        "person": respondent.request.person,
        "token": token,
        "steps": steps if len(steps) > 1 else [],
        "here_": here,
        "position": place + 1,
        "following": None if last else steps[place + 1],
        "criteria": joined(criterion_html(respondent, answer, row) for row in here.criteria),
        "end": joined(remark_html(respondent, answer, key) for key in (KEEP, TRY)) if last else "",
        "problem": problem,
    }
    return render(request, "feedback/sheet.html", context, status=422 if problem else 200)
