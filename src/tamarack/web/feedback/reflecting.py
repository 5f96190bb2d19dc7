"""Making something of feedback: what to look at, a focus criterion, an action, the same question in three months."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment.actions.feedback import plan_again
from tamarack.assessment.feedback import Result, Row
from tamarack.assessment.feedback_words import place_words
from tamarack.assessment.models import TRY
from tamarack.assessment.queries import feedback as queries
from tamarack.assessment.words import says
from tamarack.common.dates import long_date
from tamarack.core.errors import N_, BadInput
from tamarack.core.growth import next_step
from tamarack.growth import queries as plans
from tamarack.growth.actions.doing import take_suggestion
from tamarack.growth.actions.goals import focus_on
from tamarack.growth.standing import planned_on
from tamarack.growth.words import growing_in
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.feedback.result import author, picture
from tamarack.web.once import once


@signed_in
def reflect(request: PersonRequest, pk: int) -> HttpResponse:
    """The criteria that are widest apart, as many strengths as places to talk about, and what can come of them."""
    found = queries.closed_request(request.user, pk)
    result = queries.result(found)
    less, more = result.to_reflect
    planned = queries.planned_after(found)
    focus = {code for goal in plans.active_goals(request.user) for code in goal.focus}
    again = set(planned.criteria) if planned else set()
    suggestions = queries.readable_comments(found).get(TRY, [])
    context = {
        "here": "feedback",
        "asked": found,
        "less": [_seen(result, row, focus, again) for row in less],
        "more": [_seen(result, row, focus, again) for row in more],
        "suggestions": [(row.pk, row.text, author(row)) for row in suggestions],
        "planned": planned,
    }
    return render(request, "feedback/reflect.html", context)


def _seen(result: Result, row: Row, focus: set[str], again: set[str]) -> dict[str, object]:
    """A criterion as this page shows it."""
    framework, code = result.framework, row.criterion.code
    step = next_step(framework, row.criterion, row.own.value or None)
    return {
        "criterion": row.criterion,
        "reading": row.reading,
        "own": says(framework, row.own),
        "others": place_words(framework, row.others) if row.others else "",
        "picture": picture(framework, row),
        "at": step.code if step else "",
        "in_focus": code in focus,
        "again": code in again,
    }


@require_POST
@signed_in
@once
def focus(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a criterion a focus criterion of the goal that pages speak of; without one, a goal is made."""
    queries.closed_request(request.user, pk)
    stored = planned_on(request.user)
    criterion = stored.framework.criterion(request.POST.get("criterion", ""))
    goal = plans.leading_goal(request.user, stored.id)
    goal = focus_on(request.user, stored, criterion.code, goal, growing_in(say(criterion.name)))
    messages.success(
        request, gettext("{code} is a focus criterion of “{aim}” now.").format(code=criterion.code, aim=goal.aim)
    )
    return redirect("goal", goal.pk)


@require_POST
@signed_in
@once
def action(request: PersonRequest, pk: int) -> HttpResponse:
    """Make what someone suggested to try next an action."""
    found = queries.closed_request(request.user, pk)
    key = request.POST.get("comment", "")
    if not key.isdecimal() or len(key) > 15:
        raise BadInput(N_("This button says nothing that we know. Please reload the page."))
    suggestion = queries.own_suggestion(found, int(key))
    made = take_suggestion(request.user, planned_on(request.user).framework, suggestion.text)
    messages.success(request, gettext("In your plan now. When will you do it?"))
    return redirect("action", made.pk)


@require_POST
@signed_in
@once
def again(request: PersonRequest, pk: int) -> HttpResponse:
    """Plan to ask the same people again on one criterion."""
    found = queries.closed_request(request.user, pk)
    planned = plan_again(request.user, found, request.POST.get("criterion", ""))
    sentence = gettext("Planned: the same people are asked again on {day}. You can cancel it until then.")
    messages.success(request, sentence.format(day=long_date(planned.opens_on)))
    return redirect("feedback_request", planned.pk)
