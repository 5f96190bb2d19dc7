"""How hours count by the rules of a scheme: cases computed by hand, at the edges of periods and caps, and laws."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.development import Entry, Evaluation, Reason, as_planned, evaluate
from tamarack.core.formats import load_framework
from tamarack.core.formats.log_rules import read_rules
from tamarack.core.schemes import (
    ANNIVERSARY,
    CALENDAR,
    SCALE,
    WAIVE,
    Category,
    Rules,
    keep_until,
    report_by,
    year_days,
    year_index,
    years_after,
)

DATA = Path(__file__).parents[2] / "src/tamarack/data"
LOG = (
    "course",
    "workshop",
    "conference",
    "reading",
    "project",
    "mentoring",
    "teaching",
    "research",
    "association",
    "other",
)
H = 4
"""Quarters in an hour."""


def rules(**changed: object) -> Rules:
    """A scheme of two categories that asks for nothing, with what a test changes about it."""
    told: dict[str, object] = {
        "categories": (Category("a", {}, ("course", "workshop")), Category("b", {}, ("reading", "project")))
    }
    return Rules("any", {}, {}, {}, **(told | changed))  # type: ignore[arg-type]


def entry(day: str, hours: float, category: str = "course", **more: object) -> Entry:
    pk = int(more.pop("id", 0))  # type: ignore[call-overload]
    return Entry(pk, date.fromisoformat(day), category, int(hours * H), **more)  # type: ignore[arg-type]


def shipped(key: str) -> Rules:
    rubric = load_framework((DATA / "cacee.yaml").read_bytes())
    return read_rules((DATA / "log_rules" / f"{key}.yaml").read_bytes(), key, rubric, LOG)


def hours(found: Evaluation) -> list[float]:
    return [year.counted / H for year in found.years]


D = date.fromisoformat


# The edges of years and periods


@pytest.mark.parametrize(
    ("day", "index"), [("2023-12-31", -1), ("2024-01-01", 0), ("2024-12-31", 0), ("2025-01-01", 1), ("2026-07-01", 2)]
)
def test_a_calendar_year_has_its_first_and_last_day(day: str, index: int) -> None:
    assert year_index(rules(kind=CALENDAR), D("2024-07-01"), D(day)) == index


@pytest.mark.parametrize(
    ("day", "index"), [("2024-03-13", -1), ("2024-03-14", 0), ("2025-03-13", 0), ("2025-03-14", 1), ("2026-03-13", 1)]
)
def test_an_anniversary_year_begins_on_the_day_and_ends_the_day_before(day: str, index: int) -> None:
    assert year_index(rules(kind=ANNIVERSARY), D("2024-03-14"), D(day)) == index


def test_years_from_29_february_all_end_on_28_february() -> None:
    yearly, since = rules(kind=ANNIVERSARY), D("2024-02-29")
    assert [year_days(yearly, since, index) for index in range(5)] == [
        (D("2024-02-29"), D("2025-02-28")),
        (D("2025-03-01"), D("2026-02-28")),
        (D("2026-03-01"), D("2027-02-28")),
        (D("2027-03-01"), D("2028-02-28")),
        (D("2028-02-29"), D("2029-02-28")),
    ]
    assert [year_index(yearly, since, D(day)) for day in ("2025-02-28", "2025-03-01", "2028-02-28", "2028-02-29")] == [
        0, 1, 3, 4,
    ]  # fmt: skip


def test_29_february_in_other_years_is_1_march() -> None:
    assert years_after(D("2024-02-29"), 1) == D("2025-03-01")
    assert years_after(D("2024-02-29"), 4) == D("2028-02-29")
    assert years_after(D("2025-02-28"), 3) == D("2028-02-28")


def test_an_activity_on_the_last_day_counts_in_that_year_and_on_the_first_in_the_next() -> None:
    found = evaluate(
        [entry("2024-12-31", 2), entry("2025-01-01", 3, id=1)], rules(minimum=5 * H), D("2024-05-01"), D("2025-06-01")
    )
    assert hours(found) == [2, 3]
    assert [period.missing / H for period in found.periods] == [3, 2]


def test_what_was_done_before_the_scheme_began_does_not_count() -> None:
    yearly = rules(kind=ANNIVERSARY)
    found = evaluate([entry("2024-03-13", 2), entry("2024-03-14", 1, id=1)], yearly, D("2024-03-14"), D("2024-06-01"))
    assert hours(found) == [1]
    assert found.counts[0].lost == ((Reason.BEFORE, 2 * H),)
    assert found.counts[0].year is None


def test_the_calendar_year_in_which_a_scheme_begins_counts_whole() -> None:
    found = evaluate([entry("2024-01-01", 2)], rules(), D("2024-12-31"), D("2024-12-31"))
    assert hours(found) == [2]


def test_periods_of_three_years_follow_one_another() -> None:
    found = evaluate([], rules(years=3), D("2020-05-01"), D("2023-01-01"))
    assert [(period.first.year, period.last.year) for period in found.periods] == [(2020, 2022), (2023, 2025)]


@pytest.mark.parametrize(
    ("today", "spans"),
    [
        ("2024-06-01", [(2024, 2026)]),
        ("2026-12-31", [(2024, 2026)]),
        ("2027-01-01", [(2024, 2026), (2025, 2027)]),
        ("2028-01-01", [(2024, 2026), (2025, 2027), (2026, 2028)]),
    ],
)
def test_rolling_periods_end_with_every_year(today: str, spans: list[tuple[int, int]]) -> None:
    found = evaluate([], rules(years=3, rolling=True), D("2024-03-01"), D(today))
    assert [(period.first.year, period.last.year) for period in found.periods] == spans


def test_an_hour_counts_in_every_rolling_period_that_has_its_day() -> None:
    done = [entry("2024-12-31", 30), entry("2025-01-01", 20, id=1), entry("2027-12-31", 15, id=2)]
    found = evaluate(done, rules(years=3, rolling=True, minimum=60 * H), D("2024-01-01"), D("2028-01-01"))
    assert [period.counted / H for period in found.periods] == [50, 35, 15]
    assert [period.missing / H for period in found.periods] == [10, 25, 45]


def test_a_scheme_that_begins_after_today_has_its_first_period() -> None:
    found = evaluate([], rules(years=3), D("2027-01-01"), D("2026-11-25"))
    assert [(period.first, period.last) for period in found.periods] == [(D("2027-01-01"), D("2029-12-31"))]


def test_what_is_planned_after_the_present_period_comes_later() -> None:
    (count,) = evaluate(
        as_planned([Entry(1, D("2025-01-01"), "course", 0, 8)]), rules(), D("2024-01-01"), D("2024-12-31")
    ).counts
    assert count.lost == ((Reason.LATER, 8),)


# Caps


def capped(**most: int) -> Rules:
    caps = {name: value * H for name, value in most.items()}
    return rules(categories=(Category("a", {}, ("project",), **caps), Category("b", {}, ("course",))))


def lost(found: Evaluation) -> list[list[tuple[str, float]]]:
    return [[(reason.value, quarters / H) for reason, quarters in count.lost] for count in found.counts]


def test_one_activity_counts_up_to_its_cap_and_no_quarter_more() -> None:
    done = [entry("2024-02-01", 5, "project"), entry("2024-02-02", 5.25, "project", id=1)]
    found = evaluate(done, capped(activity=5), D("2024-01-01"), D("2024-12-31"))
    assert [count.counted / H for count in found.counts] == [5, 5]
    assert lost(found) == [[], [("activity", 0.25)]]


def test_entries_of_one_project_share_its_cap_however_its_name_is_written_and_over_years() -> None:
    done = [
        entry("2024-02-01", 14, "project", project="Clinic"),
        entry("2024-12-31", 15.5, "project", id=1, project=" clinic "),
        entry("2025-01-01", 3, "project", id=2, project="CLINIC"),
        entry("2025-01-02", 3, "project", id=3, project="Map"),
        entry("2025-01-03", 9, "course", id=4, project="Clinic"),
    ]
    found = evaluate(done, capped(project=25), D("2024-01-01"), D("2025-12-31"))
    assert [count.counted / H for count in found.counts] == [14, 11, 0, 3, 9]
    assert lost(found) == [[], [("project", 4.5)], [("project", 3)], [], []]
    assert hours(found) == [25, 12]


def test_entries_without_a_project_each_have_its_cap() -> None:
    done = [entry("2024-02-01", 30, "project"), entry("2024-02-02", 26, "project", id=1)]
    found = evaluate(done, capped(project=25), D("2024-01-01"), D("2024-12-31"))
    assert [count.counted / H for count in found.counts] == [25, 25]


def test_a_category_counts_up_to_its_cap_in_a_year_in_the_order_of_days() -> None:
    done = [
        entry("2024-12-31", 4, "project", id=1),
        entry("2024-06-01", 8, "project", id=2),
        entry("2025-01-01", 10.25, "project", id=3),
    ]
    found = evaluate(done, capped(year=10), D("2024-01-01"), D("2025-12-31"))
    assert [(count.entry.id, count.counted / H) for count in found.counts] == [(2, 8), (1, 2), (3, 10)]
    assert lost(found) == [[], [("year", 2)], [("year", 0.25)]]


def test_a_category_counts_up_to_its_cap_in_a_period() -> None:
    changed = rules(years=2, categories=(Category("a", {}, ("project",), period=10 * H),))
    done = [
        entry("2024-02-01", 6, "project"),
        entry("2025-12-31", 6, "project", id=1),
        entry("2026-01-01", 6, "project", id=2),
    ]
    found = evaluate(done, changed, D("2024-01-01"), D("2026-01-01"))
    assert [count.counted / H for count in found.counts] == [6, 4, 6]
    assert lost(found) == [[], [("period", 2)], []]


def test_several_caps_cut_one_after_the_other_and_what_is_cut_fills_none() -> None:
    changed = capped(activity=8, project=12, year=10)
    done = [
        entry("2024-02-01", 9, "project", project="P"),
        entry("2024-03-01", 9, "project", id=1, project="P"),
        entry("2024-04-01", 5, "project", id=2),
    ]
    found = evaluate(done, changed, D("2024-01-01"), D("2024-12-31"))
    assert lost(found) == [[("activity", 1)], [("activity", 1), ("project", 4), ("year", 2)], [("year", 5)]]
    assert [count.counted / H for count in found.counts] == [8, 2, 0]


def test_entries_of_one_day_count_in_the_order_of_their_ids() -> None:
    done = [entry("2024-02-01", 6, "project", id=9), entry("2024-02-01", 6, "project", id=3)]
    found = evaluate(done, capped(year=10), D("2024-01-01"), D("2024-12-31"))
    assert [(count.entry.id, count.counted / H) for count in found.counts] == [(3, 6), (9, 4)]


def test_a_category_that_a_scheme_does_not_take_counts_nothing() -> None:
    (count,) = evaluate([entry("2024-02-01", 6, "other")], rules(), D("2024-01-01"), D("2024-12-31")).counts
    assert (count.counted, count.lost, count.year) == (0, ((Reason.CATEGORY, 24),), 0)


# Breadth


def test_categories_are_needed_in_each_year() -> None:
    done = [entry("2024-02-01", 6), entry("2024-03-01", 6, "workshop", id=1),
            entry("2025-02-01", 0.25, "reading", id=2),
            entry("2025-02-01", 1, id=3)]  # fmt: skip
    found = evaluate(done, rules(needs=2), D("2024-01-01"), D("2025-12-31"))
    assert [year.missing_categories for year in found.years] == [1, 0]


def test_competencies_are_covered_in_the_year_in_which_something_of_theirs_counts() -> None:
    both = rules(covers=("COL", "ETH"), categories=(Category("a", {}, ("course",), year=4 * H),))
    done = [
        entry("2024-02-01", 4, competencies=frozenset({"COL"})),
        entry("2024-03-01", 1, id=1, competencies=frozenset({"ETH"})),
        entry("2025-03-01", 1, id=2, competencies=frozenset({"ETH", "DIG"})),
    ]
    found = evaluate(done, both, D("2024-01-01"), D("2025-12-31"))
    assert [year.missing_competencies for year in found.years] == [("ETH",), ("COL",)]
    assert not found.present.is_met


def test_an_activity_that_names_no_competency_does_not_count_where_that_is_asked() -> None:
    named = rules(covers=("COL",), named=True)
    done = [entry("2024-02-01", 4), entry("2024-02-02", 4, id=1, competencies=frozenset({"DIG"})),
            entry("2024-02-03", 4, id=2, competencies=frozenset({"COL"}))]  # fmt: skip
    found = evaluate(done, named, D("2024-01-01"), D("2024-12-31"))
    assert [count.counted / H for count in found.counts] == [0, 0, 4]
    assert found.counts[1].lost == ((Reason.UNNAMED, 16),)


# Carried over


def test_hours_beyond_the_minimum_are_carried_over_up_to_a_limit_and_once() -> None:
    carrying = rules(minimum=25 * H, carry_over=5 * H)
    done = [entry("2024-02-01", 40), entry("2025-02-01", 22, id=1), entry("2026-02-01", 20, id=2)]
    found = evaluate(done, carrying, D("2024-01-01"), D("2026-12-31"))
    assert [(p.carried_in / H, p.total / H, p.carried_out / H, p.missing / H) for p in found.periods] == [
        (0, 40, 5, 0), (5, 27, 2, 0), (2, 22, 0, 3),
    ]  # fmt: skip


def test_hours_that_were_carried_over_are_not_carried_on() -> None:
    carrying = rules(minimum=2 * H, carry_over=5 * H)
    found = evaluate(
        [entry("2024-02-01", 20), entry("2025-02-01", 1, id=1)], carrying, D("2024-01-01"), D("2026-12-31")
    )
    assert [(p.carried_in / H, p.carried_out / H) for p in found.periods] == [(0, 5), (5, 1), (1, 0)]


def test_a_year_s_own_minimum_is_not_met_by_what_was_carried_over() -> None:
    carrying = rules(years=2, minimum=10 * H, yearly=5 * H, carry_over=5 * H)
    found = evaluate(
        [entry("2024-02-01", 20), entry("2026-02-01", 5, id=1)], carrying, D("2024-01-01"), D("2026-12-31")
    )
    assert (found.present.missing, [year.missing / H for year in found.present.years]) == (0, [0, 5])


# Exemptions


def test_an_exemption_of_enough_days_waives_the_year_and_lowers_the_period() -> None:
    waiving = rules(years=3, minimum=60 * H, yearly=10 * H, exemption=WAIVE, waived_from=180, needs=1)
    free = [(D("2024-07-05"), D("2025-06-28"))]  # 180 days of 2024, 179 of 2025
    found = evaluate([], waiving, D("2024-01-01"), D("2024-06-01"), free)
    assert [year.asked / H for year in found.years] == [0, 10, 10]
    assert [year.missing_categories for year in found.years] == [0, 1, 1]
    assert found.present.asked / H == 40


def test_an_exempt_day_counts_once_in_however_many_exemptions() -> None:
    waiving = rules(minimum=10 * H, exemption=WAIVE, waived_from=20)
    free = [(D("2024-01-01"), D("2024-01-10")), (D("2024-01-05"), D("2024-01-15")), (D("2024-01-16"), D("2024-01-19"))]
    assert evaluate([], waiving, D("2024-01-01"), D("2024-06-01"), free).present.asked == 10 * H
    free.append((D("2024-12-31"), D("2025-03-01")))
    assert evaluate([], waiving, D("2024-01-01"), D("2024-06-01"), free).present.asked == 0


def test_an_exemption_scales_what_is_asked_by_its_days_rounded_up_to_a_quarter() -> None:
    scaling = rules(minimum=20 * H, exemption=SCALE)
    # 366 days in 2024; 100 exempt: 80 quarters × 266/366 = 58.14… → 59 quarters
    found = evaluate([], scaling, D("2024-01-01"), D("2024-06-01"), [(D("2024-01-01"), D("2024-04-09"))])
    assert found.present.asked == 59
    # 365 days in 2025; 73 exempt, a fifth: 64 quarters exactly
    found = evaluate([], scaling, D("2025-01-01"), D("2025-06-01"), [(D("2025-01-01"), D("2025-03-14"))])
    assert found.present.asked == 64


def test_scaled_periods_count_their_own_days() -> None:
    scaling = shipped("hundred-in-three-years")
    # 1,096 days in 2024 to 2026; all 366 of 2024 exempt: 400 × 730/1096 = 266.42… → 267 quarters
    found = evaluate([], scaling, D("2024-01-01"), D("2024-06-01"), [(D("2024-01-01"), D("2024-12-31"))])
    assert found.present.asked == 267
    assert [year.asked / H for year in found.years] == [0, 20, 20]
    assert [year.missing_categories for year in found.years] == [0, 2, 2]


def test_what_is_done_in_an_exemption_counts() -> None:
    waiving = rules(minimum=10 * H, exemption=WAIVE)
    found = evaluate(
        [entry("2024-01-02", 3)], waiving, D("2024-01-01"), D("2024-06-01"), [(D("2024-01-01"), D("2024-03-01"))]
    )
    assert (found.present.asked, found.present.counted) == (0, 12)


def test_a_scheme_without_exemptions_asks_all_the_same() -> None:
    found = evaluate([], rules(minimum=8), D("2024-01-01"), D("2024-06-01"), [(D("2024-01-01"), D("2024-12-31"))])
    assert found.present.asked == 8


# Proofs, and what is planned


def test_until_when_a_proof_is_kept() -> None:
    from_year = rules(years=3, rolling=True, keep_years=3, report_within=31)
    assert keep_until(from_year, D("2024-01-01"), D("2024-05-01")) == D("2028-01-31")
    from_period = rules(years=3, keep_years=3, keep_after="period")
    assert keep_until(from_period, D("2024-01-01"), D("2024-05-01")) == D("2029-12-31")
    assert keep_until(from_period, D("2024-01-01"), D("2027-01-01")) == D("2032-12-31")
    rolling = rules(years=3, rolling=True, keep_years=1, keep_after="period")
    assert keep_until(rolling, D("2024-01-01"), D("2024-05-01")) == D("2027-12-31")
    assert keep_until(rules(keep_years=1), D("2024-01-01"), D("2023-12-31")) is None
    assert keep_until(rules(), D("2024-01-01"), D("2024-12-31")) is None


def test_by_when_a_year_is_reported() -> None:
    yearly = shipped("twenty-five-a-year")
    assert report_by(yearly, D("2025-03-13")) == D("2025-04-12")
    assert report_by(shipped("sixty-in-three-years"), D("2025-12-31")) == D("2026-01-31")


def test_what_is_planned_counts_only_as_planned() -> None:
    planned = [Entry(1, D("2024-06-01"), "course", 0, 8), Entry(2, D("2024-06-02"), "course", 4, 12)]
    now = evaluate(planned, rules(), D("2024-01-01"), D("2024-06-01"))
    assert now.present.counted == 4
    assert now.counts[0].lost == ((Reason.NOT_DONE, 0),)
    assert evaluate(as_planned(planned), rules(), D("2024-01-01"), D("2024-06-01")).present.counted == 12


# The sets that come along


def test_sixty_hours_in_three_calendar_years() -> None:
    done = [
        entry("2024-03-01", 20), entry("2024-04-01", 14, "project", id=1, project="Clinic"),
        entry("2025-03-01", 15.5, "project", id=2, project="Clinic"), entry("2025-06-01", 9, "reading", id=3),
        entry("2026-02-01", 4, "teaching", id=4), entry("2026-03-01", 5.75, "mentoring", id=5),
        entry("2026-03-02", 2, "other", id=6),
    ]  # fmt: skip
    found = evaluate(done, shipped("sixty-in-three-years"), D("2024-05-01"), D("2026-11-25"))
    # 2024: 20 + 14 = 34; 2025: 11 of the project's 15.5 (25 in all) + 9 = 20; 2026: 4 + 5.75 = 9.75, of 10
    assert hours(found) == [34, 20, 9.75]
    assert (found.present.counted / H, found.present.missing) == (63.75, 0)
    assert [year.missing / H for year in found.years] == [0, 0, 0.25]
    assert not found.present.is_met


def test_one_hundred_hours_in_three_years() -> None:
    done = [
        entry("2024-03-01", 20),
        entry("2025-03-01", 19.75),
        entry("2025-03-02", 0.25, "teaching", id=1),
        entry("2026-12-31", 60, id=2),
    ]
    found = evaluate(done, shipped("hundred-in-three-years"), D("2024-01-01"), D("2026-12-31"))
    assert (found.present.counted / H, found.present.missing) == (100, 0)
    assert [year.missing_categories for year in found.years] == [1, 0, 1]


def test_twenty_five_hours_a_year_from_the_anniversary() -> None:
    every = frozenset({"COL", "COM", "DIG", "EDI", "ETH", "SME", "MTN"})
    done = [
        entry("2025-03-13", 30, competencies=every),
        entry("2025-03-14", 15, id=1, competencies=every - {"EDI"}),
        entry("2026-01-10", 9, "reading", id=2, competencies=frozenset({"EDI"})),
        entry("2026-03-13", 2, "research", id=3, competencies=frozenset({"SME"})),
        entry("2026-03-13", 5, id=4),
        entry("2026-03-14", 1, id=5, competencies=every),
    ]
    found = evaluate(done, shipped("twenty-five-a-year"), D("2024-03-14"), D("2026-03-13"))
    # From 14 March 2025 to 13 March 2026: 15 direct, 9 + 1 of 2 indirect (10 at most); 5 name nothing
    assert hours(found) == [30, 25]
    assert found.present.is_met
    assert [count.counted / H for count in found.counts] == [30, 15, 9, 1, 0, 0]
    assert lost(found)[3:] == [[("year", 1)], [("unnamed", 5)], [("later", 1)]]


def test_no_minimum_asks_for_nothing_and_counts_everything() -> None:
    done = [entry("2024-03-01", 1, category, id=index) for index, category in enumerate(LOG)]
    found = evaluate(done, shipped("no-minimum"), D("2024-01-01"), D("2024-12-31"))
    assert (found.present.counted / H, found.present.asked, found.present.is_met) == (10, 0, True)


# Laws


days = st.dates(D("2019-01-01"), D("2031-12-31"))
entries = st.lists(
    st.builds(
        Entry,
        id=st.integers(0, 5),
        on=days,
        category=st.sampled_from(LOG),
        done=st.integers(0, 200),
        planned=st.integers(0, 80),
        project=st.sampled_from(["", "P", "Q"]),
        competencies=st.frozensets(st.sampled_from(["COL", "ETH", "SME"])),
    ),
    max_size=25,
)
all_rules = st.builds(
    lambda kind, years, rolling, **more: rules(
        kind=kind, years=years, rolling=rolling,
        categories=(
            Category("a", {}, LOG[:4], activity=more["caps"][0], year=more["caps"][1]),
            Category("b", {}, LOG[4:8], project=more["caps"][2], period=None if rolling else more["caps"][3]),
        ),
        minimum=more["minimum"], yearly=more["minimum"] // 4, needs=1, covers=("COL",),
        carry_over=0 if rolling else more["carry"], exemption=more["exemption"], waived_from=90,
    ),
    kind=st.sampled_from([CALENDAR, ANNIVERSARY]), years=st.integers(1, 4), rolling=st.booleans(),
    caps=st.tuples(*[st.none() | st.integers(0, 120)] * 4), minimum=st.integers(0, 400), carry=st.integers(0, 60),
    exemption=st.sampled_from([WAIVE, SCALE, "none"]),
)  # fmt: skip
spans = st.lists(st.tuples(days, st.integers(0, 500)), max_size=4)


@given(entries, all_rules, days, days, spans)
def test_every_total_is_the_sum_of_what_it_is_told_to_be_made_of(
    done: list[Entry], scheme: Rules, since: date, today: date, free: list[tuple[date, int]]
) -> None:
    found = evaluate(done, scheme, since, today, [(day, day + timedelta(days=length)) for day, length in free])
    assert sorted(count.entry.done for count in found.counts) == sorted(each.done for each in done)
    for count in found.counts:
        assert count.counted >= 0
        assert count.counted + sum(quarters for _, quarters in count.lost) == count.entry.done
    for year in found.years:
        in_year = [count for count in found.counts if year.first <= count.entry.on <= year.last]
        assert sum(count.counted for count in in_year) == year.counted
        assert 0 <= year.asked <= scheme.yearly
    for period in found.periods:
        assert (
            sum(count.counted for count in found.in_period(period))
            == period.counted
            == sum(period.by_category.values())
        )
        assert 0 <= period.carried_out <= min(scheme.carry_over, period.counted)
    assert found.present.first <= max(today, found.present.first) <= found.present.last


@given(all_rules, days, days)
def test_years_follow_without_a_gap_and_every_day_is_in_the_year_that_has_it(
    scheme: Rules, since: date, day: date
) -> None:
    ends = [year_days(scheme, since, index) for index in range(6)]
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(ends))
    first, last = year_days(scheme, since, year_index(scheme, since, day))
    assert first <= day <= last


@given(entries, all_rules, days, days)
def test_the_order_in_which_entries_come_does_not_matter(
    done: list[Entry], scheme: Rules, since: date, today: date
) -> None:
    unique = list({each.id: each for each in done}.values())
    assert evaluate(unique, scheme, since, today) == evaluate(unique[::-1], scheme, since, today)


@given(entries, all_rules, days, days, spans)
def test_an_exemption_never_asks_for_more(
    done: list[Entry], scheme: Rules, since: date, today: date, free: list[tuple[date, int]]
) -> None:
    exempt = [(day, day + timedelta(days=length)) for day, length in free]
    with_it, without = evaluate(done, scheme, since, today, exempt), evaluate(done, scheme, since, today)
    assert all(a.asked <= b.asked for a, b in zip(with_it.periods, without.periods, strict=True))
    assert with_it.counts == without.counts
