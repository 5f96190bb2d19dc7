"""Where someone stands: shares, levels reached, progress (design, section 3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tamarack.core.framework import Competency, Framework
from tamarack.core.ratings import NOT_APPLICABLE, Ratings, rank

SECURE = Fraction(1)
TYPICAL = Fraction(1, 2)

Shares = Mapping[str, tuple[int, int]]
"""By level code: descriptors met, and descriptors of applicable criteria. ``(0, 0)`` where nothing applies."""


@dataclass(frozen=True)
class CompetencyStanding:
    """What the ratings of one competency come to. Counts are of descriptors, but for the last two."""

    code: str
    shares: Shares
    secure: str | None
    typical: str | None
    aim: str | None
    """The lowest level above the secure one that has an applicable descriptor; None at the top."""
    unrated: int
    not_applicable: int

    @property
    def met(self) -> int:
        """Descriptors met."""
        return sum(met for met, _ in self.shares.values())

    @property
    def of(self) -> int:
        """Descriptors of applicable criteria."""
        return sum(of for _, of in self.shares.values())

    @property
    def applicable(self) -> bool:
        """Whether any criterion applies."""
        return self.of > 0

    @property
    def provisional(self) -> bool:
        """Whether an answer is still missing."""
        return self.unrated > 0

    @property
    def progress(self) -> Fraction | None:
        """The share at `aim`, from 0 to 1; None where there is nothing above."""
        return None if self.aim is None else Fraction(*self.shares[self.aim])


@dataclass(frozen=True)
class Standing:
    """What all ratings come to."""

    competencies: tuple[CompetencyStanding, ...]

    @property
    def met(self) -> int:
        """Descriptors met."""
        return sum(standing.met for standing in self.competencies)

    @property
    def of(self) -> int:
        """Descriptors of applicable criteria."""
        return sum(standing.of for standing in self.competencies)

    @property
    def unrated(self) -> int:
        """Criteria without an answer."""
        return sum(standing.unrated for standing in self.competencies)

    @property
    def provisional(self) -> bool:
        """Whether an answer is still missing."""
        return self.unrated > 0


def standing(framework: Framework, ratings: Ratings, to_confirm: Collection[str] = ()) -> Standing:
    """Where these ratings stand.

    Parameters
    ----------
    framework : Framework
    ratings : mapping of str to str or None
        By criterion code, each checked (`tamarack.core.ratings.check`).
    to_confirm : collection of str
        Criteria whose rating came from another version and waits for a yes: they count as unrated.

    Source: design, section 3, "Share" and "Level reached at a threshold".
    """
    counted = {code: value for code, value in ratings.items() if code not in to_confirm}
    return Standing(tuple(_competency(framework, competency, counted) for competency in framework.competencies))


def _competency(framework: Framework, competency: Competency, ratings: Ratings) -> CompetencyStanding:
    shares = {level.code: [0, 0] for level in framework.levels}
    unrated = not_applicable = 0
    for criterion in competency.criteria:
        value = ratings.get(criterion.code)
        if value == NOT_APPLICABLE:
            not_applicable += 1
            continue
        unrated += value is None
        reach = rank(framework, value)
        for level in criterion.levels:
            shares[level][0] += framework.ranks[level] <= reach
            shares[level][1] += 1
    counts = {level: (met, of) for level, (met, of) in shares.items()}
    secure = level_reached(framework, counts, SECURE)
    return CompetencyStanding(
        code=competency.code,
        shares=counts,
        secure=secure,
        typical=level_reached(framework, counts, TYPICAL),
        aim=_level_above(framework, counts, secure),
        unrated=unrated,
        not_applicable=not_applicable,
    )


def level_reached(framework: Framework, shares: Shares, threshold: Fraction) -> str | None:
    """The highest level such that it and all below it have at least `threshold` of their descriptors met.

    Parameters
    ----------
    shares : mapping of str to (int, int)
        Descriptors met and applicable, by level code. Levels where nothing applies are passed over.
    threshold : Fraction
        From 0 to 1.

    Returns
    -------
    str or None
        A level code; None where no level is reached.
    """
    reached = None
    for level in framework.levels:
        met, of = shares[level.code]
        if of == 0:
            continue
        if met * threshold.denominator < threshold.numerator * of:
            break
        reached = level.code
    return reached


def _level_above(framework: Framework, shares: Shares, secure: str | None) -> str | None:
    floor = framework.ranks.get(secure or "", 0)
    return next((level.code for level in framework.levels if level.rank > floor and shares[level.code][1]), None)
