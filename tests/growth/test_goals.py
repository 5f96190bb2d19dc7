"""Goals: what they keep, what becomes of them, and whose they are."""

from collections.abc import Callable

import pytest

from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.growth.actions import goals as actions
from tamarack.growth.actions.goals import Wanted
from tamarack.growth.actions.roles import change_role, copy_role, delete_role
from tamarack.growth.models import Action, Goal
from tamarack.growth.queries import OWN, find_role, history_of, leading, newer_profile, own_goals
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored


def test_a_goal_keeps_its_focus_in_rubric_order(person: Person, cacee: Stored) -> None:
    goal = actions.create_goal(person, cacee, Wanted(" Grow ", ["ETH.2", "COL.1", "ETH.2"]))
    assert (goal.aim, goal.focus, goal.role, goal.asked) == ("Grow", ["COL.1", "ETH.2"], "", None)


@pytest.mark.parametrize(
    ("aim", "focus", "error"),
    [
        ("", ["COL.1"], BadInput),
        ("x" * 301, ["COL.1"], BadInput),
        ("a\x00b", ["COL.1"], BadInput),
        ("Grow", [], BadInput),
        ("Grow", ["COL.1", "COL.2", "COL.3", "COM.1", "COM.2", "COM.3"], BadInput),
        ("Grow", ["COL.9"], UnknownCode),
    ],
)
def test_a_goal_that_cannot_be_kept_is_refused_whole(
    person: Person, cacee: Stored, aim: str, focus: list[str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        actions.create_goal(person, cacee, Wanted(aim, focus))
    assert own_goals(person) == []


def test_what_becomes_of_a_goal_is_kept(person: Person, goal: Goal) -> None:
    for state in ("paused", "paused", "active", "reached"):
        actions.move_goal(person, goal, state)
    assert [event.state for event in history_of(goal)] == ["active", "paused", "active", "reached"]


def test_a_role_profile_that_changes_leaves_the_goal_and_offers_the_update(person: Person, cacee: Stored) -> None:
    copied = copy_role(person, cacee, find_role(person, cacee.framework, "campus-recruiter"), "Mine")
    offered = find_role(person, cacee.framework, f"{OWN}{copied.pk}")
    goal = actions.create_goal(person, cacee, Wanted("Recruit", ["COL.1"]), offered)
    before = goal.asked
    assert newer_profile(person, cacee.framework, goal) is None
    from dataclasses import replace

    change_role(person, copied, replace(offered.profile, exceptions={"COM.4": "M"}))
    goal = Goal.objects.get(pk=goal.pk)
    assert goal.asked == before
    newer = newer_profile(person, cacee.framework, goal)
    assert newer is not None
    assert newer.exceptions == {"COM.4": "M"}
    actions.update_goal_profile(person, goal)
    assert Goal.objects.get(pk=goal.pk).asked == newer
    assert newer_profile(person, cacee.framework, goal) is None


def test_a_goal_outlives_its_role_profile(person: Person, cacee: Stored) -> None:
    copied = copy_role(person, cacee, find_role(person, cacee.framework, "campus-recruiter"), "Mine")
    goal = actions.create_goal(
        person, cacee, Wanted("Recruit", ["COL.1"]), find_role(person, cacee.framework, f"{OWN}{copied.pk}")
    )
    asked = goal.asked
    delete_role(person, copied)
    goal = Goal.objects.get(pk=goal.pk)
    assert goal.asked == asked
    assert newer_profile(person, cacee.framework, goal) is None


def test_saying_something_else_of_a_goal_leaves_its_role_as_it_was(person: Person, cacee: Stored, goal: Goal) -> None:
    goal.profile = {**(goal.profile or {}), "targets": {"COL": "B"}}
    goal.save()
    actions.change_goal(person, goal, Wanted("Other words", ["COL.1"]), find_role(person, cacee.framework, goal.role))
    assert Goal.objects.get(pk=goal.pk).profile["targets"] == {"COL": "B"}  # type: ignore[index]
    actions.change_goal(person, goal, Wanted("Other words", ["COL.1"]), None)
    assert Goal.objects.get(pk=goal.pk).profile is None


def test_the_goal_that_pages_speak_of_is_active_and_has_a_role(person: Person, cacee: Stored, goal: Goal) -> None:
    first = actions.create_goal(person, cacee, Wanted("Without a role", ["COL.1"]))
    assert leading([first, goal], cacee.id) == goal
    assert leading([first], cacee.id) == first
    actions.move_goal(person, goal, "paused")
    assert leading([first, goal], cacee.id) == first
    assert leading([goal], cacee.id) is None


def test_deleting_a_goal_frees_its_actions(person: Person, goal: Goal, plan_action: Callable[..., Action]) -> None:
    action = plan_action(goal=goal)
    actions.delete_goal(person, goal)
    assert Action.objects.get(pk=action.pk).goal is None


def test_nobody_else_changes_a_goal(stranger: Person, cacee: Stored, goal: Goal) -> None:
    for attempt in (
        lambda: actions.change_goal(stranger, goal, Wanted("Mine", ["COL.1"])),
        lambda: actions.move_goal(stranger, goal, "paused"),
        lambda: actions.update_goal_profile(stranger, goal),
        lambda: actions.delete_goal(stranger, goal),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Goal.objects.get(pk=goal.pk).aim == "Lead a centre"


def test_a_role_of_someone_else_is_not_there(person: Person, stranger: Person, cacee: Stored) -> None:
    copied = copy_role(person, cacee, find_role(person, cacee.framework, "campus-recruiter"), "Mine")
    for key in (f"{OWN}{copied.pk}", "own-", "own-x", "own-99999999999999999999", "none", ""):
        with pytest.raises(UnknownCode):
            find_role(stranger, cacee.framework, key)
    with pytest.raises(NotAllowed):
        change_role(stranger, copied, copied.profile)
    with pytest.raises(NotAllowed):
        delete_role(stranger, copied)
