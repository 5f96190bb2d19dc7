from collections.abc import Callable

import pytest

from tamarack.growth.actions.doing import Doing, create_action
from tamarack.growth.actions.goals import Wanted, create_goal
from tamarack.growth.models import Action, Goal
from tamarack.growth.queries import find_role
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored


@pytest.fixture
def goal(person: Person, cacee: Stored) -> Goal:
    """A goal towards one of the starters, with two focus criteria."""
    role = find_role(person, cacee.framework, "career-centre-manager")
    return create_goal(person, cacee, Wanted("Lead a centre", ["DIG.7", "COL.1"]), role)


@pytest.fixture
def plan_action(person: Person, cacee: Stored) -> Callable[..., Action]:
    """Plan an action."""

    def plan(what: str = "Call someone", goal: Goal | None = None, **said: object) -> Action:
        return create_action(person, cacee.framework, Doing(what, **said), goal)  # type: ignore[arg-type]

    return plan
