"""Actions: plan one, tick it, say what was learned, put it in order."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.common.dates import long_date
from tamarack.common.numbers import whole
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Framework
from tamarack.growth import queries
from tamarack.growth.actions import doing as actions
from tamarack.growth.models import Action, Goal
from tamarack.growth.standing import planned_on, rubric_with
from tamarack.portfolio.queries.evidence import made_from
from tamarack.portfolio.queries.log import logged_from_action
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.forms import ActionForm
from tamarack.web.once import once
from tamarack.web.refused import refused

UNREADABLE = N_("This button says nothing that we know. Please reload the page.")


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Plan an action; the goal and a descriptor may be given by the address."""
    goals = queries.own_goals(request.user)
    goal = _goal(goals, request.GET.get("goal", ""))
    rubric = rubric_with(request.user, request.GET.getlist("at"), goal)
    known = {f"{row.code}.{level}" for row in rubric.criteria for level in row.levels}
    serves = [code for code in request.GET.getlist("at") if code in known]
    initial = {"goal": str(goal.pk) if goal else "", "serves": serves}
    near = _near(rubric, goal, serves)
    form = ActionForm(request.POST or None, framework=rubric, goals=goals, near=near, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            action = actions.create_action(request.user, rubric, form.doing, _goal(goals, form.cleaned_data["goal"]))
            messages.success(request, gettext("Planned: {what}").format(what=action.what))
            return redirect(f"{reverse('growth')}#action-{action.pk}")
    return render(request, "growth/action_form.html", {"here": "growth", "form": form})


def _goal(goals: list[Goal], key: str) -> Goal | None:
    return next((goal for goal in goals if str(goal.pk) == key), None)


def _near(rubric: Framework, goal: Goal | None, serves: list[str]) -> list[str]:
    """Descriptors to tick: those that it serves, and those of its goal's focus."""
    focus = [row for row in rubric.criteria if row.code in goal.focus] if goal else []
    return list(dict.fromkeys([*serves, *(f"{row.code}.{level}" for row in focus for level in row.levels)]))


@signed_in
def action(request: PersonRequest, pk: int) -> HttpResponse:
    """An action: change it, take it up, let it go, delete it."""
    found = queries.own_action(request.user, pk)
    rubric = rubric_with(request.user, found.serves, found.goal)
    goals = queries.own_goals(request.user)
    initial: dict[str, Any] = {
        name: getattr(found, name) for name in ("what", "kind", "due", "effort", "repeat", "serves", "notes")
    }
    initial["goal"] = str(found.goal_id or "")
    near = _near(rubric, found.goal, found.serves)
    form = ActionForm(request.POST or None, framework=rubric, goals=goals, near=near, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            goal = _goal(goals, form.cleaned_data["goal"])
            actions.change_action(request.user, rubric, found, form.doing, goal)
            if then := request.POST.get("then"):
                return _move(request, found, then, reverse("growth"))
            messages.success(request, gettext("Saved."))
            return redirect(f"{reverse('growth')}#action-{pk}")
    logged = logged_from_action(request.user, pk) if found.is_done else None
    context = {
        "here": "growth", "form": form, "action": found, "evidence": made_from(request.user, pk), "logged": logged,
    }  # fmt: skip
    return render(request, "growth/action_form.html", context)


@require_POST
@signed_in
def do(request: PersonRequest) -> HttpResponse:
    """What the buttons in a list of actions say: done, open again, up, down, under way, let go."""
    verb, _, text = request.POST.get("do", "").partition("-")
    if (number := whole(text)) is None:
        raise BadInput(UNREADABLE)
    found = queries.own_action(request.user, number)
    if verb not in ("up", "down"):
        return _move(request, found, verb, _back(request))
    actions.shift_action(request.user, found, -1 if verb == "up" else 1)
    return redirect(f"{_back(request)}#action-{found.pk}")


def _move(request: PersonRequest, found: Action, state: str, back: str) -> HttpResponse:
    """Call an action done, which then asks what was learned, or put it in another state."""
    if state not in Action.State.values:
        raise BadInput(UNREADABLE)
    if state != Action.State.DONE:
        actions.move_action(request.user, found, state)
        return redirect(f"{back}#action-{found.pk}")
    following = actions.finish_action(request.user, found)
    if following and following.due:
        message = gettext("It comes back: the next one is planned for {day}.")
        messages.success(request, message.format(day=long_date(following.due)))
    return redirect(f"{back}?done={found.pk}")


def _back(request: PersonRequest) -> str:
    """The page that a button stands on."""
    place, _, text = request.POST.get("back", "").partition("-")
    if place == "goal" and (number := whole(text)) is not None:
        return reverse("goal", args=[number])
    return reverse("me" if place == "me" else "growth")


@require_POST
@signed_in
def learned(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep what was learned as a reflection, or take back that it is done."""
    found = queries.own_action(request.user, pk)
    if "undo" in request.POST:
        actions.move_action(request.user, found, Action.State.OPEN)
        messages.success(request, gettext("“{what}” is open again.").format(what=found.what))
        return redirect(f"{_back(request)}#action-{pk}")
    actions.finish_action(request.user, found, request.POST.get("learned", ""))
    if found.learned:
        messages.success(request, gettext("Kept in your journal."))
    return redirect(_back(request))


@require_POST
@signed_in
def order(request: PersonRequest) -> HttpResponse:
    """What dragging says: the order of the actions under a goal, or of the free ones."""
    goal = whole(request.POST.get("goal", ""))
    numbers = [number for text in request.POST.getlist("action") if (number := whole(text)) is not None]
    under = None if goal is None else queries.own_goal(request.user, goal)
    actions.order_actions(request.user, under, numbers)
    return HttpResponse(status=204)


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase an action, after a confirmation."""
    found = queries.own_action(request.user, pk)
    if request.method == "POST":
        actions.delete_action(request.user, found)
        messages.success(request, gettext("The action is deleted."))
        return redirect("growth")
    return render(request, "growth/action_delete.html", {"here": "growth", "action": found})


@require_POST
@signed_in
@once
def take(request: PersonRequest) -> HttpResponse:
    """Make an idea an action, under the goal whose focus it serves."""
    code, _, text = request.POST.get("idea", "").rpartition("-")
    number = whole(text)
    if number is None:
        raise BadInput(UNREADABLE)
    made = actions.take_idea(request.user, planned_on(request.user), code, number)
    messages.success(request, gettext("In your plan now. When will you do it?"))
    return redirect("action", made.pk)
