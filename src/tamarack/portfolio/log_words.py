"""The professional development log in words: hours, why something does not count, what is missing, what is asked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext, pgettext

from tamarack.common.dates import long_date
from tamarack.common.language import listed, locale
from tamarack.core.development import Count, Evaluation, Period, Reason, Year
from tamarack.core.hours import QUARTERS
from tamarack.core.schemes import ANNIVERSARY, CALENDAR, PERIOD, SCALE, WAIVE, Rules
from tamarack.portfolio.schemes import rubric
from tamarack.rubric.texts import say


def number(quarters: int) -> str:
    """Hours as a number in the reader's language: 1.5, 1,5."""
    return str(format_decimal(Decimal(quarters) / QUARTERS, format="#,##0.##", locale=locale()))


def hours(quarters: int) -> str:
    """Hours in the reader's language: 1.5 h, 1,5 h."""
    return f"{number(quarters)}\u00a0h"


def span(rules: Rules, first: date, last: date) -> str:
    """Days of a scheme: 2026, 2024 to 2026, or 14 March 2026 to 13 March 2027."""
    if rules.kind == ANNIVERSARY:
        return days(first, last)
    if first.year == last.year:
        return str(first.year)
    return gettext("{first} to {last}").format(first=first.year, last=last.year)


def days(first: date, last: date) -> str:
    """As 14 March 2026 to 13 March 2027."""
    return pgettext("days", "{first} to {last}").format(first=long_date(first), last=long_date(last))


def whys(evaluation: Evaluation, count: Count) -> list[str]:
    """Why some of an activity does not count, in sentences; none where all of it does."""
    return [_why(evaluation.rules, count, reason, lost) for reason, lost in count.lost]


def _why(rules: Rules, count: Count, reason: Reason, lost: int) -> str:
    category = next((each for each in rules.categories if each.code == count.category), None)
    if category is None or reason not in (Reason.ACTIVITY, Reason.PROJECT, Reason.YEAR, Reason.PERIOD):
        return _refusals()[reason]
    caps = {
        Reason.ACTIVITY: (category.activity, gettext("{lost} beyond the {most} that one activity can count.")),
        Reason.PROJECT: (category.project, gettext("{lost} beyond the {most} that one project can count.")),
        Reason.YEAR: (category.year, gettext("{lost} beyond the {most} that “{category}” can count in a year.")),
        Reason.PERIOD: (
            category.period, gettext("{lost} beyond the {most} that “{category}” can count in a period."),
        ),
    }  # fmt: skip
    most, sentence = caps[reason]
    return sentence.format(lost=hours(lost), most=hours(most or 0), category=say(category.name))


def _refusals() -> dict[Reason, str]:
    return {
        Reason.NOT_DONE: gettext("It is planned, and not done yet."),
        Reason.BEFORE: gettext("It was before you began with this scheme."),
        Reason.LATER: gettext("It comes after the present period."),
        Reason.CATEGORY: gettext("This scheme counts no activities of this kind."),
        Reason.UNNAMED: gettext("It names no criterion of a competency that this scheme asks for."),
    }


def of(counted: int, asked: int) -> str:
    """As 34.5 h of 60 h; without a minimum the hours alone."""
    if not asked:
        return hours(counted)
    return gettext("{counted} of {asked}").format(counted=hours(counted), asked=hours(asked))


def missing(rules: Rules, period: Period) -> list[str]:
    """What is missing in a period and its years, in sentences; where there are several years, with their names."""
    found = []
    if period.missing:
        sentence = gettext("{hours} to go in the period, of {asked}.")
        found.append(sentence.format(hours=hours(period.missing), asked=hours(period.asked)))
    for year in period.years:
        sentences = missing_in_year(year)
        if rules.years > 1:
            name = span(rules, year.first, year.last)
            sentences = [gettext("{name}: {value}").format(name=name, value=sentence) for sentence in sentences]
        found += sentences
    return found


