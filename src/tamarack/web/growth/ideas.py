"""The idea bank: for every descriptor, what one could do to grow into it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from tamarack.core.framework import Framework
from tamarack.core.growth import Step
from tamarack.core.wording import text_below
from tamarack.growth import queries
from tamarack.growth.models import Action
from tamarack.growth.standing import here_with, planned_on
from tamarack.growth.starters import idea_bank
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.taken import taken
from tamarack.web.rubric.views import find_competency


@signed_in
def ideas(request: PersonRequest) -> HttpResponse:
    """The ideas of one competency."""
    framework = planned_on(request.user).framework
    area = find_competency(framework, request.GET.get("at", framework.competencies[0].code))
    actions = queries.plan(request.user).all_actions
    criteria = [
        (row, [_level(framework, f"{row.code}.{level}", actions) for level in row.levels]) for row in area.criteria
    ]
    context = {"here": "growth", "framework": framework, "competency": area, "criteria": criteria}
    return render(request, "growth/ideas.html", context)


def _level(framework: Framework, code: str, actions: Sequence[Action]) -> dict[str, Any]:
    """A descriptor's level with its ideas, and which of them are in the plan."""
    bank = idea_bank(framework).get(code, ())
    return {"level": framework.level(framework.descriptor(code)[1]), "code": code, "ideas": bank,
            "taken": taken(bank, actions, code)}  # fmt: skip


@signed_in
def idea(request: PersonRequest, code: str) -> HttpResponse:
    """A descriptor to grow into: its text, ideas for it, and the ways to plan it."""
    place = here_with(request.user, code.rpartition(".")[0])
    criterion, level = place.framework.descriptor(code)
    plan, bank = queries.plan(request.user), idea_bank(place.framework).get(code, ())
    answer = place.answers.of(criterion.code)
    context = {
        "here": "growth",
        "framework": place.framework,
        "criterion": criterion,
        "competency": place.framework.competency(criterion.competency),
        "level": place.framework.level(level),
        "below": text_below(criterion, level),
        "code": code,
        "ideas": bank,
        "taken": taken(bank, plan.all_actions, code),
        "answer": answer,
        "on_path": Step(criterion.code, level) in place.path(None),
        "actions": [action for action in plan.all_actions if code in action.serves],
        "goals": [goal for goal in plan.goals if criterion.code in goal.focus],
        "resources": [row for row in queries.library(request.user) if criterion.code in row.criteria],
    }
    return render(request, "growth/idea.html", context)
