"""Two versions of a framework beside each other: what changed, what of it was declared, and what was not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from tamarack.core.changes import FRAMEWORK, Change, read_changes
from tamarack.core.declared import COMPETENCY, LANGUAGE, Declared, Origin
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Competency, Criterion, Framework, Level, Text
from tamarack.core.texts import LEVEL
from tamarack.core.undeclared import Undeclared, contradictions, structure

CELL_KINDS = ("reworded", "revised")
NAME_KINDS = ("renamed", *CELL_KINDS)
NO_TEXT: Text = {}


@dataclass(frozen=True)
class TextChange:
    """A text that differs. `at` is the new version's code, or the old one's of what is gone; a text that was not there
    or is no more is None. `by` is the change that covers it, None if none does."""

    at: str
    field: str
    language: str
    old: str | None
    new: str | None
    by: Change | None


@dataclass(frozen=True)
class Comparison:
    """What a version changes: what it declares, every text that differs, and what is not declared or cannot be."""

    changes: tuple[Change, ...]
    texts: tuple[TextChange, ...]
    undeclared: tuple[Undeclared, ...]
    origins: Mapping[str, Origin]
    """Where each criterion of the new version comes from."""

    @property
    def is_declared(self) -> bool:
        """Whether everything that changed is declared, and every declared change can be."""
        return not self.undeclared


def compare(old: Framework, new: Framework, changes: Sequence[Change] | None = None) -> Comparison:
    """What a version changes against an older one.

    Parameters
    ----------
    old, new : Framework
        Two versions of one framework. One that `restores` the older has to be as that is.
    changes : sequence of Change, optional
        Declared ones, instead of those in `new`.

    Raises
    ------
    BadInput
        If they are two frameworks, or `new` takes another version back.

    Source: design, section 3, "Versions".
    """
    check_comparable(old, new)
    declared = Declared(old, new, _changes_of(old, new) if changes is None else changes)
    texts = tuple(_texts(declared))
    found: dict[str, Undeclared] = {}
    for each in chain(contradictions(declared), structure(declared)):
        found.setdefault(each.at, each)
    for change in texts:
        if change.by is None and not found.keys() & set(_around(change)):
            found[change.at] = Undeclared(change.at, N_("The text changed."))
    return Comparison(declared.changes, texts, tuple(found.values()), declared.origins)


def _around(change: TextChange) -> Iterator[str]:
    """What a text is part of: where that is undeclared as a whole, the text needs no mention."""
    yield from (change.at, change.at.rpartition(".")[0])
    yield from (f"{COMPETENCY}{change.at}", f"{LANGUAGE}{change.language}")


def check_comparable(old: Framework, new: Framework) -> None:
    """See that two versions are of one framework, and the newer continues the older.

    Raises
    ------
    BadInput
        If not.
    """
    if old.code != new.code:
        template = N_("{old} and {new} are two rubrics. Only versions of one are compared.")
        raise BadInput(template, old=old.code, new=new.code)
    if new.restores and new.restores != old.version:
        template = N_("Version {new} takes version {restored} back: it continues that one, not {old}.")
        raise BadInput(template, new=new.version, restored=new.restores, old=old.version)


def _changes_of(old: Framework, new: Framework) -> tuple[Change, ...]:
    return () if new.restores else read_changes(new.changes)


def _texts(declared: Declared) -> Iterator[TextChange]:
    old, new = declared.old, declared.new
    for field in ("title", "description", "publisher"):
        by = declared.at(FRAMEWORK, NAME_KINDS)
        yield from _differences(declared, FRAMEWORK, field, getattr(old, field), getattr(new, field), by)
    yield from _levels(declared)
    for competency in new.competencies:
        yield from _competency(declared, declared.old_competencies.get(competency.code), competency)
        for criterion in competency.criteria:
            yield from _criterion(declared, criterion)
    codes = {competency.code for competency in new.competencies}
    for gone in (competency for competency in old.competencies if competency.code not in codes):
        yield from _competency(declared, gone, None)
    for row in old.criteria:
        if row.code not in declared.living:
            yield from _row(declared, row.code, row, None, declared.taken_away(row))


def _levels(declared: Declared) -> Iterator[TextChange]:
    before, now = ({level.code: level for level in each.levels} for each in (declared.old, declared.new))
    for code in dict.fromkeys([*now, *before]):
        yield from _named(declared, f"{LEVEL}{code}", f"{LEVEL}{code}", before.get(code), now.get(code), "title")


def _competency(declared: Declared, old: Competency | None, new: Competency | None) -> Iterator[TextChange]:
    code = (new or old).code  # type: ignore[union-attr]
    yield from _named(declared, code, f"{COMPETENCY}{code}", old, new, "description")


def _named(
    declared: Declared,
    at: str,
    whole: str,
    old: Level | Competency | None,
    new: Level | Competency | None,
    also: str,
) -> Iterator[TextChange]:
    """The texts of a level or competency, which may have come or gone as a whole."""
    by = declared.added(whole) if old is None else declared.retired(whole) if new is None else None
    by = by or (declared.at(at, NAME_KINDS) if old and new else None)
    for field in ("name", also):
        yield from _differences(declared, at, field, getattr(old, field, NO_TEXT), getattr(new, field, NO_TEXT), by)


def _criterion(declared: Declared, criterion: Criterion) -> Iterator[TextChange]:
    origin = declared.origins[criterion.code]
    primary = origin.primary(criterion.code)
    before = declared.old_criteria[primary] if primary else None
    yield from _row(declared, criterion.code, before, criterion, None if origin.is_same else origin.change)
    for change in origin.changes:
        for source in change.sources if change.kind == "merged" else ():
            if source != primary and source in declared.old_criteria:
                yield from _row(declared, source, declared.old_criteria[source], None, change)


def _row(
    declared: Declared, code: str, old: Criterion | None, new: Criterion | None, whole: Change | None
) -> Iterator[TextChange]:
    """The texts of a criterion: all covered by `whole`, or each by what is declared at its place."""
    same = bool(old and new) and whole is None
    by = whole or (declared.at(code, NAME_KINDS) if same else None)
    yield from _differences(declared, code, "name", old.name if old else NO_TEXT, new.name if new else NO_TEXT, by)
    before, now = (each.descriptors if each else {} for each in (old, new))
    for level in [level for level in {**declared.old.ranks, **declared.new.ranks} if level in before or level in now]:
        by = whole
        if same and level in before and level in now:
            by = declared.at(f"{code}.{level}", CELL_KINDS)
        elif same:
            by = declared.cell_added(code, level) if level in now else declared.cell_retired(code, level)
        yield from _differences(
            declared, f"{code}.{level}", "text", before.get(level, NO_TEXT), now.get(level, NO_TEXT), by
        )


def _differences(
    declared: Declared, at: str, field: str, old: Text, new: Text, by: Change | None
) -> Iterator[TextChange]:
    for language in dict.fromkeys([*declared.new.languages, *declared.old.languages]):
        before, now = old.get(language), new.get(language)
        if before == now:
            continue
        came_or_went = None
        if language not in declared.old.languages:
            came_or_went = declared.added(f"{LANGUAGE}{language}")
        elif language not in declared.new.languages:
            came_or_went = declared.retired(f"{LANGUAGE}{language}")
        yield TextChange(at, field, language, before, now, came_or_went or by)
