"""Ratings carried from one version of a framework to the next (design, section 3, "Versions")."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tamarack.core.changes import MERGED, SPLIT, read_changes
from tamarack.core.declared import Declared
from tamarack.core.framework import Criterion, Framework
from tamarack.core.ratings import NOT_APPLICABLE, NOT_YET, Ratings
from tamarack.core.versions import check_comparable


class Reason(StrEnum):
    """Why a carried rating waits for a yes, or why there is none."""

    REVISED = "revised"
    ADDED = "added"
    RETIRED = "retired"
    SPLIT = "split"
    MERGED = "merged"
    FELL = "fell"


@dataclass(frozen=True)
class Carried:
    """What a criterion's rating comes to on the next version.

    `rating` is ``"0"``, a level code, ``"NA"`` or None (unrated); `reason` says why it is to confirm, or of a criterion
    that was added why it is unrated. `sources` are the older version's criteria that it comes from.
    """

    rating: str | None
    reason: Reason | None = None
    sources: tuple[str, ...] = ()

    @property
    def confirm(self) -> bool:
        """Whether it waits for a yes."""
        return self.rating is not None and self.reason is not None


def carry(
    old: Framework, new: Framework, ratings: Ratings, to_confirm: Mapping[str, Reason] | None = None
) -> dict[str, Carried]:
    """Ratings on a version, carried to the one after it.

    Parameters
    ----------
    old, new : Framework
        `new` declares its changes against `old`, or restores it.
    ratings : mapping of str to str or None
        By the older version's criteria, each checked.
    to_confirm : mapping of str to Reason, optional
        Those that wait for a yes already: they still do.

    Returns
    -------
    dict of str to Carried
        By the newer version's criteria, in their order.

    Raises
    ------
    BadInput
        If they are two frameworks, or `new` restores another version than `old`.
    """
    check_comparable(old, new)
    step = _Step(Declared(old, new, () if new.restores else read_changes(new.changes)))
    return {criterion.code: step.carried(criterion, ratings, to_confirm or {}) for criterion in new.criteria}


def carry_along(
    versions: Sequence[Framework], ratings: Ratings, to_confirm: Mapping[str, Reason] | None = None
) -> dict[str, Carried]:
    """Ratings on the first of several versions, carried over each to the last. With one version they stay.

    `sources` are criteria of the first version.
    """
    waiting = to_confirm or {}
    state = {
        row.code: Carried(ratings.get(row.code), waiting.get(row.code), (row.code,)) for row in versions[0].criteria
    }
    for old, new in pairwise(versions):
        before = state
        step = carry(
            old, new, {code: each.rating for code, each in before.items()},
            {code: each.reason for code, each in before.items() if each.confirm and each.reason},
        )  # fmt: skip
        state = {
            code: Carried(each.rating, each.reason, _first_sources(before, each.sources)) for code, each in step.items()
        }
    return state


def follow(versions: Sequence[Framework]) -> dict[str, tuple[str, ...]]:
    """What became of each criterion of the first of several versions: the codes of the last that it lives on in."""
    found: dict[str, list[str]] = {row.code: [] for row in versions[0].criteria}
    for code, each in carry_along(versions, dict.fromkeys(found)).items():
        for source in each.sources:
            found[source].append(code)
    return {code: tuple(codes) for code, codes in found.items()}


def _first_sources(before: Mapping[str, Carried], sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first for code in sources for first in before[code].sources))


class _Step:
    """One step between two versions."""

    def __init__(self, declared: Declared) -> None:
        self.declared = declared
        self.old, self.new = declared.old, declared.new

    def carried(self, criterion: Criterion, ratings: Ratings, waiting: Mapping[str, Reason]) -> Carried:
        origin = self.declared.origins[criterion.code]
        given = [ratings.get(source) for source in origin.sources]
        if not given:
            return Carried(None, Reason.ADDED)
        if None in given:
            return Carried(None, sources=origin.sources)
        lowest = self._lowest([value for value in given if value is not None])
        rating, reason = self._settled(criterion, lowest)
        kinds = [change.kind for change in origin.changes]
        if reason is None and SPLIT in kinds:
            reason = Reason.SPLIT
        if reason is None and MERGED in kinds:
            reason = Reason.MERGED
        if reason is None:
            reason = self._changed(criterion, rating)
        already = next((waiting[source] for source in origin.sources if source in waiting), None)
        return Carried(rating, reason or already, origin.sources)

    def _lowest(self, given: Sequence[str]) -> str:
        """The lowest of several ratings; not applicable where all are."""
        applicable = [value for value in given if value != NOT_APPLICABLE]
        return min(applicable, key=lambda value: self.old.ranks.get(value, 0), default=NOT_APPLICABLE)

    def _settled(self, criterion: Criterion, value: str) -> tuple[str, Reason | None]:
        """A rating that the new criterion offers: the one given, or the highest below it, with the reason it fell."""
        if value in (NOT_YET, NOT_APPLICABLE) or value in criterion.descriptors:
            return value, None
        reach = self._reach(value)
        below = [level for level in criterion.levels if self.new.ranks[level] < reach]
        retired = self.declared.cell_retired(criterion.code, value)
        return below[-1] if below else NOT_YET, Reason.RETIRED if retired else Reason.FELL

    def _reach(self, level: str) -> int:
        """The rank in the new version below which levels are below an old one. Where the new version does not have it,
        what is below is what both have below it."""
        if level in self.new.ranks:
            return self.new.ranks[level]
        lower = [
            code for code, rank in self.old.ranks.items() if rank < self.old.ranks[level] and code in self.new.ranks
        ]
        return max((self.new.ranks[code] for code in lower), default=0) + 1

    def _changed(self, criterion: Criterion, value: str) -> Reason | None:
        """Whether the meaning of a rating changed: a descriptor at or below it was revised, or added below it."""
        if value in (NOT_YET, NOT_APPLICABLE):
            return None
        reached = [level for level in criterion.levels if self.new.ranks[level] <= self.new.ranks[value]]
        if any(self.declared.at(f"{criterion.code}.{level}", ("revised",)) for level in reached):
            return Reason.REVISED
        if any(self._is_new(criterion.code, level) for level in reached):
            return Reason.ADDED
        return None

    def _is_new(self, code: str, level: str) -> bool:
        before = [self.declared.old_criteria[source].descriptors for source in self.declared.origins[code].sources]
        return self.declared.cell_added(code, level) is not None and not any(level in cells for cells in before)
