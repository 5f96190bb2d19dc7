"""Hours as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import BadInput
from tamarack.core.hours import HOURS_MOST, parse_hours


@pytest.mark.parametrize(
    ("text", "quarters"),
    [
        ("", 0), ("  ", 0), ("0", 0), ("1", 4), ("1.5", 6), ("1,5", 6), (".5", 2), (",25", 1), ("1.50", 6),
        ("2.75 h", 11),
        ("1,5 h", 6), ("1,5\u00a0h", 6), ("1:30", 6), ("0:15", 1), ("1 h 30", 6), ("1h30", 6), ("1 h 45 min", 7),
        ("2 h", 8), ("2 hours", 8), ("2 heures", 8), ("90 min", 6), ("45 minutes", 3), ("1\u00a0h\u00a030", 6),
        ("1000", 4000),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, quarters: int) -> None:
    assert parse_hours(text) == quarters


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1.3", "kept in quarters"), ("1:20", "kept in quarters"), ("50 min", "kept in quarters"),
        ("1:75", "not a time"),
        ("-1", "not a time"), ("two", "not a time"), ("1.5.5", "not a time"), ("1e3", "not a time"),
        ("1.5ours", "not a time"), ("1000.25", "1000 hours"),
        ("9999", "1000 hours"), ("1" * 500, "not a time"), ("½", "not a time"),
        ("١", "not a time"), ("=1", "not a time"),
    ],
)  # fmt: skip
def test_what_is_no_time_is_told(text: str, told: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_hours(text)
    assert told in caught.value.message
    assert len(caught.value.message) < 120


@given(st.integers(0, HOURS_MOST * 4))
def test_every_quarter_can_be_written_in_both_ways(quarters: int) -> None:
    decimal = f"{quarters // 4}.{quarters % 4 * 25:02}"
    assert parse_hours(decimal) == parse_hours(decimal.replace(".", ",")) == quarters
    assert parse_hours(f"{quarters // 4}:{quarters % 4 * 15:02}") == quarters
