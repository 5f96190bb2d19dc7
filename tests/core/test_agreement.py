"""Self and others: worked examples of the design, and laws of what is shown of whom."""

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations_with_replacement

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.agreement import (
    AGREEMENT_FROM,
    POOL,
    THRESHOLD,
    Given,
    Near,
    Place,
    Reading,
    Spread,
    alpha,
    mean,
    others_mean,
    part_of,
    parts,
    place,
    raters,
    reading,
    spread,
    tallied,
)

GROUPS = ["peers", "reports", "students", "partners"]
tallies = st.dictionaries(st.integers(0, 3), st.integers(1, 6), max_size=4)
by_group = st.dictionaries(st.sampled_from(GROUPS), tallies, max_size=4)
ratings = st.dictionaries(st.sampled_from(["COL.1", "COL.2", "EDI.5"]), st.integers(0, 3))
answers = st.lists(st.builds(Given, st.sampled_from(GROUPS), ratings), max_size=25)


def shown_of(given_: list[Given]) -> dict[str, dict[str, dict[int, int]]]:
    return {code: parts(groups) for code, groups in sorted(tallied(given_).items())}


def test_a_group_is_shown_from_three_raters_and_the_smaller_ones_together() -> None:
    found = parts({"peers": {2: 3, 3: 2}, "students": {1: 2}, "partners": {3: 1}})
    assert found == {"peers": {2: 3, 3: 2}, POOL: {1: 2, 3: 1}}


def test_two_raters_beside_a_shown_group_are_shown_nowhere() -> None:
    assert parts({"peers": {2: 3}, "students": {1: 2}}) == {"peers": {2: 3}}
    assert others_mean(parts({"peers": {2: 3}, "students": {0: 2}})) == 2


def test_two_raters_alone_are_shown_nowhere() -> None:
    assert parts({"peers": {2: 2}}) == {}
    assert others_mean({}) is None


def test_others_mean_counts_each_shown_respondent_once() -> None:
    found = parts({"peers": {3: 3}, "students": {0: 1}, "reports": {0: 2}})
    assert others_mean(found) == Fraction(9, 6)


def test_not_observed_counts_nowhere() -> None:
    seen = [Given("peers", {"COL.1": 2}), Given("peers", {"COL.1": 2}), Given("peers", {})]
    assert shown_of(seen) == {"COL.1": {}}


@pytest.mark.parametrize(
    ("exact", "top", "shown"),
    [
        (Fraction(0), 3, Place(Fraction(1, 4), Near.LOWEST)),
        (Fraction(1, 2), 3, Place(Fraction(1, 4), Near.LOWEST)),
        (Fraction(2, 3), 3, Place(Fraction(1, 4), Near.LOWEST)),
        (Fraction(3, 4), 3, Place(Fraction(1))),
        (Fraction(4, 3), 3, Place(Fraction(3, 2))),
        (Fraction(9, 5), 3, Place(Fraction(2))),
        (Fraction(5, 2), 3, Place(Fraction(11, 4), Near.HIGHEST)),
        (Fraction(3), 3, Place(Fraction(11, 4), Near.HIGHEST)),
        (Fraction(0), 1, Place(Fraction(1, 4), Near.LOWEST)),
        (Fraction(1, 3), 1, Place(Fraction(1, 4), Near.LOWEST)),
        (Fraction(1, 2), 1, Place(Fraction(1, 4), Near.LOWEST)),
        (Fraction(2, 3), 1, Place(Fraction(3, 4), Near.HIGHEST)),
        (Fraction(1), 1, Place(Fraction(3, 4), Near.HIGHEST)),
    ],
)
def test_a_mean_is_shown_in_halves_and_near_an_end_only_as_that(exact: Fraction, top: int, shown: Place) -> None:
    assert place(exact, top) == shown


@pytest.mark.parametrize(
    ("own", "others", "read"),
    [
        (2, Fraction(1), Reading.BLIND_SPOT),
        (2, Fraction(11, 10), Reading.CLOSE),
        (1, Fraction(2), Reading.HIDDEN_STRENGTH),
        (1, Fraction(19, 10), Reading.CLOSE),
        (None, Fraction(2), None),
        (2, None, None),
    ],
)
def test_a_level_apart_is_a_blind_spot_or_a_hidden_strength(
    own: int | None, others: Fraction | None, read: Reading | None
) -> None:
    assert reading(own, others) == read


