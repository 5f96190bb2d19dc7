"""The short start: a role first, then only the criteria that weigh most for it, said which and why."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tamarack.assessment.actions import rating as actions
from tamarack.core.framework import Framework
from tamarack.core.roles import Asked, short_start
from tamarack.growth.queries import Offered, find_role, offered_starters, own_roles
from tamarack.growth.standing import asked_first, planned_on
from tamarack.growth.words import by_organisation, by_side
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, current_version, default_rubric
from tamarack.web.access import PersonRequest, signed_in


@signed_in
def short(request: PersonRequest) -> HttpResponse:
    """Choose a role, see what is asked first and why, and start."""
    stored = rubric_asked(request)
    own = own_roles(request.user, stored.id)
    if request.method == "POST":
        role = find_role(request.user, stored.framework, request.POST.get("role", ""))
        draft = actions.start_short(request.user, stored, role.key, asked_first(stored.framework, role))
        return redirect("assess_first", draft.pk)
    return short_page(request, stored, request.user, own, here="assess")


def rubric_asked(request: HttpRequest) -> Stored:
    """The rubric that the address names, else that of one's plan."""
    if code := request.GET.get("framework"):
        return current_version(code)
    return planned_on(request.user) if isinstance(request.user, Person) else default_rubric()


def short_page(
    request: HttpRequest, stored: Stored, person: Person | None, own: list[Offered], **more: Any
) -> HttpResponse:
    """The roles to choose from; with one chosen, what it asks first."""
    context = {"sides": by_side(offered_starters(stored.framework)), "own": by_organisation(own), **more}
    if key := request.GET.get("role", ""):
        role = find_role(person, stored.framework, key)
        context |= {
            "role": role,
            "asked": _asked(stored.framework, role),
            "asked_count": len(asked_first(stored.framework, role)),
            "framework": stored.framework,
        }
    return render(request, "assess/short.html", context)


def _asked(framework: Framework, role: Offered) -> list[dict[str, Any]]:
    """What is asked first, by competency, with its weight and the levels that the role asks for."""

    def area(asked: Asked) -> str:
        return framework.criterion(asked.criterion).competency

    return [
        {
            "competency": framework.competency(code),
            "weight": role.profile.weight(code),
            "criteria": [(framework.criterion(row.criterion), framework.level(row.level)) for row in rows],
        }
        for code, rows in groupby(short_start(framework, role.profile), key=area)
    ]
