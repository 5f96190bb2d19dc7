"""From where someone stands to where they want to be: gaps, next steps, the growth path."""

from dataclasses import dataclass

from tamarack.core.framework import Criterion, Framework
from tamarack.core.ratings import NOT_APPLICABLE, Ratings, rank
from tamarack.core.roles import RoleProfile, uniform_profile


@dataclass(frozen=True)
class Step:
    """One descriptor to grow into."""

    criterion: str
    level: str

    @property
    def code(self) -> str:
        """The descriptor's code, as COL.1.B."""
        return f"{self.criterion}.{self.level}"


def gap(framework: Framework, criterion: Criterion, value: str | None, profile: RoleProfile) -> tuple[Step, ...]:
    """Every descriptor above the rating, up to the target, foundation first; none if not applicable."""
    if value == NOT_APPLICABLE:
        return ()
    reach, limit = rank(framework, value), rank(framework, profile.asked(criterion))
    return tuple(Step(criterion.code, level) for level in criterion.levels if reach < framework.ranks[level] <= limit)


def next_step(framework: Framework, criterion: Criterion, value: str | None) -> Step | None:
    """The lowest descriptor above the rating; None at the top or if not applicable."""
    if value == NOT_APPLICABLE:
        return None
    reach = rank(framework, value)
    above = (level for level in criterion.levels if framework.ranks[level] > reach)
    return next((Step(criterion.code, level) for level in above), None)


def path(framework: Framework, ratings: Ratings, profile: RoleProfile | None = None) -> tuple[Step, ...]:
    """The growth path: all gaps, foundations first, then the heavier competency, then rubric order.

    Parameters
    ----------
    profile : RoleProfile, optional
        Where the path leads; without one, to the top level everywhere.

    Source: design, section 3, "Target, gap, next step, path".
    """
    profile = profile or uniform_profile(framework, framework.top.code)
    steps = [
        (framework.ranks[step.level], -profile.weight(criterion.competency), position, step)
        for position, criterion in enumerate(framework.criteria)
        for step in gap(framework, criterion, ratings.get(criterion.code), profile)
    ]
    return tuple(step for *_, step in sorted(steps, key=lambda entry: entry[:3]))


@dataclass(frozen=True)
class Movement:
    """What moved between two sets of ratings of one person, in rubric order.

    Attributes
    ----------
    gained : tuple of Step
        Descriptors that are met now and were not before.
    let_go : tuple of Step
        Descriptors that were met, and are not by the rating of today.
    untold : tuple of str
        Criteria of which something was met, and that are unrated or not applicable now: nothing is said of them.
    """

    gained: tuple[Step, ...]
    let_go: tuple[Step, ...]
    untold: tuple[str, ...]


def movement(framework: Framework, before: Ratings, after: Ratings) -> Movement:
    """What moved from one set of ratings to a later one on the same version.

    An answer that is missing, or not applicable, lets nothing go: it says nothing of the descriptors.
    """
    gained: list[Step] = []
    let_go: list[Step] = []
    untold: list[str] = []
    for criterion in framework.criteria:
        was, now = before.get(criterion.code), after.get(criterion.code)
        had, has = rank(framework, was), rank(framework, now)
        if now in (None, NOT_APPLICABLE):
            untold += [criterion.code] if had else []
        elif had != has:
            low, high = sorted((had, has))
            between = [level for level in criterion.levels if low < framework.ranks[level] <= high]
            (gained if has > had else let_go).extend(Step(criterion.code, level) for level in between)
    return Movement(tuple(gained), tuple(let_go), tuple(untold))
