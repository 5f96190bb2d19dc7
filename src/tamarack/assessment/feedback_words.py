"""What a result of feedback shows, in words: kind, the same for what others see less and what they see more."""

from math import ceil, floor

from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext

from tamarack.assessment.feedback import Result
from tamarack.assessment.models import FeedbackRespondent
from tamarack.common.language import locale
from tamarack.core.agreement import POOL, Near, Place, Reading, Spread
from tamarack.core.framework import Framework
from tamarack.rubric.texts import say


def part_name(part: str) -> str:
    """What a group is called, or the smaller ones together."""
    return gettext("Smaller groups together") if part == POOL else str(FeedbackRespondent.Group(part).label)


def rank_name(framework: Framework, rank: int) -> str:
    """What a rank is called."""
    return say(framework.levels[rank - 1].name) if rank else gettext("Not yet")


def place_words(framework: Framework, place: Place) -> str:
    """Where a mean is shown: “between Building and Enhancing”."""
    if place.near == Near.LOWEST:
        return gettext("near the lowest")
    if place.near == Near.HIGHEST:
        return gettext("near the highest")
    low, high = floor(place.at), ceil(place.at)
    if low == high:
        return rank_name(framework, low)
    return gettext("between {low} and {high}").format(low=rank_name(framework, low), high=rank_name(framework, high))


def place_short(framework: Framework, place: Place) -> str:
    """The same where there is little room: “B–E”."""
    if place.near:
        return place_words(framework, place)
    if not place.at:
        return rank_name(framework, 0)
    return "–".join(dict.fromkeys(framework.levels[rank - 1].code for rank in (floor(place.at), ceil(place.at))))


def spread_words(framework: Framework, spread: Spread) -> str:
    """How far a group's ratings lie apart."""
    if spread.low is None or spread.high is None:
        return gettext("within one level")
    low, high = rank_name(framework, spread.low), rank_name(framework, spread.high)
    return gettext("from {low} to {high}").format(low=low, high=high)


def reading_words(reading: Reading | None) -> str:
    """What a difference is called; empty where there is nothing to compare."""
    return {
        None: "",
        Reading.BLIND_SPOT: gettext("Blind spot"),
        Reading.HIDDEN_STRENGTH: gettext("Hidden strength"),
        Reading.CLOSE: gettext("Close"),
    }[reading]


def alpha_words(tenths: int) -> str:
    """Krippendorff's alpha; its ends are not told exactly."""
    number = format_decimal(tenths / 10, format="0.0", locale=locale())
    if tenths >= 9:
        return gettext("{number} or more").format(number=number)
    return gettext("{number} or less").format(number=format_decimal(0, locale=locale())) if tenths <= 0 else number


def result_summary(result: Result) -> str:
    """The result in two sentences."""
    if result.is_empty:
        return gettext("Too few people answered for anything to be shown. What they said is erased.")
    more, less = len(result.read_as(Reading.HIDDEN_STRENGTH)), len(result.read_as(Reading.BLIND_SPOT))
    if not any(row.reading for row in result.rows):
        return gettext("Here is how others see your practice. There is nothing to set beside your own view.")
    strengths = ngettext("one strength that you did not claim", "{count} strengths that you did not claim", more)
    places = ngettext("one place worth talking about", "{count} places worth talking about", less)
    strengths, places = strengths.format(count=more), places.format(count=less)
    if more and less:
        found = gettext("They find {strengths}, and {places}.").format(strengths=strengths, places=places)
    elif more or less:
        found = gettext("They find {what}.").format(what=strengths if more else places)
    else:
        return gettext("Others see your practice much as you do.")
    compared = sum(row.reading is not None for row in result.rows)
    mostly = gettext("Mostly, others see what you see.") if 2 * (more + less) < compared else ""
    return f"{mostly} {found}".strip()
