"""Hours as people write them, kept in whole quarters."""

import re
from fractions import Fraction

from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import shorten

QUARTERS = 4
"""In an hour."""
HOURS_MOST = 1000
"""What one activity can take."""

_DECIMAL = re.compile(r"(?:(\d{1,4})(?:[.,](\d{1,4}))?|[.,](\d{1,4}))\s*(?:h(?:ours?|eures?|rs?)?)?\.?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,4})\s*(?::|h)\s*(\d{1,2})\s*(?:m|min|minutes?)?\.?", re.ASCII)
_MINUTES = re.compile(r"(\d{1,5})\s*(?:m|min|minutes?)\.?", re.ASCII)


def parse_hours(text: str) -> int:
    """The quarters of an hour that a text means: ``1.5``, ``1,5``, ``1.5 h``, ``1:30``, ``1 h 30``, ``90 min``.

    Returns
    -------
    int
        Quarters, from 0; an empty text means none.

    Raises
    ------
    BadInput
        If it is no time, is not in quarters of an hour, or is longer than `HOURS_MOST` hours.
    """
    told = " ".join(text.split()).casefold()
    if not told:
        return 0
    hours = _hours(told)
    if hours is None:
        raise BadInput(
            N_("“{value}” is not a time. Write hours, such as 1.5 or 1:30."), value=shorten(text.strip(), 20)
        )
    quarters = hours * QUARTERS
    if quarters.denominator != 1:
        raise BadInput(N_("Hours are kept in quarters, such as 1.25, 1.5 or 1.75. Please round “{value}”."),
                       value=shorten(text.strip(), 20))  # fmt: skip
    if hours > HOURS_MOST:
        raise BadInput(N_("One entry can have {most} hours at most."), most=HOURS_MOST)
    return int(quarters)


def _hours(told: str) -> Fraction | None:
    if (found := _CLOCK.fullmatch(told)) and int(found[2]) < 60:
        return int(found[1]) + Fraction(int(found[2]), 60)
    if found := _MINUTES.fullmatch(told):
        return Fraction(int(found[1]), 60)
    if found := _DECIMAL.fullmatch(told):
        return Fraction(f"{found[1] or 0}.{found[2] or found[3] or 0}")
    return None
