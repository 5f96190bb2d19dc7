"""Dates and times are written as the reader's language does."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tamarack.common import dates


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2026, 11, 24), "24 November 2026"),
        ("fr", date(2026, 11, 24), "24 novembre 2026"),
        ("en", date(2026, 7, 1), "1 July 2026"),
        ("fr", date(2026, 7, 1), "1er juillet 2026"),
        ("fr", date(2026, 8, 21), "21 août 2026"),
    ],
)
def test_a_date(language: str, day: date, written: str) -> None:
    with translation.override(language):
        assert dates.long_date(day) == written


@pytest.mark.parametrize(("language", "written"), [("en", "14:05"), ("fr", "14\u00a0h\u00a005")])
def test_a_time_is_told_in_the_servers_zone(language: str, written: str) -> None:
    with translation.override(language):
        assert dates.clock(datetime(2026, 11, 24, 19, 5, tzinfo=UTC)) == written


def test_a_day_is_that_of_the_servers_zone() -> None:
    with translation.override("en"):
        assert dates.long_date(datetime(2026, 11, 25, 3, 0, tzinfo=UTC)) == "24 November 2026"
