"""The plan as files to take along."""

from django.http import HttpResponse

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.exchange.plan import plan_xlsx
from tamarack.growth import queries
from tamarack.growth.standing import here
from tamarack.people.queries.places import workplace
from tamarack.reports.plan import plan_pdf
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment


@signed_in
def plan_file(request: PersonRequest, name: str) -> HttpResponse:
    """One's own plan as a file, by its name.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    makers = {"plan.pdf": _pdf, "plan.xlsx": _xlsx}
    if name not in makers:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    today = queries.rhythm(request.user).today
    return attachment(makers[name](request), f"tamarack-{today.isoformat()}-{name}")


def _pdf(request: PersonRequest) -> bytes:
    place, plan, rhythm = here(request.user), queries.plan(request.user), queries.rhythm(request.user)
    return plan_pdf(
        place.answers,
        plan,
        leading=queries.leading(plan.goals, place.stored.id),
        name=str(request.user),
        place=workplace(request.user),
        dated=place.assessment.dated if place.assessment else None,
        check_in=rhythm.next_on,
        paper="a4" if request.GET.get("paper") == "a4" else "letter",
        made=rhythm.today,
    )


def _xlsx(request: PersonRequest) -> bytes:
    place, plan = here(request.user), queries.plan(request.user)
    goal = queries.leading(plan.goals, place.stored.id)
    return plan_xlsx(place.answers, plan, place.towards(goal))
