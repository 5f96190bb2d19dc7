"""Goals, actions and steps of the path as lists show them."""

from collections.abc import Sequence, Set
from datetime import date, timedelta

from django.utils.safestring import SafeString

from tamarack.assessment.answers import Answers
from tamarack.common.dates import long_date, short_date
from tamarack.core.framework import Framework
from tamarack.core.growth import Step, next_step
from tamarack.core.ratings import NOT_APPLICABLE
from tamarack.core.roles import RoleProfile, target
from tamarack.growth.models import Action, Goal
from tamarack.growth.queries import Plan
from tamarack.growth.starters import idea_bank
from tamarack.web.growth.taken import taken
from tamarack.web.kept import joined, kept

SOON = timedelta(days=10)
"""How long before its day an action's date is set in bold."""


def action_rows(actions: Sequence[Action], today: date) -> SafeString:
    """Actions in a list in which they can be put in order: the open ones first, then the closed ones."""
    still = [action for action in actions if action.is_open]
    rows = [action_row(action, today, up=index > 0, down=index < len(still) - 1) for index, action in enumerate(still)]
    rows += [action_row(action, today) for action in actions if not action.is_open]
    return joined(rows)


def action_row(action: Action, today: date, *, up: bool = False, down: bool = False) -> SafeString:
    """An action with the button that ticks it, and those that move it."""
    day = action.done_on if action.is_done else action.due
    own = {
        "pk": str(action.pk),
        "what": action.what,
        "day": short_date(day) if day else "",
        "serves": ", ".join(action.serves),
        "learned": action.learned,
    }
    return kept(
        "growth/_action.html",
        own,
        state=action.state,
        kind=action.kind,
        effort=action.effort,
        repeat=action.repeat,
        dated=day is not None,
        late=action.is_late(today),
        soon=action.is_open and action.due is not None and action.due <= today + SOON,
        serving=bool(action.serves),
        noted=bool(action.learned),
        up=up,
        down=down,
    )


def focus_rows(goal: Goal, answers: Answers) -> SafeString:
    """A goal's focus criteria, each with the descriptor to grow into next."""
    return joined(_focus_row(answers, code, ahead=goal.is_ahead) for code in goal.focus)


def _focus_row(answers: Answers, code: str, *, ahead: bool) -> SafeString:
    framework = answers.framework
    criterion = framework.criterion(code)
    value = answers.of(code).counted
    step = next_step(framework, criterion, value) if ahead else None
    return kept(
        "growth/_focus.html",
        {},
        framework=framework,
        criterion=criterion,
        level=step.level if step else None,
        ahead=ahead,
        applies=value != NOT_APPLICABLE,
    )


def path_rows(answers: Answers, steps: Sequence[Step], profile: RoleProfile | None, plan: Plan) -> SafeString:
    """Steps of the path, each with its descriptor, why it comes now, and ideas for it."""
    planned, actions = plan.planned, plan.all_actions
    return joined(_path_row(answers, step, profile, planned, actions) for step in steps)


def _path_row(
    answers: Answers, step: Step, profile: RoleProfile | None, planned: Set[str], actions: Sequence[Action]
) -> SafeString:
    framework = answers.framework
    criterion = framework.criterion(step.criterion)
    ideas = idea_bank(framework).get(step.code, ())
    return kept(
        "growth/_path_step.html",
        {},
        framework=framework,
        criterion=criterion,
        competency=framework.competency(criterion.competency),
        level=framework.level(step.level),
        aim=target(framework, criterion, profile) if profile else None,
        weight=profile.weight(criterion.competency) if profile else 1,
        unrated=not answers.of(step.criterion).is_rated,
        planned=not planned.isdisjoint((step.code, step.criterion)),
        ideas=ideas,
        taken=taken(ideas, actions, step.code),
    )


def short_path(framework: Framework, steps: Sequence[Step], planned: Set[str]) -> SafeString:
    """Steps of the path, each in a few words."""
    return joined(
        kept(
            "growth/_path_short.html",
            {},
            criterion=framework.criterion(step.criterion),
            level=framework.level(step.level),
            levels=len(framework.levels),
            planned=not planned.isdisjoint((step.code, step.criterion)),
        )
        for step in steps
    )


def when(goal: Goal) -> str:
    """By when a goal is to be reached; empty where that is open."""
    return long_date(goal.by) if goal.by else ""
