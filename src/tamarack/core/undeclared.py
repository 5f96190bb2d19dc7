"""What of a version's difference is not declared, and which declared changes cannot be true of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tamarack.core.changes import ADDED, FRAMEWORK, MERGED, MOVED, RETIRED, SPLIT, Change
from tamarack.core.declared import COMPETENCY, LANGUAGE, Declared
from tamarack.core.errors import N_
from tamarack.core.framework import Framework
from tamarack.core.texts import LEVEL


@dataclass(frozen=True, eq=False)
class Undeclared:
    """Something that no change covers, or a change that cannot be: where, and a sentence."""

    at: str
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.data)


def contradictions(declared: Declared) -> Iterator[Undeclared]:
    """Declared changes that cannot be true of the two versions, or of each other."""
    for change in declared.changes:
        if change.at:
            yield from _wrong_place(declared, change)
        else:
            yield from _wrong_ends(declared, change)
    for place in {change.at for change in declared.changes if change.kind == "reworded"}:
        if declared.at(place, ("revised",)):
            yield Undeclared(place, N_("It is declared as reworded and as revised. It can be one of them."))
    yield from _clashes(declared)


def _wrong_place(declared: Declared, change: Change) -> Iterator[Undeclared]:
    if change.kind == "reordered":
        known = {FRAMEWORK, *(competency.code for competency in declared.new.competencies)}
        if change.at not in known:
            yield Undeclared(change.at, N_("Only a competency, or “framework”, can be reordered."))
    elif change.kind in (ADDED, RETIRED):
        yield from _wrong_cell(declared, change)
    elif change.at not in _places(declared.new):
        yield Undeclared(change.at, N_("The new version has no such place. Give its code there."))


def _wrong_cell(declared: Declared, change: Change) -> Iterator[Undeclared]:
    row, _, level = change.at.rpartition(".")
    origin = declared.origins.get(row)
    if origin is None:
        yield Undeclared(change.at, N_("The new version has no such criterion. A descriptor is said as COL.1.B."))
        return
    here = level in declared.new.criterion(row).descriptors
    before = any(level in declared.old_criteria[source].descriptors for source in origin.sources)
    if change.kind == ADDED and not here:
        yield Undeclared(change.at, N_("It is declared as added, and the new version does not have it."))
    elif change.kind == RETIRED and here:
        yield Undeclared(change.at, N_("It is declared as retired, and the new version has it."))
    elif change.kind == ADDED and before and origin.is_same:
        yield Undeclared(change.at, N_("It is declared as added, and the old version has it already."))
    elif change.kind == RETIRED and not before:
        yield Undeclared(change.at, N_("It is declared as retired, and the old version does not have it."))


def _wrong_ends(declared: Declared, change: Change) -> Iterator[Undeclared]:
    old, new = _ends(declared.old), _ends(declared.new)
    plain = change.kind in (MOVED, SPLIT, MERGED)
    for code in change.sources:
        if code not in old or (plain and code not in declared.old_criteria):
            yield Undeclared(code, N_("A change “{kind}” begins here, and the old version does not have it."),
                             {"kind": change.kind})  # fmt: skip
        elif change.kind == RETIRED and code in new:
            yield Undeclared(code, N_("It is declared as retired, and the new version has it."))
    for code in change.targets:
        if code not in new or (plain and code not in declared.origins):
            yield Undeclared(code, N_("A change “{kind}” leads here, and the new version does not have it."),
                             {"kind": change.kind})  # fmt: skip
        elif change.kind == ADDED and code in old:
            yield Undeclared(code, N_("It is declared as added, and the old version has it already."))
    several = {SPLIT: change.targets, MERGED: change.sources}.get(change.kind)
    if several is not None and len(set(several)) < 2:
        template = N_("A split needs two criteria to lead to, a merger two to begin with.")
        yield Undeclared(change.place, template)


def _clashes(declared: Declared) -> Iterator[Undeclared]:
    for code, changes in declared.by_source.items():
        kinds = [change.kind for change in changes]
        if len(kinds) > 1 and (MOVED in kinds or RETIRED in kinds or kinds.count(SPLIT) > 1):
            yield Undeclared(
                code, N_("Changes contradict each other: {kinds} begin here."), {"kinds": ", ".join(kinds)}
            )
    for code, changes in declared.by_target.items():
        kinds = [change.kind for change in changes]
        if len(kinds) > 1 and (MOVED in kinds or ADDED in kinds):
            template = N_("Changes contradict each other: {kinds} lead here.")
            yield Undeclared(code, template, {"kinds": ", ".join(kinds)})
    for code, origin in declared.origins.items():
        reused = code in declared.old_criteria and code not in origin.sources and origin.sources
        if reused and not any(change.kind == MOVED for change in declared.by_source.get(code, ())):
            yield Undeclared(code, N_("The code of another criterion of the old version is given again."))


def structure(declared: Declared) -> Iterator[Undeclared]:
    """Parts that are new, gone, elsewhere or in another order, without a change that says so."""
    yield from _criteria(declared)
    for code in elsewhere(declared):
        yield Undeclared(code, N_("The criterion stands in another competency. Say that it moved."))
    for place in reordered(declared):
        yield Undeclared(place, N_("What it holds is in another order."))
    for kind, place in cells_unsaid(declared):
        yield Undeclared(place, N_("The descriptor is new.") if kind == ADDED else N_("The descriptor is gone."))
    for kind, code in wholes_unsaid(declared):
        yield Undeclared(code, N_("It is new.") if kind == ADDED else N_("It is gone."))
    if _in_another_order(list(declared.old.ranks), list(declared.new.ranks)):
        template = N_("The levels are in another order, which no change can tell: retire them and add new ones.")
        yield Undeclared(FRAMEWORK, template)


def _criteria(declared: Declared) -> Iterator[Undeclared]:
    for code, origin in declared.origins.items():
        if not origin.sources and not origin.changes:
            yield Undeclared(code, N_("The criterion is new. Say whether it was added, moved, split or merged."))
    for criterion in declared.old.criteria:
        if criterion.code not in declared.living and not declared.taken_away(criterion):
            template = N_("The criterion is gone. Say whether it was retired, moved, split or merged.")
            yield Undeclared(criterion.code, template)


def elsewhere(declared: Declared) -> Iterator[str]:
    """Codes of criteria that stand in another competency than before, which nothing says."""
    for criterion in declared.new.criteria:
        origin = declared.origins[criterion.code]
        unsaid = origin.sources and not origin.changes
        if unsaid and declared.old_criteria[criterion.code].competency != criterion.competency:
            yield criterion.code


def reordered(declared: Declared) -> Iterator[str]:
    """Competencies whose criteria are in another order, and the framework if its competencies are, undeclared."""
    before = {criterion.code: place for place, criterion in enumerate(declared.old.criteria)}
    for competency in declared.new.competencies:
        origins = [declared.origins[criterion.code] for criterion in competency.criteria]
        kept = [
            before[origin.sources[0]] for origin in origins
            if origin.is_same and declared.old_criteria[origin.sources[0]].competency == competency.code
        ]  # fmt: skip
        if kept != sorted(kept) and not declared.at(competency.code, ("reordered",)):
            yield competency.code
    codes = [[competency.code for competency in each.competencies] for each in (declared.old, declared.new)]
    if _in_another_order(*codes) and not declared.at(FRAMEWORK, ("reordered",)):
        yield FRAMEWORK


def cells_unsaid(declared: Declared) -> Iterator[tuple[str, str]]:
    """Descriptors that came or went without a change that says so: `ADDED` or `RETIRED`, and the place."""
    for criterion in declared.new.criteria:
        origin = declared.origins[criterion.code]
        if not origin.is_same:
            continue
        before = declared.old_criteria[origin.sources[0]].descriptors
        for level in criterion.levels:
            if level not in before and not declared.cell_added(criterion.code, level):
                yield ADDED, f"{criterion.code}.{level}"
        for level in before:
            if level not in criterion.descriptors and not declared.cell_retired(criterion.code, level):
                yield RETIRED, f"{criterion.code}.{level}"


def wholes_unsaid(declared: Declared) -> Iterator[tuple[str, str]]:
    """Competencies, levels and languages that came or went without a change that says so: `ADDED` or `RETIRED`, and the
    code with its prefix."""
    old, new = declared.old, declared.new
    for prefix, before, now in (
        (COMPETENCY, [each.code for each in old.competencies], [each.code for each in new.competencies]),
        (LEVEL, list(old.ranks), list(new.ranks)),
        (LANGUAGE, list(old.languages), list(new.languages)),
    ):
        came = [f"{prefix}{code}" for code in now if code not in before]
        went = [f"{prefix}{code}" for code in before if code not in now]
        yield from ((ADDED, code) for code in came if not declared.added(code))
        yield from ((RETIRED, code) for code in went if not declared.retired(code))


def _in_another_order(before: list[str], now: list[str]) -> bool:
    return [code for code in before if code in now] != [code for code in now if code in before]


def _places(framework: Framework) -> set[str]:
    """Where texts can be reworded, renamed or revised."""
    cells = {f"{criterion.code}.{level}" for criterion in framework.criteria for level in criterion.levels}
    rows = {criterion.code for criterion in framework.criteria} | {area.code for area in framework.competencies}
    return {FRAMEWORK} | cells | rows | {f"{LEVEL}{level}" for level in framework.ranks}


def _ends(framework: Framework) -> set[str]:
    """What can be added and retired as a whole."""
    return (
        {criterion.code for criterion in framework.criteria}
        | {f"{COMPETENCY}{competency.code}" for competency in framework.competencies}
        | {f"{LEVEL}{level}" for level in framework.ranks}
        | {f"{LANGUAGE}{language}" for language in framework.languages}
    )
