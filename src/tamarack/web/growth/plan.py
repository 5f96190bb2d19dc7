"""The plan: goals with their actions, the growth path, and what happened when."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from tamarack.core.growth import Step
from tamarack.core.roles import RoleProfile
from tamarack.growth import queries
from tamarack.growth.models import Action, Goal, Rhythm
from tamarack.growth.queries import Plan, leading
from tamarack.growth.standing import Here, here
from tamarack.growth.words import weights_sentence
from tamarack.people.actions.accounts import choose_rubric
from tamarack.people.models import Person
from tamarack.rubric.queries import current, current_version
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.rows import action_rows, focus_rows, path_rows, short_path, when
from tamarack.web.kept import kept

GOAL = "goal-"
"""Before a goal's number, where its own role profile is meant, as it was when the goal was made."""
STEPS_BESIDE = 10
STEPS_FIRST = 12
"""Steps of the path that are shown before one asks for all."""


@signed_in
def growth(request: PersonRequest) -> HttpResponse:
    """The plan: goals with their actions, the path beside."""
    plan, rhythm, place = queries.plan(request.user), queries.rhythm(request.user), here(request.user)
    goal = leading(plan.goals, place.stored.id)
    asked = place.towards(goal)
    steps = place.path(asked)
    now, past = ([row for row in plan.goals if row.is_ahead is still] for still in (True, False))
    context = {
        "here": "growth",
        "back": "growth",
        "goals": [goal_part(row, plan, place, rhythm) for row in sorted(now, key=lambda row: row.state)],
        "past": past,
        "free": action_rows(plan.free, rhythm.today),
        "counts": {"goals": len(now), "actions": plan.ahead},
        "done": _done(plan, request.GET.get("done", "")),
        "assessment": place.assessment,
        "path": short_path(place.framework, steps[:STEPS_BESIDE], plan.planned),
        "steps": len(steps),
        "why": weights_sentence(place.framework, asked) if asked else "",
        "framework": place.framework,
        "rubrics": [stored.framework for stored in current().values()],
    }
    return render(request, "growth/plan.html", context)


@require_POST
@signed_in
def choose(request: PersonRequest) -> HttpResponse:
    """Choose the rubric that one's plan is about."""
    choose_rubric(request.user, current_version(request.POST.get("rubric", "")).framework.code)
    return redirect("growth")


def goal_part(goal: Goal, plan: Plan, place: Here, rhythm: Rhythm) -> SafeString:
    """A goal with its focus and its actions."""
    actions = plan.of(goal)
    asked = goal.asked
    own: dict[str, str] = {
        "pk": str(goal.pk),
        "aim": goal.aim,
        "when": when(goal),
        "role": say(asked.name) if asked else "",
        "why_me": goal.why_me,
        "why_students": goal.why_students,
        "focus": focus_rows(goal, place.on(goal.version_id)),
        "actions": action_rows(actions, rhythm.today),
        "done": str(sum(action.is_done for action in actions)),
        "all": str(len(actions)),
    }
    said = tuple(name for name in ("when", "role", "why_me", "why_students") if own[name])
    return kept("growth/_goal.html", own, state=goal.state, said=said, any=bool(actions))


def _done(plan: Plan, key: str) -> Action | None:
    """The action that has just been done, which asks what was learned."""
    return next((row for row in plan.all_actions if str(row.pk) == key and row.is_done), None)


@signed_in
def path(request: PersonRequest) -> HttpResponse:
    """The growth path: to a role, or to the top level."""
    plan, place = queries.plan(request.user), here(request.user)
    goal = leading(plan.goals, place.stored.id)
    key = request.GET.get("role", f"{GOAL}{goal.pk}" if goal and goal.profile else "")
    towards = next((row for row in plan.goals if key == f"{GOAL}{row.pk}" and row.profile), None)
    asked = place.towards(towards) if towards else _asked(request.user, place, key)
    steps = place.path(asked)
    shown = steps if "all" in request.GET else steps[:STEPS_FIRST]
    context = {
        "here": "growth",
        "assessment": place.assessment,
        "profile": asked,
        "goals": [(f"{GOAL}{row.pk}", row) for row in plan.goals if row.profile],
        "key": key,
        "groups": _by_level(place, shown, asked, plan),
        "count": len(steps),
        "rest": len(steps) - len(shown),
        "why": weights_sentence(place.framework, asked) if asked else "",
        "starters": queries.offered_starters(place.framework),
        "own_roles": queries.own_roles(request.user, place.stored.id),
    }
    return render(request, "growth/path.html", context)


def _asked(person: Person, place: Here, key: str) -> RoleProfile | None:
    """What a role asks for; nothing where none is meant, and so the top level."""
    return queries.find_role(person, place.framework, key).profile if key else None


def _by_level(place: Here, steps: Sequence[Step], profile: RoleProfile | None, plan: Plan) -> list[dict[str, Any]]:
    levels = place.framework.levels
    return [
        {
            "level": place.framework.level(code),
            "above": [level for level in levels if level.rank > place.framework.ranks[code]],
            "rows": path_rows(place.answers, list(rows), profile, plan),
        }
        for code, rows in groupby(steps, key=lambda step: step.level)
    ]
