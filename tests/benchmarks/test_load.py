"""A short form of `make load`, with fewer people who think less: no request fails, no kind of them is missing."""

import pytest

from benchmarks import proc, soak
from benchmarks.load import Plan, rows, run, tables

HOUR = 3600


@pytest.mark.server
@pytest.mark.skipif(not proc.available(), reason="needs /proc")
def test_a_campaign_day_on_postgresql_has_no_error() -> None:
    found = run(Plan(people=20, seconds=15, think=0.25))
    assert found.errors == []
    assert [row.name for row in rows(found) if not row.requests] == []
    assert [line for table in tables(found) for line in table.broken] == []


def wrong(samples: list[soak.Sample]) -> list[str]:
    return [row.name for row in soak.flatness(samples) if not row.within]


def test_memory_that_is_level_is_flat() -> None:
    assert wrong([(second, 500 + second % 50 / 10) for second in range(0, 1800, 15)]) == []


def test_memory_that_rises_slowly_and_for_ever_is_not() -> None:
    assert wrong([(second, 500 + 60 * second / HOUR) for second in range(0, 1800, 15)]) != []
