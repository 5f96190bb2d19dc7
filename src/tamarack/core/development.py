"""Professional development by the rules of a scheme: which hours count where, what is carried over, what is missing.

The rules are data (`tamarack.core.formats.log_rules`); the sets that come along are examples. They are modelled on
what Canadian bodies publish: 60 hours in three rolling calendar years with 10 a year, or 100 with 20 a year in two
categories, with a cap for a project and proofs kept 36 months (human resources, by province); 25 credits a year from
the certification's anniversary, indirect activity capped at 10, every core competency covered (career development,
British Columbia). All quantities are whole quarters of an hour, so that sums are exact.

How the edges are decided (docs/decisions/0030-how-hours-count.md):

- The first and the last day of a year belong to it. An activity counts on its one day: the day that it ended.
- A calendar year counts whole, also the one in which the scheme begins. An anniversary year begins on the day of the
  certification; where that is 29 February, on 1 March in years without one, so that each of them ends on 28 February.
- A rolling period ends with every year: the periods of three years from 2024 are 2024 to 2026, 2025 to 2027, and so on.
  Others follow one another.
- Activities fill the caps in the order of their days, then of their entry. What a cap cuts off is told by cap. A cap of
  a project holds for all entries of that name in its category, whatever their years. What did not count fills no cap.
- A scheme that asks that each activity names a competency counts none that names none of those it asks for.
  An activity covers its competencies, and its category, in the year in which some of it counts.
- What is done beyond the minimum of a period is carried into the next one, up to a limit, and once: hours carried over
  are used first, and only hours done in the period itself go on. They meet the minimum of the period, not those of its
  years; they belong to no category and cover nothing.
- An exemption waives a year, or scales what is asked by the days that remain, rounded up to the next quarter of an
  hour. A day counts once in however many exemptions. A waived year asks for nothing, and the minimum of its period
  falls by its part. What is done in an exemption counts all the same.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil

from tamarack.core.schemes import DAY, SCALE, WAIVE, Category, Rules, year_days, year_index


@dataclass(frozen=True)
class Entry:
    """An activity as the rules see it: its quarters done and planned, its project, and the competencies it names."""

    id: int
    on: date
    category: str
    done: int
    planned: int = 0
    project: str = ""
    competencies: frozenset[str] = frozenset()


class Reason(StrEnum):
    """Why some of an activity does not count."""

    NOT_DONE = "not_done"
    BEFORE = "before"
    LATER = "later"
    CATEGORY = "category"
    UNNAMED = "unnamed"
    ACTIVITY = "activity"
    PROJECT = "project"
    YEAR = "year"
    PERIOD = "period"


@dataclass(frozen=True)
class Count:
    """How much of an activity counts, in which year and category, and how many quarters do not, by reason."""

    entry: Entry
    year: int | None
    category: str
    counted: int
    lost: tuple[tuple[Reason, int], ...] = ()


@dataclass(frozen=True)
class Year:
    """A year of a scheme: its days (both belong to it), what it asks for, and what counts in it, in quarters."""

    index: int
    first: date
    last: date
    share: Fraction
    asked: int
    needs: int
    covers: tuple[str, ...]
    by_category: Mapping[str, int]
    covered: frozenset[str]

    @property
    def counted(self) -> int:
        """Quarters that count."""
        return sum(self.by_category.values())

    @property
    def missing(self) -> int:
        """Quarters that are missing to the minimum of the year."""
        return max(0, self.asked - self.counted)

    @property
    def missing_categories(self) -> int:
        """How many categories are missing."""
        return max(0, self.needs - len(self.by_category))

    @property
    def missing_competencies(self) -> tuple[str, ...]:
        """The competencies that nothing covers yet, in the order of the rules."""
        return tuple(code for code in self.covers if code not in self.covered)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not (self.missing or self.missing_categories or self.missing_competencies)


@dataclass(frozen=True)
class Period:
    """A period of a scheme: its years, what it asks for, what came over from before and goes on, in quarters."""

    years: tuple[Year, ...]
    asked: int
    carried_in: int = 0
    carried_out: int = 0

    @property
    def first(self) -> date:
        """Its first day."""
        return self.years[0].first

    @property
    def last(self) -> date:
        """Its last day."""
        return self.years[-1].last

    @property
    def by_category(self) -> Mapping[str, int]:
        """Quarters that count, by category."""
        return sum((Counter(year.by_category) for year in self.years), Counter())

    @property
    def counted(self) -> int:
        """Quarters that count of what was done in it."""
        return sum(year.counted for year in self.years)

    @property
    def total(self) -> int:
        """With what was carried over."""
        return self.carried_in + self.counted

    @property
    def missing(self) -> int:
        """Quarters that are missing to the minimum of the period."""
        return max(0, self.asked - self.total)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing, in none of its years either."""
        return not self.missing and all(year.is_met for year in self.years)