def missing_in_year(year: Year) -> list[str]:
    """What is missing in a year, in sentences."""
    found = []
    if year.missing:
        sentence = gettext("{hours} to go in the year, of {asked}.")
        found.append(sentence.format(hours=hours(year.missing), asked=hours(year.asked)))
    if count := year.missing_categories:
        sentence = ngettext("{count} more category to go.", "{count} more categories to go.", count)
        found.append(sentence.format(count=count))
    if codes := year.missing_competencies:
        names = listed([say(rubric().competency(code).name) for code in codes])
        found.append(gettext("Not covered yet: {names}.").format(names=names))
    return found


def asks(rules: Rules) -> list[str]:
    """What a scheme asks for, in sentences."""
    return [*_time(rules), *_breadth(rules), *_limits(rules), *_leave(rules), *_afterwards(rules)]


def _time(rules: Rules) -> Iterator[str]:
    if rules.kind == CALENDAR:
        yield ngettext("A period is a calendar year.", "A period is {count} calendar years.", rules.years).format(
            count=rules.years
        )
    else:
        yield ngettext(
            "A period is a year from the anniversary of the certification.",
            "A period is {count} years from the anniversary of the certification.",
            rules.years,
        ).format(count=rules.years)
    if rules.rolling:
        yield gettext("Periods roll: one ends with every year.")
    if rules.minimum:
        yield gettext("{hours} in a period.").format(hours=hours(rules.minimum))
    if rules.yearly:
        yield gettext("{hours} in each year.").format(hours=hours(rules.yearly))
    if rules.carry_over:
        yield gettext("Up to {hours} beyond the minimum can be carried over, once.").format(
            hours=hours(rules.carry_over)
        )


def _breadth(rules: Rules) -> Iterator[str]:
    if rules.needs:
        sentence = ngettext(
            "{count} category at least in each year.", "{count} categories at least in each year.", rules.needs
        )
        yield sentence.format(count=rules.needs)
    if rules.covers:
        names = listed([say(rubric().competency(code).name) for code in rules.covers])
        yield gettext("Each year covers these competencies: {names}.").format(names=names)
    if rules.named:
        yield gettext("An activity counts if it names a criterion of one of them.")


def _limits(rules: Rules) -> Iterator[str]:
    sentences = {
        "activity": gettext("{category}: one activity counts {most} at most."),
        "project": gettext("{category}: one project counts {most} at most, however many entries it has."),
        "year": gettext("{category}: {most} at most in a year."),
        "period": gettext("{category}: {most} at most in a period."),
    }
    for category in rules.categories:
        for name, sentence in sentences.items():
            if (most := getattr(category, name)) is not None:
                yield sentence.format(category=say(category.name), most=hours(most))


def _leave(rules: Rules) -> Iterator[str]:
    if rules.exemption == WAIVE:
        sentence = ngettext(
            "An exemption of {count} day or more in a year waives that year.",
            "An exemption of {count} days or more in a year waives that year.",
            rules.waived_from,
        )
        yield sentence.format(count=rules.waived_from)
    elif rules.exemption == SCALE:
        yield gettext("An exemption lowers what is asked by its days.")


def _afterwards(rules: Rules) -> Iterator[str]:
    if rules.report_within:
        sentence = ngettext(
            "It is reported within {count} day after the end of a year.",
            "It is reported within {count} days after the end of a year.",
            rules.report_within,
        )
        yield sentence.format(count=rules.report_within)
    if rules.keep_years and rules.keep_after == PERIOD and rules.years > 1:
        sentence = ngettext(
            "Proofs are kept for {count} year after an activity’s last period was reported.",
            "Proofs are kept for {count} years after an activity’s last period was reported.",
            rules.keep_years,
        )
        yield sentence.format(count=rules.keep_years)
    elif rules.keep_years:
        sentence = ngettext(
            "Proofs are kept for {count} year after an activity’s year was reported.",
            "Proofs are kept for {count} years after an activity’s year was reported.",
            rules.keep_years,
        )
        yield sentence.format(count=rules.keep_years)
