"""Self and others: what is shown of the ratings that several people give one person, and what is not.

Ratings are ranks: 0 for not yet, else the rank of a level. "Not observed" is no rating, and counts nowhere.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

THRESHOLD = 3
"""Raters from whom on a group, or the pool of the smaller ones, is shown."""
AGREEMENT_FROM = 5
"""Raters from whom on it is shown how far they lie apart."""
POOL = "pool"
"""What the smaller groups together are called."""
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)

Tally = Mapping[int, int]
"""How many gave each rank."""


@dataclass(frozen=True)
class Given:
    """What one respondent of an anonymous group gave: a rank by criterion."""

    group: str
    ratings: Mapping[str, int]


class Near(StrEnum):
    """The end of the scale that a mean is near."""

    LOWEST = "lowest"
    HIGHEST = "highest"


@dataclass(frozen=True)
class Place:
    """Where a mean is shown: at a multiple of ½, or just near an end, which is drawn ¼ before it."""

    at: Fraction
    near: Near | None = None


@dataclass(frozen=True)
class Spread:
    """How far ratings lie apart; where that is a level or less, it is not told which ones they are."""

    low: int | None = None
    high: int | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether they lie within one level."""
        return self.low is None


class Reading(StrEnum):
    """How others' mean compares with a self-rating."""

    BLIND_SPOT = "blind_spot"
    HIDDEN_STRENGTH = "hidden_strength"
    CLOSE = "close"


def tallied(given: Iterable[Given]) -> dict[str, dict[str, Counter[int]]]:
    """How many gave each rank, by criterion and group. Who gave it does not come in, nor in which order."""
    found: dict[str, dict[str, Counter[int]]] = {}
    for one in given:
        for criterion, rank in one.ratings.items():
            found.setdefault(criterion, {}).setdefault(one.group, Counter())[rank] += 1
    return found


def raters(tally: Tally) -> int:
    """How many rated."""
    return sum(tally.values())


def parts(tallies: Mapping[str, Tally], threshold: int = THRESHOLD) -> dict[str, dict[int, int]]:
    """What is shown of a criterion.

    Parameters
    ----------
    tallies : mapping of str to Tally
        The ratings of each anonymous group. Managers are named and stand apart: they are none.
    threshold : int
        Raters from whom on a group is shown: `THRESHOLD`, or more where an organisation says so.

    Returns
    -------
    dict of str to dict of int to int
        Each group of `threshold` raters or more; then the smaller ones together as `POOL`, if these are as many.

    Source: design, section 3, "Self and others".

    Examples
    --------
    >>> parts({"peers": {2: 3}, "students": {1: 2}, "partners": {3: 1}})
    {'peers': {2: 3}, 'pool': {1: 2, 3: 1}}
    >>> parts({"peers": {2: 3}, "students": {1: 2}})
    {'peers': {2: 3}}
    """
    shown = {group: dict(tally) for group, tally in tallies.items() if raters(tally) >= threshold}
    pool: Counter[int] = Counter()
    for group, tally in tallies.items():
        if group not in shown:
            pool.update(tally)
    return shown | ({POOL: dict(pool)} if raters(pool) >= threshold else {})


def part_of(group: str, shown: Mapping[str, Tally]) -> str | None:
    """The part of a criterion under which a group's comments are read; None where nobody reads them."""
    if group in shown:
        return group
    return POOL if POOL in shown else None


def mean(tally: Tally) -> Fraction:
    """The exact mean of ratings, of which there is one at least. Never shown: `place` is."""
    return Fraction(sum(rank * count for rank, count in tally.items()), raters(tally))


def place(exact: Fraction, top: int) -> Place:
    """Where the mean of an anonymous group is shown.

    Parameters
    ----------
    exact : Fraction
        The mean, from 0 to `top`.
    top : int
        The highest rank that the criterion offers.

    Returns
    -------
    Place
        The mean rounded to ½, half up; within ½ of an end only that it is near. Where both ends are that close, the
        nearer one is told, the lower one of two as near. So no place says that all gave the same.

    Source: design, section 3, "Self and others".

    Examples
    --------
    >>> place(Fraction(9, 5), 3)
    Place(at=Fraction(2, 1), near=None)
    >>> place(Fraction(1, 3), 3).near
    <Near.LOWEST: 'lowest'>
    """
    rounded = Fraction(floor(exact * 2 + HALF), 2)
    low, high = rounded <= HALF, rounded >= top - HALF
    if low and high:
        low = exact * 2 <= top
        high = not low
    if low:
        return Place(QUARTER, Near.LOWEST)
    if high:
        return Place(top - QUARTER, Near.HIGHEST)
    return Place(rounded)


def others_mean(shown: Mapping[str, Tally]) -> Fraction | None:
    """The mean of every shown respondent of the anonymous groups and the pool, each once; None where none is shown."""
    count = sum(raters(tally) for tally in shown.values())
    total = sum(rank * times for tally in shown.values() for rank, times in tally.items())
    return Fraction(total, count) if count else None


def reading(own: int | None, others: Fraction | None) -> Reading | None:
    """How others' mean compares with a self-rating; None where either is missing.

    Source: design, section 3: others' mean − self ≤ −1 is a blind spot, ≥ +1 a hidden strength.
    """
    if own is None or others is None:
        return None
    apart = others - own
    if apart <= -1:
        return Reading.BLIND_SPOT
    return Reading.HIDDEN_STRENGTH if apart >= 1 else Reading.CLOSE


def spread(tally: Tally) -> Spread | None:
    """How far ratings lie apart, from `AGREEMENT_FROM` raters on.

    The lowest and the highest are told only where more than a level lies between them: a range of one rating, or of
    two neighbours, could say what each gave.
    """
    if raters(tally) < AGREEMENT_FROM:
        return None
    given = [rank for rank, count in tally.items() if count]
    low, high = min(given), max(given)
    return Spread(low, high) if high - low > 1 else Spread()


def alpha(units: Sequence[Tally], top: int) -> Fraction | None:
    """Krippendorff's alpha of one group over several criteria, with ordinal ratings.

    Parameters
    ----------
    units : sequence of Tally
        The group's ratings of each criterion; those of fewer than `AGREEMENT_FROM` raters are left out.
    top : int
        The highest rank of the framework.

    Returns
    -------
    Fraction or None
        In tenths from 0 to 9/10, which then means "or less" and "or more": 1 would say that all gave the same.
        None where fewer than two criteria have enough raters.

    Source: K. Krippendorff, Content Analysis, 4th ed., chapter 12; computed by the package ``krippendorff``.
    """
    enough = [unit for unit in units if raters(unit) >= AGREEMENT_FROM]
    if len(enough) < 2:
        return None
    if len({rank for unit in enough for rank, count in unit.items() if count}) < 2:
        return Fraction(9, 10)  # everyone gave the same everywhere: the package cannot reckon it
    import krippendorff  # here, since it takes long to load
    import numpy as np

    counts = np.array([[unit.get(rank, 0) for rank in range(top + 1)] for unit in enough])
    exact = float(
        krippendorff.alpha(value_counts=counts, value_domain=list(range(top + 1)), level_of_measurement="ordinal")
    )
    return Fraction(min(max(floor(exact * 10 + 0.5), 0), 9), 10)
