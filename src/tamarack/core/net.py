"""What several versions in a row change together, as one step from the first to the last."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tamarack.core.changes import ADDED, MERGED, MOVED, SPLIT, Change, read_changes
from tamarack.core.declared import Declared
from tamarack.core.framework import Framework
from tamarack.core.proposing import propose
from tamarack.core.versions import Comparison, compare


def net_comparison(versions: Sequence[Framework]) -> Comparison:
    """The first and the last of several versions compared, each of which continues the one before it.

    Two neighbours are compared by what the later one declares. For more of them the changes are put together: a
    criterion is followed through every step, and a text that differs is revised if any step revised it.

    Parameters
    ----------
    versions : sequence of Framework
        Two at least, oldest first.
    """
    old, new = versions[0], versions[-1]
    if len(versions) == 2:
        return compare(old, new)
    steps = [Declared(first, second, _changes(second)) for first, second in pairwise(versions)]
    found = (*_structure(old, new, steps), *_revised(new, steps))
    bare = replace(new, restores="", changes=tuple(change.entry for change in found))
    return compare(old, new=replace(bare, changes=()), changes=(*found, *propose(old, bare)))


def _changes(version: Framework) -> tuple[Change, ...]:
    return () if version.restores else read_changes(version.changes)


def _ancestors(code: str, steps: Sequence[Declared]) -> list[set[str]]:
    """The codes that a criterion of the last version had in each version, the last one's first."""
    found = [{code}]
    for step in reversed(steps):
        found.append({source for each in found[-1] for source in step.origins[each].sources})
    return found


def _structure(old: Framework, new: Framework, steps: Sequence[Declared]) -> Iterator[Change]:
    sources = {row.code: _ancestors(row.code, steps)[-1] for row in new.criteria}
    parts: dict[str, list[str]] = defaultdict(list)
    for code, origins in sources.items():
        for origin in origins:
            parts[origin].append(code)
    order = {row.code: place for place, row in enumerate(old.criteria)}
    areas = {area.code for area in old.competencies}
    for code, origins in sources.items():
        first = next(iter(origins), "")
        if len(origins) > 1:
            yield Change(MERGED, sources=tuple(sorted(origins, key=order.__getitem__)), targets=(code,))
        elif not origins and new.criterion(code).competency in areas:
            yield Change(ADDED, targets=(code,))
        elif origins and len(parts[first]) == 1 and code != first:
            yield Change(MOVED, sources=(first,), targets=(code,))
    for origin, codes in parts.items():
        if len(codes) > 1:
            yield Change(SPLIT, sources=(origin,), targets=tuple(codes))


def _revised(new: Framework, steps: Sequence[Declared]) -> Iterator[Change]:
    """Cells whose meaning some step changed."""
    for row in new.criteria:
        line = _ancestors(row.code, steps)
        for level in row.levels:
            places = zip(line, reversed(steps), strict=False)
            if any(step.at(f"{code}.{level}", ("revised",)) for codes, step in places for code in codes):
                yield Change("revised", at=f"{row.code}.{level}")
