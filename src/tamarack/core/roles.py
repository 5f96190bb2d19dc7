"""Role profiles: the levels that a role asks for, how ratings compare with them, and how two roles differ."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from tamarack.core.framework import Criterion, Framework, Text
from tamarack.core.ratings import NOT_APPLICABLE, Ratings, rank

ONE = Fraction(1)
SHORT_LEAST, SHORT_MOST = 10, 15
"""Criteria of a short start."""


@dataclass(frozen=True)
class RoleProfile:
    """The levels that a role asks for.

    Attributes
    ----------
    targets : mapping of str to str
        A level code by competency code; a competency that is missing asks for nothing.
    exceptions : mapping of str to str
        A level code by criterion code, instead of its competency's.
    weights : mapping of str to Fraction
        By competency code, above 0; 1 where missing.
    name, description : Text
        By language; a person's own words, which are in no language that we know, stand under ``""``.
    side : str
        The half of the profession that it belongs to; empty where it says none.
    examples : mapping of str to Text
        What descriptors look like in this role, by descriptor code.
    """

    targets: Mapping[str, str]
    exceptions: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    name: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    side: str = ""
    examples: Mapping[str, Text] = field(default_factory=dict)

    def weight(self, competency: str) -> Fraction:
        """How much a competency weighs."""
        return self.weights.get(competency, ONE)

    def asked(self, criterion: Criterion) -> str | None:
        """The level that it asks of a criterion, whether or not there is a descriptor."""
        return self.exceptions.get(criterion.code, self.targets.get(criterion.competency))


def moved_profile(profile: RoleProfile, framework: Framework, followed: Mapping[str, tuple[str, ...]]) -> RoleProfile:
    """A role profile of an earlier version, as far as a later one has what it speaks of.

    Parameters
    ----------
    followed : mapping of str to tuple of str
        What became of each criterion of the earlier version (`tamarack.core.carry.follow`).
    """
    areas = {area.code for area in framework.competencies}
    rows = {row.code: row for row in framework.criteria}
    examples = {
        f"{new}.{level}": text
        for code, text in profile.examples.items()
        for old, _, level in (code.rpartition("."),)
        for new in followed.get(old, ())
        if new in rows and level in rows[new].descriptors
    }
    return replace(
        profile,
        targets={code: level for code, level in profile.targets.items() if code in areas and level in framework.ranks},
        exceptions={
            new: level
            for code, level in profile.exceptions.items()
            for new in followed.get(code, ())
            if new in rows and level in framework.ranks
        },
        weights={code: weight for code, weight in profile.weights.items() if code in areas},
        examples=examples,
    )


def uniform_profile(framework: Framework, level: str) -> RoleProfile:
    """A profile that asks for one level everywhere.

    Raises
    ------
    UnknownCode
        If the framework has no such level.
    """
    framework.level(level)
    return RoleProfile({competency.code: level for competency in framework.competencies})


def target(framework: Framework, criterion: Criterion, profile: RoleProfile) -> str | None:
    """The criterion's highest descriptor at or below the level that the profile asks for; None if there is none."""
    limit = rank(framework, profile.asked(criterion))
    below = [level for level in criterion.levels if framework.ranks[level] <= limit]
    return below[-1] if below else None


class FitState(StrEnum):
    """How a rating compares with what a role asks."""

    REACHED = "reached"
    BEYOND = "beyond"
    NOT_YET = "not_yet"
    NO_DESCRIPTOR = "no_descriptor"
    UNRATED = "unrated"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class CriterionFit:
    """How a criterion's rating compares with its target."""

    code: str
    target: str | None
    state: FitState


@dataclass(frozen=True)
class CompetencyFit:
    """How the ratings of one competency compare with a role.

    Attributes
    ----------
    met, of : int
        Descriptors met up to the targets, and descriptors up to the targets, of applicable criteria.
    """

    code: str
    criteria: tuple[CriterionFit, ...]
    met: int
    of: int

    @property
    def counts(self) -> Counter[FitState]:
        """Criteria by how they compare."""
        return Counter(entry.state for entry in self.criteria)


