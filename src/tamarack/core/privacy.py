"""Aggregates that settle nobody: pool small teams, label each part, derive everything wider from the labels.

This is the only code that counts people for others to see. Pages, exports, reports and commands show what it returns.

*Pool*: teams of fewer than k raters are one part together. *Label*: each part is told in steps so wide that no label
says what one person answered, not even to a member who knows their own answer. *Derive*: whatever is wider than a part
is reckoned from the labels alone, so that there is nothing to subtract.

Source of all of it: design, section 3, "Aggregates".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction
from math import floor

from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Criterion, Framework
from tamarack.core.ratings import NOT_YET

K = 5
"""Raters from whom on a part is shown; an organisation may ask for more, never for fewer."""
ORGANISATIONS = 5
"""Organisations from which on one may compare itself with all."""
QUARTERS_FROM, PERCENT_FROM = 9, 20
"""Raters from whom on a part is told in quarters, and in whole percent."""
LOWEST, HIGHEST = 10, 90
"""Percent that also stand for all below, and for all above."""
ABOUT = 5
"""Percent to whose multiples a derived share is rounded."""

Tally = Mapping[str, int]
"""How many gave each rating: ``"0"`` or a level code. Whatever else stands there (``"NA"``, unrated) counts nowhere."""
Counts = Mapping[str, Mapping[str, Tally]]
"""A tally by team and criterion. A team or criterion that is missing has no raters."""


class Scale(IntEnum):
    """The steps in which a part is told: as many as the number says."""

    HALVES = 2
    QUARTERS = 4
    PERCENT = 100


@dataclass(frozen=True)
class Label:
    """What is told of a share: a half, a quarter, or a whole percent, where 10 is "or less" and 90 "or more".

    Attributes
    ----------
    scale : Scale
    step : int
        From 0 for halves and quarters, lower bound included; from 10 to 90 for percent.
    """

    scale: Scale
    step: int

    @property
    def middle(self) -> Fraction:
        """The share in the middle of what it says, to put labels in an order by: how many rated plays no part in it."""
        if self.scale is Scale.PERCENT:
            return Fraction(self.step, self.scale)
        return Fraction(2 * self.step + 1, 2 * self.scale)

    @property
    def quarter(self) -> int:
        """The quarter that it lies in, from 1 to 4; of halves the second and the fourth."""
        return 4 * self.step // self.scale + (2 if self.scale is Scale.HALVES else 1)


@dataclass(frozen=True)
class Part:
    """Teams that are told as one.

    Attributes
    ----------
    teams : tuple of str
        Their codes in order; several are "other teams", pooled.
    raters : int
        How many rated. Never shown.
    labels : mapping of str to Label
        The share at or above each level that has a descriptor.
    """

    teams: tuple[str, ...]
    raters: int
    labels: Mapping[str, Label]

    @property
    def is_pool(self) -> bool:
        """Whether it is the pool of the smaller teams."""
        return len(self.teams) > 1


@dataclass(frozen=True)
class Weight:
    """What parts come to: what is added up, and divided in the end. A function of sizes and labels.

    Attributes
    ----------
    raters : int
        All raters of the parts. Never shown.
    counts : mapping of str to Fraction
        By level, the sum of what stands for each part: the mean of the counts that its label allows.
    """

    raters: int = 0
    counts: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def about(self) -> Mapping[str, int]:
        """The share at or above each level in percent, rounded to 5, half up; empty where there are no parts."""
        return {
            level: floor(count * 100 / self.raters / ABOUT + Fraction(1, 2)) * ABOUT
            for level, count in self.counts.items()
        }


@dataclass(frozen=True)
class Figures:
    """All that is told of an organisation.

    Attributes
    ----------
    k : int
    teams : tuple of str
        All codes, in order.
    parts : mapping of str to tuple of Part
        By criterion, in rubric order; empty where all together are too few.
    """

    k: int
    teams: tuple[str, ...]
    parts: Mapping[str, tuple[Part, ...]]

    @property
    def totals(self) -> Mapping[str, Weight]:
        """What all parts come to, by criterion."""
        return {code: weighed(parts) for code, parts in self.parts.items()}


def check_k(k: int) -> None:
    """See that no part could be smaller than five.

    Raises
    ------
    BadInput
        If k is.
    """
    if k < K:
        raise BadInput(N_("k is {k}. Figures are about {least} people at least."), k=k, least=K)


def figures(framework: Framework, counts: Counts, k: int = K) -> Figures:
    """What may be told of an organisation.

    Parameters
    ----------
    framework : Framework
    counts : mapping of str to mapping of str to mapping of str to int
        How many of each team gave each rating of each criterion. Teams without any rater count: leave none out.
    k : int
        At least 5.

    Raises
    ------
    BadInput
        If k is below 5.
    """
    check_k(k)
    teams = tuple(sorted(counts))
    return Figures(
        k,
        teams,
        {
            row.code: tell(framework, row, {team: counts[team].get(row.code, {}) for team in teams}, k)
            for row in framework.criteria
        },
    )


def tell(framework: Framework, criterion: Criterion, tallies: Mapping[str, Tally], k: int = K) -> tuple[Part, ...]:
    """The parts of one criterion, labelled: single teams by code, then the pool if there is one.

    Parameters
    ----------
    tallies : mapping of str to mapping of str to int
        By team.

    Returns
    -------
    tuple of Part
        Empty where all together are fewer than k.
    """
    ranks = {NOT_YET: 0} | {level: framework.ranks[level] for level in criterion.levels}
    rated = {team: {ranks[v]: n for v, n in tally.items() if v in ranks} for team, tally in tallies.items()}
    return tuple(
        _part(teams, [rated[team] for team in teams], {level: ranks[level] for level in criterion.levels})
        for teams in pool({team: sum(tally.values()) for team, tally in rated.items()}, k)
    )


def _part(teams: tuple[str, ...], tallies: list[dict[int, int]], ranks: Mapping[str, int]) -> Part:
    raters = sum(sum(tally.values()) for tally in tallies)
    reached = {level: sum(n for tally in tallies for at, n in tally.items() if at >= ranks[level]) for level in ranks}
    return Part(teams, raters, {level: label(count, raters) for level, count in reached.items()})


def pool(sizes: Mapping[str, int], k: int = K) -> tuple[tuple[str, ...], ...]:
    """Which teams are told together.

    Parameters
    ----------
    sizes : mapping of str to int
        Raters by team.

    Returns
    -------
    tuple of tuple of str
        Single teams by code, then the pool: teams of fewer than k raters, those without any included, and the smallest
        others (of equal ones the first by code) until it has k. Empty where all together are fewer.

    Examples
    --------
    >>> pool({"north": 5, "south": 3, "west": 12, "east": 30})
    (('east',), ('west',), ('north', 'south'))
    """
    if sum(sizes.values()) < k:
        return ()
    alone = sorted((team for team, size in sizes.items() if size >= k), key=lambda team: (sizes[team], team))
    together = [team for team, size in sizes.items() if size < k]
    while together and sum(sizes[team] for team in together) < k:
        together.append(alone.pop(0))
    return (*((team,) for team in sorted(alone)), *([tuple(sorted(together))] if together else []))


def scale(raters: int) -> Scale:
    """The steps in which a part of so many is told."""
    if raters < QUARTERS_FROM:
        return Scale.HALVES
    return Scale.QUARTERS if raters < PERCENT_FROM else Scale.PERCENT


def label(count: int, raters: int) -> Label:
    """What is told of so many out of so many raters.

    Examples
    --------
    >>> label(2, 12)
    Label(scale=<Scale.QUARTERS: 4>, step=0)
    >>> label(9, 30)
    Label(scale=<Scale.PERCENT: 100>, step=30)
    """
    steps = scale(raters)
    if steps is Scale.PERCENT:
        percent = (200 * count + raters) // (2 * raters)  # half up
        return Label(steps, min(max(percent, LOWEST), HIGHEST))
    return Label(steps, min(count * steps // raters, steps - 1))


def allowed(told: Label, raters: int) -> range:
    """The counts that a label allows.

    Examples
    --------
    >>> allowed(Label(Scale.HALVES, 1), 8)
    range(4, 9)
    """
    if told.scale is Scale.PERCENT:
        low = 0 if told.step == LOWEST else _up(raters * (2 * told.step - 1), 200)
        high = raters + 1 if told.step == HIGHEST else _up(raters * (2 * told.step + 1), 200)
        return range(low, high)
    last = told.step == told.scale - 1
    return range(_up(raters * told.step, told.scale), raters + 1 if last else _up(raters * (told.step + 1), told.scale))


def _up(number: int, by: int) -> int:
    """A quotient rounded up."""
    return -(-number // by)


def weighed(parts: Iterable[Part]) -> Weight:
    """What whole parts come to, of one organisation or several: a choice of teams, all of them, a profession.

    Parameters
    ----------
    parts : iterable of Part
        All of one criterion.
    """
    return added(
        Weight(part.raters, {level: _mean(allowed(told, part.raters)) for level, told in part.labels.items()})
        for part in parts
    )


def added(weights: Iterable[Weight]) -> Weight:
    """What several organisations, or parts, come to together."""
    raters = 0
    counts: dict[str, Fraction] = {}
    for weight in weights:
        raters += weight.raters
        for level, count in weight.counts.items():
            counts[level] = counts.get(level, Fraction(0)) + count
    return Weight(raters, counts)


def _mean(counts: range) -> Fraction:
    return Fraction(counts[0] + counts[-1], 2)


def between(parts: Iterable[Part]) -> Mapping[str, tuple[int, int]]:
    """Between which shares, in percent, the labels of whole parts leave it open; rounded to 5, outward.

    Examples
    --------
    >>> north, east = Part(("n",), 8, {"B": Label(Scale.HALVES, 1)}), Part(("e",), 30, {"B": Label(Scale.PERCENT, 30)})
    >>> between([north, east])
    {'B': (30, 45)}
    """
    parts = list(parts)
    raters = sum(part.raters for part in parts)
    open_to: dict[str, list[range]] = {}
    for part in parts:
        for level, told in part.labels.items():
            open_to.setdefault(level, []).append(allowed(told, part.raters))
    return {
        level: (
            sum(counts[0] for counts in found) * 100 // (raters * ABOUT) * ABOUT,
            _up(sum(counts[-1] for counts in found) * 100, raters * ABOUT) * ABOUT,
        )
        for level, found in open_to.items()
    }


def derive(parts: Iterable[Part]) -> Mapping[str, int]:
    """The share at or above each level over whole parts, in percent, told as "about"; empty where there are none.

    Examples
    --------
    >>> north, west, east = Part(("north", "south"), 8, {"B": Label(Scale.HALVES, 1)}), \\
    ...     Part(("west",), 12, {"B": Label(Scale.QUARTERS, 0)}), Part(("east",), 30, {"B": Label(Scale.PERCENT, 30)})
    >>> derive([north, west, east])
    {'B': 30}
    """
    return weighed(parts).about


def chosen(parts: Iterable[Part], teams: Collection[str]) -> tuple[Part, ...]:
    """The parts that consist of these teams alone: a filter chooses among parts, and cuts none."""
    return tuple(part for part in parts if set(part.teams) <= set(teams))


def comparable(organisations: Iterable[Weight], k: int = K) -> bool:
    """Whether one organisation may be compared with all: where five have figures about k people or more."""
    return sum(weight.raters >= k for weight in organisations) >= ORGANISATIONS
