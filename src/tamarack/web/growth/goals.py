"""Goals: make one, look at it, change it, pause it, reach it, let it go."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.roles import RoleProfile, fit
from tamarack.growth import queries
from tamarack.growth.actions import goals as actions
from tamarack.growth.models import Goal
from tamarack.growth.queries import Offered
from tamarack.growth.standing import Here, here, here_with, role_of
from tamarack.growth.words import became
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.forms import GoalForm, role_choices
from tamarack.web.growth.plan import goal_part
from tamarack.web.growth.trend import trend
from tamarack.web.once import once
from tamarack.web.refused import refused

SUGGESTED = 6
"""Criteria at the beginning of the path that a new goal suggests."""


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Make a goal; a role profile and a criterion may be given by the address."""
    place = here_with(request.user, request.POST.get("focus") or request.GET.get("focus", ""))
    key = request.POST.get("role", request.GET.get("role", ""))
    role = role_of(request.user, place.framework, key)
    form = _form(request, place, role, {"role": key if role else "", "focus": request.GET.getlist("focus")})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            goal = actions.create_goal(request.user, place.stored, form.wanted, role)
            messages.success(request, gettext("Your goal stands. Now plan what you will do for it."))
            return redirect("goal", goal.pk)
    return render(request, "growth/goal_form.html", {"here": "growth", "form": form, "role": role})


def _form(
    request: PersonRequest, place: Here, role: Offered | None, initial: dict[str, Any], goal: Goal | None = None
) -> GoalForm:
    asked = goal.asked if goal and goal.role == (role.key if role else "") else role.profile if role else None
    chosen, others = request.POST.getlist("focus"), request.POST.getlist("others")  # stay in the list they were in
    wanted = dict.fromkeys([*chosen, *initial["focus"], *_rated_first(place, asked)])
    known = {row.code for row in place.framework.criteria}.difference(others)
    first = [code for code in wanted if code in known]
    own = queries.own_roles(request.user, place.stored.id)
    choices = role_choices(queries.offered_starters(place.framework), own)
    if goal and goal.role and role_of(request.user, place.framework, goal.role) is None:
        choices.append((goal.role, say(goal.asked.name) if goal.asked else goal.role))
    return GoalForm(
        request.POST or None, framework=place.framework, roles=choices, first=first[:SUGGESTED], initial=initial
    )


def _rated_first(place: Here, asked: RoleProfile | None) -> list[str]:
    """The criteria of the path; those that are rated first, since the others may be met already."""
    found = [step.criterion for step in place.path(asked)]
    return sorted(found, key=lambda code: code not in place.answers.ratings)


@signed_in
def goal(request: PersonRequest, pk: int) -> HttpResponse:
    """A goal with its actions, its history, and how the competencies it is about have moved."""
    found = queries.own_goal(request.user, pk)
    place = here(request.user)
    plan = queries.plan(request.user)
    rhythm = queries.rhythm(request.user)
    newer = queries.newer_profile(request.user, framework(found.version_id), found)
    context = {
        "here": "growth",
        "back": f"goal-{pk}",
        "goal": found,
        "part": goal_part(found, plan, place, rhythm),
        "done": next((row for row in plan.of(found) if str(row.pk) == request.GET.get("done") and row.is_done), None),
        "history": queries.history_of(found),
        "newer": newer,
        "moves": [(state.value, _move(state)) for state in Goal.State if state != found.state],
        "trend": trend(request.user, found),
        "met": _met(place, found),
    }
    return render(request, "growth/goal.html", context)


def _move(state: Goal.State) -> str:
    return {
        Goal.State.ACTIVE: gettext("Take it up again"),
        Goal.State.PAUSED: gettext("Pause it"),
        Goal.State.REACHED: gettext("I have reached it"),
        Goal.State.LET_GO: gettext("Let it go"),
    }[state]


def _met(place: Here, found: Goal) -> tuple[int, int] | None:
    """The share of what the goal's role profile asks for that is met by now."""
    asked = place.towards(found)
    if not asked or framework(found.version_id).code != place.framework.code or not place.assessment:
        return None
    fitting = fit(place.framework, place.answers.ratings, asked)
    return fitting.met, fitting.of


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what a goal says."""
    found = queries.own_goal(request.user, pk)
    place = here(request.user, found.version_id)
    key = request.POST.get("role", found.role)
    role = role_of(request.user, place.framework, key)
    initial = {name: getattr(found, name) for name in ("aim", "role", "by", "focus", "why_me", "why_students")}
    form = _form(request, place, role, initial, found)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            kept = role or (Offered(found.role, found.asked) if key == found.role and found.asked else None)
            actions.change_goal(request.user, found, form.wanted, kept)
            messages.success(request, gettext("Saved."))
            return redirect("goal", pk)
    return render(request, "growth/goal_form.html", {"here": "growth", "form": form, "goal": found})


@require_POST
@signed_in
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Pause a goal, take it up again, call it reached, or let it go."""
    found = queries.own_goal(request.user, pk)
    actions.move_goal(request.user, found, request.POST.get("state", ""))
    messages.success(request, f"{became(found.state)}.")
    return redirect("goal", pk)


@require_POST
@signed_in
def update(request: PersonRequest, pk: int) -> HttpResponse:
    """Take over what the goal's role profile asks for by now."""
    actions.update_goal_profile(request.user, queries.own_goal(request.user, pk))
    messages.success(request, gettext("The goal follows the role profile as it is now."))
    return redirect("goal", pk)


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a goal, after a confirmation."""
    found = queries.own_goal(request.user, pk)
    if request.method == "POST":
        actions.delete_goal(request.user, found)
        messages.success(request, gettext("The goal is deleted. Its actions are free actions now."))
        return redirect("growth")
    count = len(queries.plan(request.user).of(found))
    return render(request, "growth/goal_delete.html", {"here": "growth", "goal": found, "count": count})