@dataclass(frozen=True)
class Fit:
    """How all ratings compare with a role: a picture to plan by, never a verdict."""

    competencies: tuple[CompetencyFit, ...]

    @property
    def met(self) -> int:
        """Descriptors met up to the targets."""
        return sum(part.met for part in self.competencies)

    @property
    def of(self) -> int:
        """Descriptors up to the targets, of applicable criteria."""
        return sum(part.of for part in self.competencies)

    @property
    def counts(self) -> Counter[FitState]:
        """Criteria by how they compare."""
        return sum((part.counts for part in self.competencies), Counter())


def fit(framework: Framework, ratings: Ratings, profile: RoleProfile) -> Fit:
    """How ratings compare with what a role asks, by competency and criterion, in rubric order."""
    parts = []
    for competency in framework.competencies:
        rows = tuple(_criterion_fit(framework, row, ratings, profile) for row in competency.criteria)
        met = of = 0
        for row, entry in zip(competency.criteria, rows, strict=True):
            if entry.state is not FitState.NOT_APPLICABLE:
                limit, reach = rank(framework, entry.target), rank(framework, ratings.get(row.code))
                asked = [framework.ranks[level] for level in row.levels if framework.ranks[level] <= limit]
                of += len(asked)
                met += sum(level <= reach for level in asked)
        parts.append(CompetencyFit(competency.code, rows, met, of))
    return Fit(tuple(parts))


def _criterion_fit(framework: Framework, row: Criterion, ratings: Ratings, profile: RoleProfile) -> CriterionFit:
    value, aim = ratings.get(row.code), target(framework, row, profile)
    if value == NOT_APPLICABLE:
        return CriterionFit(row.code, aim, FitState.NOT_APPLICABLE)
    if profile.asked(row) is None:
        return CriterionFit(row.code, None, FitState.NOT_ASKED)
    if aim is None:
        return CriterionFit(row.code, None, FitState.NO_DESCRIPTOR)
    if value is None:
        return CriterionFit(row.code, aim, FitState.UNRATED)
    beyond = rank(framework, value) - rank(framework, aim)
    state = FitState.REACHED if beyond == 0 else FitState.BEYOND if beyond > 0 else FitState.NOT_YET
    return CriterionFit(row.code, aim, state)


@dataclass(frozen=True)
class Asked:
    """A criterion that is asked first, and why: its competency's weight, and the level that the role asks for."""

    criterion: str
    weight: Fraction
    level: str


def short_start(framework: Framework, profile: RoleProfile) -> tuple[Asked, ...]:
    """The criteria that weigh most for a role, in rubric order: enough for a first picture of it.

    Heavier competencies first, then the higher target, then the first criteria of each competency. Taken are ten,
    and those that are on a par with the tenth, up to fifteen; fewer where the role asks of fewer.
    """
    found = []
    for competency in framework.competencies:
        for place, row in enumerate(competency.criteria):
            if aim := target(framework, row, profile):
                weight = profile.weight(competency.code)
                found.append(((-weight, -framework.ranks[aim]), place, Asked(row.code, weight, aim)))
    found.sort(key=lambda entry: entry[:2])
    taken = found[:SHORT_LEAST]
    taken += [entry for entry in found[SHORT_LEAST:SHORT_MOST] if entry[0] == taken[-1][0]]
    order = {row.code: index for index, row in enumerate(framework.criteria)}
    return tuple(sorted((asked for *_, asked in taken), key=lambda asked: order[asked.criterion]))


@dataclass(frozen=True)
class Difference:
    """What another role asks of a criterion, where that is not the same; None asks for nothing."""

    criterion: str
    before: str | None
    after: str | None


def differences(framework: Framework, before: RoleProfile, after: RoleProfile) -> tuple[Difference, ...]:
    """What changes from one role to another, by criterion in rubric order; what stays the same is left out."""
    found = (
        Difference(row.code, target(framework, row, before), target(framework, row, after))
        for row in framework.criteria
    )
    return tuple(entry for entry in found if entry.before != entry.after)
