"""What the answers of very many say: rounded, from enough people alone."""

import pytest

from tamarack.core.items import enough, moving_together, rounded


@pytest.mark.parametrize(("count", "told"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (199, 200), (203, 205)])
def test_numbers_are_told_in_fives(count: int, told: int) -> None:
    assert rounded(count) == told


def test_enough_are_two_hundred_of_five_organisations() -> None:
    assert enough(200, 5)
    assert not enough(199, 9)
    assert not enough(900, 4)


def test_pairs_that_move_together_are_told_in_tenths_the_strongest_first() -> None:
    ranks = [number % 4 for number in range(240)]
    columns = {
        "A.1": ranks,
        "A.2": ranks,
        "A.3": [3 - rank for rank in ranks],
        "B.1": [(number // 4) % 4 for number in range(240)],
        "B.2": [1] * 240,
    }
    places = [number % 6 for number in range(240)]
    assert moving_together(columns, places) == {"A.1 A.2": 10, "A.1 A.3": -10, "A.2 A.3": -10}


def test_a_pair_that_few_answered_or_few_organisations_is_not_told() -> None:
    ranks = [number % 4 for number in range(240)]
    seldom = [rank if number < 199 else None for number, rank in enumerate(ranks)]
    assert moving_together({"A": ranks, "B": seldom}, [number % 6 for number in range(240)]) == {}
    assert moving_together({"A": ranks, "B": ranks}, [number % 4 for number in range(240)]) == {}
