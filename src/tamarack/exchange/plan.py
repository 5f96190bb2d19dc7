"""A person's plan as a workbook: goals, actions, and the path."""

from django.utils.translation import gettext

from tamarack.assessment.answers import Answers
from tamarack.core import growth
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tamarack.core.wording import plain
from tamarack.exchange.sheets import Cell, Sheet, workbook
from tamarack.growth.models import Action, Goal
from tamarack.growth.queries import Plan
from tamarack.rubric.texts import say


def plan_xlsx(answers: Answers, plan: Plan, profile: RoleProfile | None = None) -> bytes:
    """All goals and actions, in every state, and the path from these answers to a role, or to the top level."""
    return workbook([_goals(plan), _actions(plan), _path(answers, plan, profile)], title=gettext("Growth plan"))


def _goals(plan: Plan) -> Sheet:
    columns = [
        (gettext("Aim"), 50), (gettext("State"), 12), (gettext("Role profile"), 30), (gettext("By when"), 14),
        (gettext("Focus criteria"), 24), (gettext("Why it matters to me"), 50),
        (gettext("Why it matters to my students or candidates"), 50),
    ]  # fmt: skip
    return Sheet(gettext("Goals"), columns, [_goal(goal) for goal in plan.goals])


def _goal(goal: Goal) -> list[Cell]:
    asked = goal.asked
    role = say(asked.name) if asked else ""
    state = str(Goal.State(goal.state).label)
    return [goal.aim, state, role, goal.by, ", ".join(goal.focus), goal.why_me, goal.why_students]


def _actions(plan: Plan) -> Sheet:
    columns = [
        (gettext("Action"), 50), (gettext("Goal"), 30), (gettext("Kind"), 24), (gettext("State"), 12),
        (gettext("Due"), 14), (gettext("How much work"), 16), (gettext("Repeat"), 18), (gettext("Serves"), 24),
        (gettext("Notes"), 50), (gettext("Done on"), 14), (gettext("Learned"), 50),
    ]  # fmt: skip
    rows = [_action(action, goal.aim) for goal in plan.goals for action in plan.of(goal)]
    return Sheet(gettext("Actions"), columns, rows + [_action(action, "") for action in plan.free])


def _action(action: Action, aim: str) -> list[Cell]:
    return [
        action.what,
        aim,
        str(Action.Kind(action.kind).label),
        str(Action.State(action.state).label),
        action.due,
        str(Action.Effort(action.effort).label) if action.effort else "",
        str(Action.Repeat(action.repeat).label) if action.repeat else "",
        ", ".join(action.serves),
        action.notes,
        action.done_on,
        action.learned,
    ]


def _path(answers: Answers, plan: Plan, profile: RoleProfile | None) -> Sheet:
    columns = [
        (gettext("Order"), 8), (gettext("Code"), 10), (gettext("Criterion"), 30), (gettext("Level"), 16),
        (gettext("Competency"), 30), (gettext("Descriptor"), 70), (gettext("Planned"), 10),
    ]  # fmt: skip
    steps, planned = growth.path(answers.framework, answers.ratings, profile), plan.planned
    words = {True: gettext("Yes"), False: gettext("No")}
    rows = [
        [number, *_step(answers.framework, step), words[not planned.isdisjoint((step.code, step.criterion))]]
        for number, step in enumerate(steps, start=1)
    ]
    return Sheet(gettext("Growth path"), columns, rows)


def _step(framework: Framework, step: growth.Step) -> list[Cell]:
    criterion = framework.criterion(step.criterion)
    return [
        step.code,
        say(criterion.name),
        say(framework.level(step.level).name),
        say(framework.competency(criterion.competency).name),
        plain(say(criterion.descriptors[step.level])),
    ]
