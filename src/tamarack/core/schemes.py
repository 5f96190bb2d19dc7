"""Schemes of professional development: their rules, and how their years are counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from tamarack.core.framework import Text

CALENDAR, ANNIVERSARY = KINDS = ("calendar", "anniversary")
WAIVE, SCALE, NONE = EXEMPTIONS = ("waive", "scale", "none")
YEAR, PERIOD = KEEPS = ("year", "period")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Category:
    """A category of a scheme, with the log's categories that it takes and its caps in quarters; None is no cap."""

    code: str
    name: Text
    takes: tuple[str, ...]
    activity: int | None = None
    project: int | None = None
    year: int | None = None
    period: int | None = None


@dataclass(frozen=True)
class Rules:
    """What a scheme asks for.

    Attributes
    ----------
    kind : {"calendar", "anniversary"}
        What its years are counted by.
    years : int
        In a period.
    rolling : bool
        Whether a period ends with every year.
    minimum, yearly : int
        Quarters in a period, and in each of its years.
    needs : int
        Categories in each year.
    covers : tuple of str
        Competencies to be covered in each year.
    named : bool
        Whether an activity has to name one of them to count.
    carry_over : int
        Quarters beyond the minimum that the next period takes, at most.
    exemption : {"waive", "scale", "none"}
        What an exemption does; `waived_from` is how many exempt days waive a year.
    report_within : int
        Days after the end of a year in which it is reported.
    keep_years : int
        Years for which proofs are kept after that, counted from the end of the activity's year, or of the last period
        that it counts in (`keep_after`); 0 asks for none.
    """

    key: str
    name: Text
    description: Text
    label: Text
    kind: str = CALENDAR
    years: int = 1
    rolling: bool = False
    minimum: int = 0
    yearly: int = 0
    categories: tuple[Category, ...] = ()
    needs: int = 0
    covers: tuple[str, ...] = ()
    named: bool = False
    carry_over: int = 0
    exemption: str = NONE
    waived_from: int = 1
    report_within: int = 0
    keep_years: int = 0
    keep_after: str = YEAR

    def category(self, code: str) -> Category | None:
        """The category that takes a category of the log; None where the scheme does not count it."""
        return next((each for each in self.categories if code in each.takes), None)


def years_after(day: date, years: int) -> date:
    """The same day in another year; for 29 February 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def year_index(rules: Rules, since: date, day: date) -> int:
    """Which year of a scheme a day is in, from 0; below 0 before it began."""
    index = day.year - since.year
    return index - (rules.kind == ANNIVERSARY and day < years_after(since, index))


def year_days(rules: Rules, since: date, index: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    if rules.kind == CALENDAR:
        return date(since.year + index, 1, 1), date(since.year + index, 12, 31)
    return years_after(since, index), years_after(since, index + 1) - DAY


def keep_until(rules: Rules, since: date, day: date) -> date | None:
    """Until when the proof of an activity on that day is kept; None where the scheme asks for none."""
    index = year_index(rules, since, day)
    if index < 0 or not rules.keep_years:
        return None
    if rules.keep_after == PERIOD:
        index = index + rules.years - 1 if rules.rolling else (index // rules.years + 1) * rules.years - 1
    return years_after(report_by(rules, year_days(rules, since, index)[1]), rules.keep_years)


def report_by(rules: Rules, last: date) -> date:
    """By when what ended on that day is reported."""
    return last + rules.report_within * DAY