def test_how_far_ratings_lie_apart_is_told_from_five_on() -> None:
    assert spread({0: 1, 3: 3}) is None
    assert spread({0: 1, 3: 4}) == Spread(0, 3)


def test_a_narrow_range_does_not_tell_what_everyone_gave() -> None:
    assert spread({2: 5}) == spread({2: 4, 3: 1}) == Spread()
    assert Spread().is_narrow


def test_alpha_is_that_of_the_package_in_tenths() -> None:
    units = [{1: 4, 2: 1}, {2: 5}, {3: 4, 2: 2}, {0: 3, 1: 2}]
    matrix = np.array([[unit.get(rank, 0) for rank in range(4)] for unit in units])
    exact = krippendorff.alpha(value_counts=matrix, value_domain=[0, 1, 2, 3], level_of_measurement="ordinal")
    assert alpha(units, 3) == Fraction(round(exact * 10), 10) == Fraction(8, 10)


def test_alpha_needs_five_raters_and_two_criteria() -> None:
    assert alpha([{1: 4}, {2: 4}], 3) is None
    assert alpha([{1: 3, 2: 2}, {2: 4}], 3) is None


def test_alpha_does_not_tell_that_all_gave_the_same() -> None:
    assert alpha([{2: 5}, {2: 6}], 3) == alpha([{1: 5}, {3: 5}], 3) == Fraction(9, 10)
    assert alpha([{0: 3, 3: 3}, {0: 3, 3: 3}], 3) == 0


@given(by_group)
def test_nothing_is_shown_of_fewer_than_three(groups: dict[str, Counter[int]]) -> None:
    assert all(raters(tally) >= THRESHOLD for tally in parts(groups).values())


@given(by_group)
def test_the_pool_never_mixes_in_a_shown_group(groups: dict[str, Counter[int]]) -> None:
    found = parts(groups)
    small = Counter[int]()
    for group, tally in groups.items():
        if group in found:
            assert found[group] == tally
        else:
            small.update(tally)
    assert found.get(POOL, {}) == (small if raters(small) >= THRESHOLD else {})


@given(answers, st.randoms())
def test_who_answered_within_a_group_and_in_which_order_changes_nothing(given_: list[Given], random: object) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert shown_of(shuffled) == shown_of(given_)


@given(answers, st.sampled_from(GROUPS), ratings)
def test_what_a_hidden_respondent_says_changes_nothing_that_is_shown(
    given_: list[Given], group: str, said: dict[str, int]
) -> None:
    one = [*given_, Given(group, said)]
    other = [*given_, Given(group, {code: 3 - rank for code, rank in said.items()})]
    before, after = shown_of(one), shown_of(other)
    for code, found in before.items():
        if part_of(group, found) is None:
            assert found == after[code]


@given(by_group, st.sampled_from(GROUPS))
def test_comments_are_read_where_at_least_three_rated(groups: dict[str, Counter[int]], group: str) -> None:
    found = parts(groups)
    part = part_of(group, found)
    assert part in (group, POOL, None)
    assert part is None or raters(found[part]) >= THRESHOLD


@given(st.dictionaries(st.integers(0, 3), st.integers(1, 9), min_size=1), st.integers(3, 9))
def test_a_mean_is_never_shown_further_away_than_half_a_level(tally: dict[int, int], top: int) -> None:
    assert abs(place(mean(tally), top).at - mean(tally)) <= Fraction(1, 2)


@pytest.mark.parametrize("top", [1, 2, 3])
@pytest.mark.parametrize("count", range(THRESHOLD, 8))
def test_what_is_shown_never_settles_that_all_gave_the_same(top: int, count: int) -> None:
    looks = defaultdict(list)
    for chosen in combinations_with_replacement(range(top + 1), count):
        tally = Counter(chosen)
        looks[place(mean(tally), top), spread(tally)].append(tally)
    for could_be in looks.values():
        assert any(len(tally) > 1 for tally in could_be)


@given(by_group)
def test_agreement_is_told_of_five_and_more_alone(groups: dict[str, Counter[int]]) -> None:
    for tally in parts(groups).values():
        assert (spread(tally) is not None) == (raters(tally) >= AGREEMENT_FROM)
