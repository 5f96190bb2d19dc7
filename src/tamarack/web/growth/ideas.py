"""The idea bank: for every descriptor, what one could do to grow into it."""

from django.http import HttpResponse
from django.shortcuts import render

from tamarack.core.growth import Step
from tamarack.core.wording import text_below
from tamarack.growth import queries
from tamarack.growth.starters import idea_bank
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.standing import here, planned_on
from tamarack.web.rubric.views import find_competency


@signed_in
def ideas(request: PersonRequest) -> HttpResponse:
    """The ideas of one competency."""
    framework = planned_on().framework
    area = find_competency(framework, request.GET.get("at", framework.competencies[0].code))
    bank = idea_bank(framework)
    criteria = [
        (
            row,
            [
                (framework.level(level), f"{row.code}.{level}", bank.get(f"{row.code}.{level}", ()))
                for level in row.levels
            ],
        )
        for row in area.criteria
    ]
    context = {"here": "growth", "framework": framework, "competency": area, "criteria": criteria}
    return render(request, "growth/ideas.html", context)


@signed_in
def idea(request: PersonRequest, code: str) -> HttpResponse:
    """A descriptor to grow into: its text, ideas for it, and the ways to plan it."""
    place = here(request.user)
    criterion, level = place.framework.descriptor(code)
    plan = queries.plan(request.user)
    answer = place.answers.of(criterion.code)
    context = {
        "here": "growth",
        "framework": place.framework,
        "criterion": criterion,
        "competency": place.framework.competency(criterion.competency),
        "level": place.framework.level(level),
        "below": text_below(criterion, level),
        "code": code,
        "ideas": idea_bank(place.framework).get(code, ()),
        "answer": answer,
        "on_path": Step(criterion.code, level) in place.path(None),
        "actions": [action for action in plan.all_actions if code in action.serves],
        "goals": [goal for goal in plan.goals if criterion.code in goal.focus],
        "resources": [row for row in queries.resources(request.user) if criterion.code in row.criteria],
    }
    return render(request, "growth/idea.html", context)
