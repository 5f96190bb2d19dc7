"""This week, as home shows it: what is planned, what is still open, a check-in that is due, and one next step."""

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString

from tamarack.assessment.answers import Answers
from tamarack.common.dates import long_date
from tamarack.core import growth
from tamarack.core.roles import RoleProfile
from tamarack.growth.models import Action, Goal, Rhythm
from tamarack.growth.queries import soon
from tamarack.web.assess.standing import step_row
from tamarack.web.growth.rows import action_row
from tamarack.web.kept import joined, kept


def week(
    request: HttpRequest,
    actions: list[Action],
    rhythm: Rhythm,
    goal: Goal | None,
    answers: Answers | None,
    profile: RoleProfile | None,
) -> SafeString:
    """The week, of someone who has planned something; of others nothing.

    Parameters
    ----------
    actions : list of Action
        All that are open.
    goal : Goal, optional
        The one that pages speak of.
    answers : Answers, optional
        The newest ones, by which the next step is told.
    profile : RoleProfile, optional
        Where the path leads.
    """
    due = rhythm.next_on is not None and rhythm.next_on <= rhythm.today
    if not (actions or goal or due):
        return SafeString("")
    near = soon(actions, rhythm.today)
    step = _next(actions, profile, answers) if answers else None
    own: dict[str, str] = {
        "csrf_token": get_token(request),
        "rows": joined(action_row(action, rhythm.today) for action in near),
        "day": long_date(rhythm.next_on) if rhythm.next_on else "",
        "step": step_row(answers.framework, step, plan=True) if answers and step else "",
        "open": str(len(actions)),
    }
    return kept(
        "growth/_week.html", own, any=bool(near), due=due, stepped=step is not None, more=len(actions) > len(near)
    )


def _next(actions: list[Action], profile: RoleProfile | None, answers: Answers) -> growth.Step | None:
    """The first step of the path that no open action serves yet."""
    planned = {code for action in actions for code in action.serves}
    return next((step for step in answers.path_to(profile) if step.code not in planned), None)
