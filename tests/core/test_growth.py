from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.growth import Step, gap, movement, next_step, path
from tamarack.core.ratings import NOT_APPLICABLE
from tamarack.core.roles import RoleProfile, target, uniform_profile
from tests.core.strategies import profiles_of, rated

Rated = tuple[Framework, dict[str, str | None]]


def codes(steps: tuple[Step, ...]) -> list[str]:
    return [step.code for step in steps]


def test_collaboration_example(cacee: Framework) -> None:
    ratings = {"COL.1": "E", "COL.2": "B", "COL.3": "0"}
    profile = RoleProfile({"COL": "E"})
    gaps = [codes(gap(cacee, cacee.criterion(code), value, profile)) for code, value in ratings.items()]
    assert gaps == [[], ["COL.2.E"], ["COL.3.B", "COL.3.E"]]
    assert codes(path(cacee, ratings, profile)) == ["COL.3.B", "COL.2.E", "COL.3.E"]


def test_ethics_example_where_the_target_level_has_no_descriptor(cacee: Framework) -> None:
    criterion, profile = cacee.criterion("ETH.2"), uniform_profile(cacee, "E")
    assert target(cacee, criterion, profile) == "B"
    assert gap(cacee, criterion, "B", profile) == ()
    assert next_step(cacee, criterion, "B") == Step("ETH.2", "M")


def test_a_heavier_competency_comes_first_within_a_level(cacee: Framework) -> None:
    profile = RoleProfile({"COL": "B", "COM": "E"}, weights={"COM": Fraction(3, 2)})
    steps = path(cacee, {}, profile)
    assert [step.criterion[:3] for step in steps] == ["COM"] * 5 + ["COL"] * 3 + ["COM"] * 5


def test_an_exception_overrides_the_target_of_its_competency(cacee: Framework) -> None:
    profile = RoleProfile({"COM": "M"}, exceptions={"COM.4": "B"})
    assert target(cacee, cacee.criterion("COM.4"), profile) == "B"
    assert target(cacee, cacee.criterion("COM.5"), profile) == "M"
    assert target(cacee, cacee.criterion("COL.1"), profile) is None


def test_a_profile_of_an_unknown_level_is_refused(cacee: Framework) -> None:
    with pytest.raises(UnknownCode):
        uniform_profile(cacee, "X")


@given(rated(), st.data())
def test_the_path_is_exactly_the_gaps_in_order(given_rated: Rated, data: st.DataObject) -> None:
    framework, ratings = given_rated
    profile = data.draw(profiles_of(framework))
    steps = path(framework, ratings, profile)
    gaps = [step for row in framework.criteria for step in gap(framework, row, ratings[row.code], profile)]
    assert len(steps) == len(gaps)
    assert set(steps) == set(gaps)
    position = {row.code: index for index, row in enumerate(framework.criteria)}
    order = [
        (framework.ranks[step.level], -profile.weights.get(framework.criterion(step.criterion).competency, Fraction(1)),
         position[step.criterion])
        for step in steps
    ]  # fmt: skip
    assert order == sorted(order)


@given(rated())
def test_the_next_step_is_the_first_gap_to_the_top(given_rated: Rated) -> None:
    framework, ratings = given_rated
    profile = uniform_profile(framework, framework.top.code)
    for row in framework.criteria:
        value = ratings[row.code]
        first = next(iter(gap(framework, row, value, profile)), None)
        assert next_step(framework, row, value) == first
        if value == NOT_APPLICABLE:
            assert first is None


@given(rated(), st.data())
def test_who_walks_the_whole_path_has_no_gap_left(given_rated: Rated, data: st.DataObject) -> None:
    framework, ratings = given_rated
    profile = data.draw(profiles_of(framework))
    walked = ratings | {step.criterion: step.level for step in path(framework, ratings, profile)}
    assert path(framework, walked, profile) == ()


def test_what_moved_is_what_is_met_now_and_was_not_and_the_other_way_round(cacee: Framework) -> None:
    found = movement(cacee, {"COL.1": "B", "COL.2": "E", "ETH.2": "B"}, {"COL.1": "M", "COL.2": "0", "ETH.2": "M"})
    assert codes(found.gained) == ["COL.1.E", "COL.1.M", "ETH.2.M"]
    assert codes(found.let_go) == ["COL.2.B", "COL.2.E"]
    assert found.untold == ()


def test_an_answer_that_is_missing_or_not_applicable_now_lets_nothing_go(cacee: Framework) -> None:
    found = movement(cacee, {"COL.1": "M", "COL.2": "E", "COL.3": "0"}, {"COL.1": "NA"})
    assert (found.gained, found.let_go, found.untold) == ((), (), ("COL.1", "COL.2"))


@given(rated(), st.data())
def test_nothing_moves_between_the_same_answers_and_back_reverses_forth(case: Rated, data: st.DataObject) -> None:
    framework, before = case
    same = movement(framework, before, before)
    assert (same.gained, same.let_go) == ((), ())
    told = {code: value for code, value in before.items() if value not in (None, NOT_APPLICABLE)}
    after = {code: data.draw(st.sampled_from(["0", *framework.criterion(code).levels])) for code in told}
    assert movement(framework, told, after).gained == movement(framework, after, told).let_go
