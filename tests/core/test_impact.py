"""How many people were reached: counted once, and traced to what tells it."""

from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.impact import Told, by_area, reached

COL, EDI = frozenset({"COL"}), frozenset({"EDI"})
TOLD = st.builds(
    Told,
    entry=st.integers(1, 6),
    areas=st.frozensets(st.sampled_from(["COL", "EDI", "DIG"])),
    audience=st.sampled_from(["students", "employers"]),
    people=st.none() | st.integers(0, 500),
    same_as=st.none() | st.integers(1, 6),
)


def test_what_one_entry_tells_of_an_audience_is_counted_once() -> None:
    told = [Told(1, COL, "students", 64), Told(1, COL, "students", 41), Told(2, COL, "students", 10)]
    assert reached(told)["students"].people == 74
    assert reached(told)["students"].entries == (1, 2)


def test_audiences_are_counted_apart() -> None:
    told = [Told(1, COL, "students", 64), Told(1, COL, "employers", 5)]
    assert {audience: found.people for audience, found in reached(told).items()} == {"students": 64, "employers": 5}


def test_entries_about_the_same_people_count_as_the_largest_of_them() -> None:
    told = [Told(1, COL, "students", 30), Told(2, COL, "students", 50, same_as=1), Told(3, COL, "students", 7)]
    assert reached(told)["students"].people == 57


def test_entries_that_name_each_other_are_still_counted() -> None:
    told = [Told(1, COL, "students", 30, same_as=2), Told(2, COL, "students", 50, same_as=1)]
    assert reached(told)["students"].people == 50


def test_entries_about_the_people_of_one_that_is_not_told_here_are_counted_once() -> None:
    told = [Told(1, COL, "students", 30, same_as=9), Told(2, COL, "students", 30, same_as=9)]
    assert reached(told)["students"].people == 30
    assert reached(told)["students"].entries == (1, 2)


def test_people_who_are_counted_elsewhere_count_where_elsewhere_is_left_out() -> None:
    told = [Told(2, EDI, "students", 50, same_as=1)]
    assert reached(told)["students"].people == 50


def test_nobody_counted_is_not_nobody() -> None:
    assert reached([Told(1, COL, "students")])["students"].people is None
    assert reached([Told(1, COL, "students", 0)])["students"].people == 0
    assert reached([]) == {}


def test_an_entry_stands_under_each_competency_that_it_supports_and_once_in_the_whole() -> None:
    told = [Told(1, COL | EDI, "students", 20), Told(2, EDI, "students", 5)]
    parts = by_area(told, ["COL", "DIG", "EDI"])
    assert {area: part["students"].people for area, part in parts.items()} == {"COL": 20, "EDI": 25}
    assert reached(told)["students"].people == 25


@given(st.lists(TOLD, max_size=12))
def test_no_total_is_larger_than_its_entries_or_smaller_than_the_largest(told: list[Told]) -> None:
    for audience, found in reached(told).items():
        numbers = [row.people for row in told if row.audience == audience and row.people is not None]
        assert (found.people is None) == (not numbers)
        if numbers:
            assert max(numbers) <= (found.people or 0) <= sum(numbers)


@given(st.lists(TOLD, max_size=12))
def test_telling_it_twice_changes_nothing(told: list[Told]) -> None:
    assert {a: f.people for a, f in reached(told + told).items()} == {a: f.people for a, f in reached(told).items()}
