"""The plan: goals, actions, and the path."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Number, Pk, Taken, Whole, given
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import RubricRef, rubric_of, steps, text
from tamarack.core.errors import N_, BadInput
from tamarack.growth import queries
from tamarack.growth.actions import doing as actions
from tamarack.growth.actions import goals as goal_actions
from tamarack.growth.actions.doing import Doing
from tamarack.growth.actions.goals import Wanted
from tamarack.growth.models import FOCUS_MOST, LINE_MOST, TEXT_MOST, Action, Goal
from tamarack.growth.queries import Offered
from tamarack.growth.standing import here, here_with, planned_on, role_of, rubric_with
from tamarack.growth.starters import idea_bank
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say

part = Part("Plan", "plan")
Effort = Action.Effort | Literal[""]
Repeat = Action.Repeat | Literal[""]


class ShownGoal(Schema):
    """What one wants to reach."""

    id: int = Field(examples=[4])
    rubric: RubricRef
    aim: str = text("Lead a career centre")
    focus: list[str] = Field(examples=[["COL.1", "DIG.7"]])
    by: date | None
    why_me: str = text("I like to build teams.")
    why_students: str = text("They meet more employers.")
    role: str = text("career-centre-manager", "The role profile that it leads to, by its key.")
    state: Goal.State
    created_at: datetime = Field(examples=["2026-09-01T09:00:00-04:00"])

    @classmethod
    def of(cls, row: Goal) -> "ShownGoal":
        """A goal."""
        return cls(
            id=row.pk, rubric=rubric_of(row.version_id), aim=row.aim, focus=row.focus, by=row.by, why_me=row.why_me,
            why_students=row.why_students, role=row.role, state=Goal.State(row.state), created_at=row.created_at,
        )  # fmt: skip


class GoalSaid(Taken):
    """What is said of a goal; in a change, what is left out stays."""

    aim: str = Field("", max_length=LINE_MOST, examples=["Lead a career centre"])
    focus: list[str] = Field([], max_length=FOCUS_MOST, examples=[["COL.1", "DIG.7"]])
    by: Day | None = None
    why_me: str = Field("", max_length=TEXT_MOST, examples=[""])
    why_students: str = Field("", max_length=TEXT_MOST, examples=[""])
    role: str = Field("", max_length=60, examples=["career-centre-manager"])


class GoalMade(GoalSaid):
    """What a new goal says."""

    aim: str = Field(max_length=LINE_MOST, min_length=1, examples=["Lead a career centre"])
    focus: list[str] = Field(min_length=1, max_length=FOCUS_MOST, examples=[["COL.1", "DIG.7"]])


class GoalMoved(Taken):
    """The state that a goal is in from now on."""

    state: Goal.State


class ShownAction(Schema):
    """What one will do."""

    id: int = Field(examples=[31])
    goal: int | None = Field(examples=[4])
    what: str = text("Invite two employers to the fair")
    kind: Action.Kind
    serves: list[str] = Field(examples=[["COL.2.E"]])
    due: date | None
    effort: Effort
    repeat: Repeat
    state: Action.State
    notes: str = text("")
    done_on: date | None = Field(examples=[None])
    learned: str = text("Ask early.")

    @classmethod
    def of(cls, row: Action) -> "ShownAction":
        """An action."""
        return cls(
            id=row.pk, goal=row.goal_id, what=row.what, kind=Action.Kind(row.kind), serves=row.serves, due=row.due,
            effort=_effort(row.effort), repeat=_repeat(row.repeat), state=Action.State(row.state), notes=row.notes,
            done_on=row.done_on, learned=row.learned,
        )  # fmt: skip


def _effort(value: str) -> Effort:
    return Action.Effort(value) if value else ""


def _repeat(value: str) -> Repeat:
    return Action.Repeat(value) if value else ""


class ActionSaid(Taken):
    """What is said of an action; in a change, what is left out stays."""

    goal: Number | None = Field(None, description="None: a free action.", examples=[None])
    what: str = Field("", max_length=LINE_MOST, examples=["Invite two employers to the fair"])
    kind: Action.Kind = Action.Kind.DO
    serves: list[str] = Field([], max_length=actions.SERVES_MOST, examples=[["COL.2.E"]])
    due: Day | None = None
    effort: Effort = ""
    repeat: Repeat = ""
    notes: str = Field("", max_length=TEXT_MOST, examples=[""])


class ActionMade(ActionSaid):
    """What a new action says."""

    what: str = Field(max_length=LINE_MOST, min_length=1, examples=["Invite two employers to the fair"])


class ActionMoved(Taken):
    """The state that an action is in from now on."""

    state: Action.State
    learned: str | None = Field(None, max_length=LINE_MOST, examples=["Ask early."], description="With “done”.")


class Ordered(Taken):
    """In which order the actions under a goal stand, or the free ones; those not named come after."""

    goal: Number | None = Field(None, examples=[None])
    actions: list[Number] = Field(min_length=1, max_length=actions.ACTIONS_MOST, examples=[[31]])


class Path(Schema):
    """The way from one’s newest answers to a goal’s role, or to the top level."""

    rubric: RubricRef
    assessment: int | None = Field(examples=[12])
    goal: int | None = Field(examples=[4])
    role: str = text("career-centre-manager")
    steps: list[str] = Field(examples=[["COL.3.B", "COL.2.E"]])


class ShownIdea(Schema):
    """What one could do to grow into a descriptor."""

    number: int = Field(examples=[0])
    kind: Action.Kind
    text: str = text("Ask a colleague to watch a session.")


class IdeaBank(Schema):
    """The ideas for a descriptor."""

    descriptor: str = text("COL.1.B")
    ideas: list[ShownIdea]


class IdeaTaken(Taken):
    """Which idea becomes an action."""

    number: Whole = Field(examples=[0])


@part.lists("/goals", ShownGoal)
def list_goals(request: ApiRequest) -> Found:
    """All of one’s goals."""
    return queries.own_goals(request.auth.person)


@part.makes("/goals", ShownGoal)
def make_goal(request: ApiRequest, body: GoalMade) -> ShownGoal:
    """Make a goal; with a role profile, it keeps what that asks for today."""
    person = request.auth.person
    place = here_with(person, body.focus[0])
    role = queries.find_role(person, place.framework, body.role) if body.role else None
    return ShownGoal.of(goal_actions.create_goal(person, place.stored, _wanted(body.dict()), role))


@part.reads("/goals/{int:pk}", ShownGoal)
def read_goal(request: ApiRequest, pk: Pk) -> ShownGoal:
    """A goal."""
    return ShownGoal.of(queries.own_goal(request.auth.person, pk))


@part.changes("/goals/{int:pk}", ShownGoal, now=read_goal)
def change_goal(request: ApiRequest, pk: Pk, body: GoalSaid) -> ShownGoal:
    """Change what a goal says."""
    person, found = request.auth.person, queries.own_goal(request.auth.person, pk)
    names = ("aim", "focus", "by", "why_me", "why_students", "role")
    said = given(body, {name: getattr(found, name) for name in names})
    goal_actions.change_goal(person, found, _wanted(said), _role(request, found, said["role"]))
    return ShownGoal.of(found)


@part.removes("/goals/{int:pk}", now=read_goal, gives=ShownGoal)
def delete_goal(request: ApiRequest, pk: Pk) -> None:
    """Erase a goal with its history. Its actions stay, under no goal."""
    goal_actions.delete_goal(request.auth.person, queries.own_goal(request.auth.person, pk))


@part.does("/goals/{int:pk}/state", ShownGoal)
def move_goal(request: ApiRequest, pk: Pk, body: GoalMoved) -> ShownGoal:
    """Pause a goal, take it up again, call it reached, or let it go."""
    found = queries.own_goal(request.auth.person, pk)
    goal_actions.move_goal(request.auth.person, found, body.state)
    return ShownGoal.of(found)


@part.does("/goals/{int:pk}/update-role", ShownGoal)
def update_goal_role(request: ApiRequest, pk: Pk) -> ShownGoal:
    """Take over what the goal’s role profile asks for by now."""
    found = queries.own_goal(request.auth.person, pk)
    goal_actions.update_goal_profile(request.auth.person, found)
    return ShownGoal.of(found)


@part.lists("/actions", ShownAction)
def list_actions(request: ApiRequest) -> Found:
    """All of one’s actions."""
    return queries.plan(request.auth.person).all_actions


@part.makes("/actions", ShownAction)
def make_action(request: ApiRequest, body: ActionMade) -> ShownAction:
    """Plan an action, under a goal or free; it stands last there."""
    person = request.auth.person
    goal = queries.own_goal(person, body.goal) if body.goal else None
    rubric = rubric_with(person, body.serves, goal)
    return ShownAction.of(actions.create_action(person, rubric, _doing(body.dict()), goal))


@part.does("/actions/order")
def order_actions(request: ApiRequest, body: Ordered) -> None:
    """Put the actions under a goal, or the free ones, into an order."""
    person = request.auth.person
    actions.order_actions(person, queries.own_goal(person, body.goal) if body.goal else None, body.actions)


@part.reads("/actions/{int:pk}", ShownAction)
def read_action(request: ApiRequest, pk: Pk) -> ShownAction:
    """An action."""
    return ShownAction.of(queries.own_action(request.auth.person, pk))


@part.changes("/actions/{int:pk}", ShownAction, now=read_action)
def change_action(request: ApiRequest, pk: Pk, body: ActionSaid) -> ShownAction:
    """Change what an action says."""
    person, found = request.auth.person, queries.own_action(request.auth.person, pk)
    names = ("what", "kind", "serves", "due", "effort", "repeat", "notes")
    said = given(body, {"goal": found.goal_id, **{name: getattr(found, name) for name in names}})
    goal = queries.own_goal(person, said["goal"]) if said["goal"] else None
    actions.change_action(person, rubric_with(person, said["serves"], goal), found, _doing(said), goal)
    return ShownAction.of(found)


@part.removes("/actions/{int:pk}", now=read_action, gives=ShownAction)
def delete_action(request: ApiRequest, pk: Pk) -> None:
    """Erase an action."""
    actions.delete_action(request.auth.person, queries.own_action(request.auth.person, pk))


@part.does("/actions/{int:pk}/state", ShownAction)
def move_action(request: ApiRequest, pk: Pk, body: ActionMoved) -> ShownAction:
    """Take an action up, call it done (perhaps with what was learned), let it go, or open it again."""
    person, found = request.auth.person, queries.own_action(request.auth.person, pk)
    if body.state == Action.State.DONE:
        actions.finish_action(person, found, body.learned)
    elif body.learned is not None:
        raise BadInput(N_("What was learned is said of an action that is done."))
    else:
        actions.move_action(person, found, body.state)
    return ShownAction.of(queries.own_action(person, pk))


@part.reads("/path", Path)
def read_path(request: ApiRequest) -> Path:
    """The way from one’s newest answers to the leading goal’s role, or to the top level."""
    person = request.auth.person
    place = here(person)
    goal = queries.leading_goal(person, place.stored.id)
    return Path(
        rubric=rubric_of(place.stored.id), assessment=place.assessment.pk if place.assessment else None,
        goal=goal.pk if goal else None, role=goal.role if goal else "", steps=steps(place.path(place.towards(goal))),
    )  # fmt: skip


@part.reads("/ideas/{descriptor}", IdeaBank)
def read_ideas(request: ApiRequest, descriptor: str) -> IdeaBank:
    """Ideas to grow into a descriptor, in the asked language."""
    place = here_with(request.auth.person, descriptor.rpartition(".")[0])
    place.framework.descriptor(descriptor)
    bank = idea_bank(place.framework).get(descriptor, ())
    shown = [
        ShownIdea(number=number, kind=Action.Kind(idea.kind), text=say(idea.text)) for number, idea in enumerate(bank)
    ]
    return IdeaBank(descriptor=descriptor, ideas=shown)


@part.makes("/ideas/{descriptor}/take", ShownAction)
def take_idea(request: ApiRequest, descriptor: str, body: IdeaTaken) -> ShownAction:
    """Make an idea an action, under the active goal whose focus it serves."""
    return ShownAction.of(
        actions.take_idea(request.auth.person, planned_on(request.auth.person), descriptor, body.number)
    )


def _wanted(said: dict[str, object]) -> Wanted:
    names = ("aim", "focus", "by", "why_me", "why_students")
    return Wanted(**{name: said[name] for name in names})  # type: ignore[arg-type]


def _doing(said: dict[str, object]) -> Doing:
    names = ("what", "kind", "serves", "due", "effort", "repeat", "notes")
    return Doing(**{name: said[name] for name in names})  # type: ignore[arg-type]


def _role(request: ApiRequest, goal: Goal, key: str) -> Offered | None:
    """The role of a goal: one that is there, or the one that it has, which may be gone."""
    person, rubric = request.auth.person, framework(goal.version_id)
    if key == goal.role:
        return role_of(person, rubric, key) or (Offered(key, goal.asked) if key and goal.asked else None)
    return queries.find_role(person, rubric, key) if key else None
