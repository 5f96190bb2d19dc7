import pytest
from hypothesis import given

from tamarack.core.errors import BadRating, UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.ratings import check, choices, met, rank
from tests.core.strategies import rated


def test_only_levels_with_a_descriptor_can_be_chosen(cacee: Framework) -> None:
    assert choices(cacee.criterion("ETH.2")) == ("0", "B", "M", "NA")
    with pytest.raises(BadRating, match=r"ETH.2 has no descriptor at level E. It can be rated 0, B, M, NA."):
        check(cacee, "ETH.2", "E")


@pytest.mark.parametrize("value", ["X", "b", "", "1", "na"])
def test_what_is_no_rating_is_told_with_what_would_be(cacee: Framework, value: str) -> None:
    with pytest.raises(BadRating, match=rf"“{value}” is not a rating of COL.1. It can be rated 0, B, E, M, NA."):
        check(cacee, "COL.1", value)


def test_a_rating_of_an_unknown_criterion_is_refused(cacee: Framework) -> None:
    with pytest.raises(UnknownCode):
        check(cacee, "COL.9", "B")


@given(rated())
def test_a_rating_meets_its_own_level_and_all_below_that_have_a_descriptor(
    given_rated: tuple[Framework, dict[str, str | None]],
) -> None:
    framework, ratings = given_rated
    for row in framework.criteria:
        value = ratings[row.code]
        check(framework, row.code, value)
        levels = met(framework, row, value)
        assert levels == row.levels[: len(levels)]
        if levels:
            assert levels[-1] == value
        else:
            assert rank(framework, value) == 0
