"""Where a person is in a scheme, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tamarack.common.dates import long_date
from tamarack.core.development import Evaluation, Period, Year
from tamarack.core.schemes import Rules, keep_until, report_by
from tamarack.portfolio import log_words
from tamarack.portfolio.log_words import hours
from tamarack.portfolio.models import Activity
from tamarack.portfolio.queries.log import Standing
from tamarack.rubric.texts import say


@dataclass(frozen=True)
class Summary:
    """A scheme in a line: its period, what counts, what is missing."""

    key: str
    name: str
    period: str
    counted: str
    is_met: bool
    missing: Sequence[str]
    ahead: str


@dataclass(frozen=True)
class ShownYear:
    """A year of a period: what it asks for, what counts, what is missing."""

    name: str
    asked: str
    counted: str
    ahead: str
    waived: bool
    is_met: bool
    missing: Sequence[str]
    report_by: date | None
    over: bool


@dataclass(frozen=True)
class ShownCategory:
    """A category of a period: what counts in it, and with what is planned."""

    name: str
    counted: str
    ahead: str


@dataclass(frozen=True)
class ShownPeriod:
    """A period: its years, categories, and activities."""

    name: str
    asked: str
    counted: str
    carried_in: str
    carried_out: str
    total: str
    ahead: str
    is_met: bool
    missing: Sequence[str]
    years: Sequence[ShownYear]
    categories: Sequence[ShownCategory]

    @property
    def single(self) -> ShownYear | None:
        """Its only year, where it has one."""
        return self.years[0] if len(self.years) == 1 else None


@dataclass(frozen=True)
class Counted:
    """An activity in a scheme: how much of it counts, why not the rest, and until when its proof is kept."""

    pk: int
    title: str
    on: date
    done: str
    planned: str
    counted: str
    category: str
    whys: Sequence[str]
    keep_until: date | None


def summary(standing: Standing) -> Summary:
    """Where a person is in a scheme, in a line."""
    period, rules = standing.now.present, standing.rules
    return Summary(
        key=rules.key,
        name=say(rules.name),
        period=log_words.span(rules, period.first, period.last),
        counted=log_words.of(period.total, period.asked),
        is_met=period.is_met,
        missing=log_words.missing(rules, period),
        ahead=would_reach(standing),
    )


def would_reach(standing: Standing) -> str:
    """What the present period would come to with what is planned, as a sentence; empty where nothing is planned."""
    if not standing.planned:
        return ""
    period = standing.ahead.present
    if period.is_met and not standing.now.present.is_met:
        sentence = gettext("With what you have planned you would reach {hours}, and all that is asked.")
    else:
        sentence = gettext("With what you have planned you would reach {hours}.")
    return sentence.format(hours=hours(period.total))


def shown_period(standing: Standing, at: int, today: date) -> ShownPeriod:
    """A period by its place."""
    rules, period, ahead = standing.rules, standing.now.periods[at], standing.ahead.periods[at]
    years = [_year(rules, year, then, today) for year, then in zip(period.years, ahead.years, strict=True)]
    return ShownPeriod(
        name=log_words.span(rules, period.first, period.last),
        asked=hours(period.asked) if period.asked else "",
        counted=log_words.of(period.total, period.asked),
        carried_in=hours(period.carried_in) if period.carried_in else "",
        carried_out=hours(period.carried_out) if period.carried_out else "",
        total=hours(period.total),
        ahead=hours(ahead.total) if ahead.counted > period.counted else "",
        is_met=period.is_met,
        missing=log_words.missing(rules, period),
        years=years,
        categories=_categories(rules, period, ahead),
    )


def _year(rules: Rules, year: Year, ahead: Year, today: date) -> ShownYear:
    return ShownYear(
        name=log_words.span(rules, year.first, year.last),
        asked=hours(year.asked) if year.asked else "",
        counted=hours(year.counted),
        ahead=hours(ahead.counted),
        waived=not year.share,
        is_met=year.is_met,
        missing=log_words.missing_in_year(year),
        report_by=report_by(rules, year.last) if rules.report_within else None,
        over=year.last < today,
    )


def _categories(rules: Rules, period: Period, ahead: Period) -> list[ShownCategory]:
    now, then = period.by_category, ahead.by_category
    return [
        ShownCategory(say(each.name), hours(now.get(each.code, 0)), hours(then.get(each.code, 0)))
        for each in rules.categories
        if then.get(each.code)
    ]


def counted_rows(standing: Standing, period: Period, titles: dict[int, str]) -> list[Counted]:
    """The activities of a period, the newest first."""
    names = {each.code: say(each.name) for each in standing.rules.categories}
    rows = []
    for count in reversed(standing.now.in_period(period)):
        entry = count.entry
        rows.append(
            Counted(
                pk=entry.id,
                title=titles.get(entry.id, ""),
                on=entry.on,
                done=hours(entry.done) if entry.done else "",
                planned=hours(entry.planned) if not entry.done else "",
                counted=hours(count.counted),
                category=names.get(count.category) or str(Activity.Category(entry.category).label),
                whys=log_words.whys(standing.now, count),
                keep_until=keep_until(standing.rules, standing.following.since, entry.on) if entry.done else None,
            )
        )
    return rows


@dataclass(frozen=True)
class Place:
    """What one activity counts in one scheme."""

    key: str
    name: str
    counted: str
    whys: Sequence[str]
    keep: str


def places(standings: Sequence[Standing], activity: Activity) -> list[Place]:
    """Where an activity counts, scheme by scheme."""
    return [_place(standing, standing.now, activity) for standing in standings]


def _place(standing: Standing, evaluation: Evaluation, activity: Activity) -> Place:
    count = next(each for each in evaluation.counts if each.entry.id == activity.pk)
    until = keep_until(standing.rules, standing.following.since, activity.on) if count.counted else None
    return Place(
        key=standing.rules.key,
        name=say(standing.rules.name),
        counted=log_words.of(count.counted, count.entry.done),
        whys=log_words.whys(evaluation, count),
        keep=gettext("Keep the proof until {date}.").format(date=long_date(until)) if until else "",
    )
