"""Actions: planned, put in order, done with or without a word, repeated."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.growth.actions import doing as actions
from tamarack.growth.actions.doing import Doing
from tamarack.growth.actions.goals import move_goal
from tamarack.growth.models import Action, Goal
from tamarack.growth.queries import dated_actions, open_actions, plan, soon
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

Plan = Callable[..., Action]


def order(person: Person, goal: Goal | None = None) -> list[str]:
    found = plan(person)
    return [action.what for action in (found.of(goal) if goal else found.free)]


def test_a_new_action_stands_last_where_it_belongs(person: Person, goal: Goal, plan_action: Plan) -> None:
    for what in ("a", "b"):
        plan_action(what, goal)
        plan_action(f"free {what}")
    assert order(person, goal) == ["a", "b"]
    assert order(person) == ["free a", "free b"]


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"what": " "}, BadInput),
        ({"kind": "think"}, BadInput),
        ({"effort": "ages"}, BadInput),
        ({"repeat": "hourly"}, BadInput),
        ({"serves": ["COL.1"]}, UnknownCode),
        ({"serves": ["COL.1.Z"]}, UnknownCode),
        ({"due": date(1, 1, 1)}, BadInput),
        ({"notes": "x" * 4001}, BadInput),
    ],
)
def test_an_action_that_cannot_be_kept_is_refused(
    person: Person, plan_action: Plan, said: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        plan_action(**said)
    assert order(person) == []


def test_actions_are_put_in_order_by_dragging_and_by_buttons(person: Person, plan_action: Plan) -> None:
    a, b, c = (plan_action(what) for what in "abc")
    actions.order_actions(person, None, [c.pk, a.pk])
    assert order(person) == ["c", "a", "b"]
    actions.shift_action(person, b, -1)
    assert order(person) == ["c", "b", "a"]
    actions.shift_action(person, c, -1)
    actions.shift_action(person, a, 1)
    assert order(person) == ["c", "b", "a"]
    actions.shift_action(person, c, 1)
    assert order(person) == ["b", "c", "a"]


def test_a_button_moves_among_the_open_ones_alone(person: Person, plan_action: Plan) -> None:
    _, b, c = (plan_action(what) for what in "abc")
    actions.finish_action(person, b)
    actions.shift_action(person, c, -1)
    assert [what for what in order(person) if what != "b"] == ["c", "a"]


def test_an_action_that_changes_its_goal_stands_last_there(
    person: Person, cacee: Stored, goal: Goal, plan_action: Plan
) -> None:
    plan_action("a", goal)
    moved = plan_action("b")
    actions.change_action(person, cacee.framework, moved, Doing("b"), goal)
    assert order(person, goal) == ["a", "b"]


def test_done_keeps_the_day_and_what_was_learned(person: Person, plan_action: Plan) -> None:
    action = plan_action()
    assert actions.finish_action(person, action) is None
    assert (action.state, action.done_on, action.learned) == ("done", timezone.localdate(), "")
    Action.objects.update(done_on=date(2026, 1, 1))
    actions.finish_action(person, action, " They answer on Fridays. ")
    action.refresh_from_db()
    assert (action.done_on, action.learned) == (date(2026, 1, 1), "They answer on Fridays.")


def test_opening_again_keeps_what_was_learned(person: Person, plan_action: Plan) -> None:
    action = plan_action()
    actions.finish_action(person, action, "A thing")
    actions.move_action(person, action, "open")
    action.refresh_from_db()
    assert (action.state, action.done_on, action.learned) == ("open", None, "A thing")


def test_ticking_again_does_not_erase_what_was_learned(person: Person, plan_action: Plan) -> None:
    action = plan_action()
    actions.finish_action(person, action, "A thing")
    actions.finish_action(person, action)
    action.refresh_from_db()
    assert action.learned == "A thing"


def test_undoing_a_repeated_action_takes_back_the_one_that_followed(person: Person, plan_action: Plan) -> None:
    action = plan_action("Look", due=timezone.localdate(), repeat="week")
    actions.finish_action(person, action)
    actions.move_action(person, action, "open")
    assert list(Action.objects.all()) == [action]
    actions.finish_action(person, action)
    assert Action.objects.filter(state="open").count() == 1


def test_one_that_followed_and_was_changed_stays_and_is_not_made_again(
    person: Person, cacee: Stored, plan_action: Plan
) -> None:
    action = plan_action("Look", due=timezone.localdate(), repeat="week")
    following = actions.finish_action(person, action)
    assert following is not None
    actions.change_action(person, cacee.framework, following, Doing("Look closer"))
    actions.move_action(person, action, "open")
    assert actions.finish_action(person, action) is None
    assert [row.what for row in Action.objects.filter(state="open")] == ["Look closer"]


def test_a_repeated_action_comes_back_once(person: Person, plan_action: Plan) -> None:
    due = timezone.localdate() - timedelta(days=10)
    action = plan_action("Look", due=due, repeat="week", serves=["COL.1.B"])
    following = actions.finish_action(person, action)
    assert following is not None
    assert (following.due, following.repeat, following.serves) == (due + timedelta(days=14), "week", ["COL.1.B"])
    assert actions.finish_action(person, action, "again") is None
    assert Action.objects.filter(state="open").count() == 1


@pytest.mark.parametrize(
    ("repeat", "due", "after", "wanted"),
    [
        ("week", date(2026, 1, 5), date(2026, 1, 5), date(2026, 1, 12)),
        ("week", date(2026, 1, 5), date(2026, 1, 1), date(2026, 1, 12)),
        ("fortnight", date(2026, 1, 5), date(2026, 2, 1), date(2026, 2, 2)),
        ("month", date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 28)),
        ("month", date(2026, 2, 28), date(2026, 2, 28), date(2026, 3, 31)),
        ("term", date(2026, 9, 1), date(2026, 9, 1), date(2027, 1, 1)),
        ("year", date(2024, 2, 29), date(2024, 2, 29), date(2025, 2, 28)),
        ("week", None, date(2026, 1, 5), date(2026, 1, 12)),
    ],
)
def test_a_repeated_action_is_due_on_the_first_of_its_days_to_come(
    repeat: str, due: date | None, after: date, wanted: date
) -> None:
    assert Action(due=due, repeat=repeat).due_again(after) == wanted


def test_the_week_has_what_is_due_and_what_is_still_open(person: Person, plan_action: Plan) -> None:
    today = timezone.localdate()
    for days in (8, 7, -30, 0):
        plan_action(str(days), due=today + timedelta(days=days))
    plan_action("without a day")
    actions.finish_action(person, plan_action("done", due=today))
    assert [action.what for action in soon(open_actions(person), today)] == ["-30", "0", "7"]


@pytest.mark.parametrize("state", ["paused", "reached", "let_go"])
def test_what_is_under_a_goal_that_rests_rests_too(person: Person, goal: Goal, plan_action: Plan, state: str) -> None:
    plan_action("Rests", goal, due=timezone.localdate())
    plan_action("Free", due=timezone.localdate())
    assert {action.what for action in open_actions(person)} == {"Rests", "Free"}
    move_goal(person, goal, state)
    assert [action.what for action in open_actions(person)] == ["Free"]
    assert [action.what for action in dated_actions(person)] == ["Free"]


def test_what_open_actions_serve_and_what_a_goal_is_about_is_planned(
    person: Person, goal: Goal, plan_action: Plan
) -> None:
    plan_action("a", goal, serves=["DIG.7.B"])
    actions.finish_action(person, plan_action("b", serves=["COL.1.B"]))
    assert plan(person).planned == {"DIG.7.B", *goal.focus}


def test_nobody_else_changes_an_action(stranger: Person, cacee: Stored, goal: Goal, plan_action: Plan) -> None:
    action = plan_action("Mine", goal)
    for attempt in (
        lambda: actions.change_action(stranger, cacee.framework, action, Doing("Theirs")),
        lambda: actions.finish_action(stranger, action),
        lambda: actions.move_action(stranger, action, "let_go"),
        lambda: actions.shift_action(stranger, action, 1),
        lambda: actions.order_actions(stranger, goal, [action.pk]),
        lambda: actions.delete_action(stranger, action),
        lambda: actions.create_action(stranger, cacee.framework, Doing("Under theirs"), goal),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Action.objects.get().what == "Mine"
