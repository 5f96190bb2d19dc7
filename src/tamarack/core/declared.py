"""The changes that a version declares, looked up by place; and where each of its criteria comes from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tamarack.core.changes import ADDED, MERGED, MOVED, RETIRED, SPLIT, Change
from tamarack.core.framework import Competency, Criterion, Framework
from tamarack.core.texts import LEVEL

COMPETENCY, LANGUAGE = "competency:", "language:"


@dataclass(frozen=True)
class Origin:
    """Where a new version's criterion comes from: old criteria, and the changes that say so (none: the same code)."""

    sources: tuple[str, ...]
    changes: tuple[Change, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether it is the same criterion as before, perhaps in another place."""
        return len(self.sources) == 1 and all(change.kind == MOVED for change in self.changes)

    @property
    def change(self) -> Change | None:
        """The change that explains it."""
        return self.changes[0] if self.changes else None

    def primary(self, code: str) -> str | None:
        """The old criterion whose texts stand beside those of `code`: of the same code, else the first."""
        return code if code in self.sources else next(iter(self.sources), None)


class Declared:
    """Declared changes between two versions."""

    def __init__(self, old: Framework, new: Framework, changes: Iterable[Change]) -> None:
        self.old, self.new = old, new
        self.changes = tuple(changes)
        self._at = {(change.kind, change.at): change for change in self.changes if change.at}
        self.by_target: dict[str, list[Change]] = defaultdict(list)
        self.by_source: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for code in change.targets:
                self.by_target[code].append(change)
            for code in change.sources:
                self.by_source[code].append(change)

    def at(self, place: str, kinds: Sequence[str]) -> Change | None:
        """The change of one of these kinds at a place."""
        return next((self._at[kind, place] for kind in kinds if (kind, place) in self._at), None)

    def added(self, code: str) -> Change | None:
        """The change that adds a code of the new version."""
        return next((change for change in self.by_target.get(code, ()) if change.kind == ADDED), None)

    def retired(self, code: str) -> Change | None:
        """The change that takes a code of the old version away."""
        return next((change for change in self.by_source.get(code, ()) if change.kind == RETIRED), None)

    def cell_added(self, code: str, level: str) -> Change | None:
        """The change that adds a descriptor, by itself or with its level."""
        return self.at(f"{code}.{level}", (ADDED,)) or self.added(f"{LEVEL}{level}")

    def cell_retired(self, code: str, level: str) -> Change | None:
        """The change that takes a descriptor away, by itself or with its level; `code` is the new version's."""
        return self.at(f"{code}.{level}", (RETIRED,)) or self.retired(f"{LEVEL}{level}")

    def taken_away(self, criterion: Criterion) -> Change | None:
        """The change that takes an old criterion away, by itself or with its competency."""
        return self.retired(criterion.code) or self.retired(f"{COMPETENCY}{criterion.competency}")

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Where each new criterion comes from, by its code; what nothing explains has neither sources nor changes."""
        return {criterion.code: self._origin(criterion) for criterion in self.new.criteria}

    def _origin(self, criterion: Criterion) -> Origin:
        code = criterion.code
        made = [change for change in self.by_target.get(code, ()) if change.kind in (MOVED, SPLIT, MERGED)]
        sources = tuple(dict.fromkeys(each for change in made for each in change.sources if each in self.old_criteria))
        if sources:
            return Origin(sources, tuple(made))
        if code in self.old_criteria and not self.by_source.get(code) and not self.added(code):
            return Origin((code,))
        added = self.added(code)
        if added is None and code not in self.old_criteria:
            added = self.added(f"{COMPETENCY}{criterion.competency}")
        return Origin((), (added,) if added else ())

    @cached_property
    def living(self) -> set[str]:
        """Codes of old criteria that live on in new ones."""
        return {source for origin in self.origins.values() for source in origin.sources}

    @cached_property
    def old_criteria(self) -> dict[str, Criterion]:
        """The old version's criteria by code."""
        return {criterion.code: criterion for criterion in self.old.criteria}

    @cached_property
    def old_competencies(self) -> dict[str, Competency]:
        """The old version's competencies by code."""
        return {competency.code: competency for competency in self.old.competencies}