@dataclass(frozen=True)
class Evaluation:
    """All periods up to the one that has today, which is the last; and of every activity how much counts where."""

    rules: Rules
    since: date
    periods: tuple[Period, ...]
    counts: tuple[Count, ...]

    @property
    def present(self) -> Period:
        """The period that has today."""
        return self.periods[-1]

    @property
    def years(self) -> tuple[Year, ...]:
        """Every year once."""
        return tuple({year.index: year for period in self.periods for year in period.years}.values())

    def in_period(self, period: Period) -> tuple[Count, ...]:
        """What was done, or is planned, in a period, in the order in which it counts."""
        return tuple(count for count in self.counts if period.first <= count.entry.on <= period.last)


def as_planned(entries: Iterable[Entry]) -> list[Entry]:
    """The same activities as if what is planned, and not done, were done as planned."""
    return [entry if entry.done else replace(entry, done=entry.planned) for entry in entries]


def evaluate(
    entries: Iterable[Entry],
    rules: Rules,
    since: date,
    today: date,
    exempt: Sequence[tuple[date, date]] = (),
) -> Evaluation:
    """What counts by the rules of a scheme, and what is missing.

    Parameters
    ----------
    entries : iterable of Entry
        In any order; those with the same day count in the order of their ids.
    since : date
        The certification, or when the person began with the scheme.
    exempt : sequence of (date, date)
        First and last day of each exemption; both belong to it, and they may overlap.

    Returns
    -------
    Evaluation
        For each activity ``counted`` and the quarters of ``lost`` sum to what was done; a year's ``counted`` is the sum
        of its activities', a period's that of its years'.
    """
    present = max(0, year_index(rules, since, today))
    spans = _spans(rules, present)
    tally = _Tally(rules, since, spans[-1][-1])
    counts = tuple(tally.count(entry) for entry in sorted(entries, key=lambda each: (each.on, each.id)))
    free = _free_days(exempt)
    years = {index: _year(rules, since, index, tally, free) for index in range(spans[-1][-1] + 1)}
    periods: list[Period] = []
    for span in spans:
        periods.append(_period(rules, tuple(years[index] for index in span), free, periods[-1:]))
    return Evaluation(rules, since, tuple(periods), counts)


def _spans(rules: Rules, present: int) -> list[range]:
    """The years of each period, up to the one that has the present year."""
    if rules.rolling:
        return [range(first, first + rules.years) for first in range(max(0, present - rules.years + 1) + 1)]
    return [range(first, first + rules.years) for first in range(0, present + 1, rules.years)]


@dataclass
class _Tally:
    """What has been counted so far."""

    rules: Rules
    since: date
    last: int
    used: Counter[tuple[object, ...]] = field(default_factory=Counter)
    by_category: dict[int, Counter[str]] = field(default_factory=dict)
    covered: dict[int, set[str]] = field(default_factory=dict)

    def count(self, entry: Entry) -> Count:
        """Count an activity as far as the caps let it."""
        index = year_index(self.rules, self.since, entry.on)
        category = self.rules.category(entry.category)
        if reason := self._refused(entry, index, category):
            year = index if 0 <= index <= self.last else None
            return Count(entry, year, category.code if category else "", 0, ((reason, entry.done),))
        assert category is not None  # noqa: S101
        left, lost = entry.done, []
        limits = list(self._limits(entry, category, index))
        for reason, most, key in limits:
            over = max(0, left - (most - self.used[key]))
            if over:
                lost.append((reason, over))
            left -= over
        self._add(entry, category, index, left, [key for _, _, key in limits if len(key) > 1])
        return Count(entry, index, category.code, left, tuple(lost))

    def _refused(self, entry: Entry, index: int, category: Category | None) -> Reason | None:
        """Why nothing of it counts, if so."""
        checks = (
            (not entry.done, Reason.NOT_DONE),
            (index < 0, Reason.BEFORE),
            (index > self.last, Reason.LATER),
            (category is None, Reason.CATEGORY),
            (self.rules.named and entry.competencies.isdisjoint(self.rules.covers), Reason.UNNAMED),
        )
        return next((reason for holds, reason in checks if holds), None)

    def _limits(self, entry: Entry, category: Category, index: int) -> Iterator[tuple[Reason, int, tuple[object, ...]]]:
        """The caps that hold for it, each with what it is counted under; that of one activity under nothing."""
        project = " ".join(entry.project.split()).casefold()
        span = None if self.rules.rolling else index // self.rules.years
        caps: tuple[tuple[Reason, int | None, tuple[object, ...]], ...] = (
            (Reason.ACTIVITY, category.activity, ()),
            (Reason.PROJECT, category.project, (category.code, Reason.PROJECT, project) if project else ()),
            (Reason.YEAR, category.year, (category.code, Reason.YEAR, index)),
            (Reason.PERIOD, category.period, (category.code, Reason.PERIOD, span)),
        )
        for reason, most, key in caps:
            if most is not None:
                yield reason, most, key

    def _add(self, entry: Entry, category: Category, index: int, counted: int, keys: list[tuple[object, ...]]) -> None:
        if not counted:
            return
        for key in keys:
            self.used[key] += counted
        self.by_category.setdefault(index, Counter())[category.code] += counted
        self.covered.setdefault(index, set()).update(entry.competencies)


def _free_days(exempt: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Exemptions in order, those that overlap or meet made one."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted(exempt):
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _share(first: date, last: date, free: Sequence[tuple[date, date]]) -> tuple[int, int]:
    """Exempt days, and all days, from the first to the last one."""
    overlaps = ((min(last, end) - max(first, begin)).days + 1 for begin, end in free)
    return sum(max(0, days) for days in overlaps), (last - first).days + 1


def _year(rules: Rules, since: date, index: int, tally: _Tally, free: Sequence[tuple[date, date]]) -> Year:
    first, last = year_days(rules, since, index)
    exempt, days = _share(first, last, free)
    share = Fraction(1)
    if rules.exemption == WAIVE and exempt >= rules.waived_from:
        share = Fraction(0)
    elif rules.exemption == SCALE:
        share = Fraction(days - exempt, days)
    return Year(
        index, first, last, share,
        asked=ceil(rules.yearly * share),
        needs=rules.needs if share else 0,
        covers=rules.covers if share else (),
        by_category=dict(tally.by_category.get(index, {})),
        covered=frozenset(tally.covered.get(index, ())),
    )  # fmt: skip


def _period(
    rules: Rules, years: tuple[Year, ...], free: Sequence[tuple[date, date]], before: Sequence[Period]
) -> Period:
    share = sum((year.share for year in years), Fraction(0)) / len(years)
    if rules.exemption == SCALE:
        exempt, days = _share(years[0].first, years[-1].last, free)
        share = Fraction(days - exempt, days)
    period = Period(years, ceil(rules.minimum * share), before[0].carried_out if before else 0)
    beyond = max(0, period.total - period.asked)
    return replace(period, carried_out=min(rules.carry_over, beyond, period.counted))
