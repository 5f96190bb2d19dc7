"""What the tool proposes to declare, for a steward to decide: whatever differs, named as carefully as may be."""

from collections.abc import Iterator

from tamarack.core.changes import ADDED, MOVED, RETIRED, Change, read_changes
from tamarack.core.declared import Declared
from tamarack.core.framework import Criterion, Framework
from tamarack.core.undeclared import cells_unsaid, elsewhere, reordered, wholes_unsaid
from tamarack.core.versions import TextChange, compare
from tamarack.core.wording import same_words

ALIKE = 0.75
"""The share of words in common from which a criterion that is gone and a new one are taken to be the same."""


def propose(old: Framework, new: Framework) -> tuple[Change, ...]:
    """What to declare besides what `new` declares, so that nothing stays undeclared.

    A text is proposed as reworded where its words are the same but for punctuation and case, or where only another
    language than the framework's first changed; else as revised, which asks people to confirm.
    """
    declared = read_changes(new.changes)
    found: list[Change] = []
    for proposing in (_pairs, _comings_and_goings, _orders, _cells):
        found += proposing(Declared(old, new, [*declared, *found]))
    return (*found, *_texts(old, compare(old, new, [*declared, *found]).texts))


def _pairs(declared: Declared) -> Iterator[Change]:
    """Criteria under another code or in another competency that say the same."""
    gone = [row for row in declared.old.criteria if row.code not in declared.living and not declared.retired(row.code)]
    for criterion in declared.new.criteria:
        origin = declared.origins[criterion.code]
        if not origin.sources and not declared.added(criterion.code):
            best = max(gone, key=lambda row, new=criterion: _alike(row, new), default=None)  # type: ignore[misc]
            if best is not None and _alike(best, criterion) >= ALIKE:
                gone.remove(best)
                yield Change(MOVED, sources=(best.code,), targets=(criterion.code,))
    for code in elsewhere(declared):
        yield Change(MOVED, sources=(code,), targets=(code,))


def _alike(old: Criterion, new: Criterion) -> float:
    """The share of words that two criteria have in common, over all their texts."""
    first, second = (
        {word.casefold() for texts in row.descriptors.values() for text in texts.values() for word in text.split()}
        for row in (old, new)
    )
    return len(first & second) / max(len(first | second), 1)


def _comings_and_goings(declared: Declared) -> Iterator[Change]:
    for kind, code in wholes_unsaid(declared):
        yield Change(ADDED, targets=(code,)) if kind == ADDED else Change(RETIRED, sources=(code,))
    old, new = declared.old, declared.new
    areas = {area.code for area in new.competencies}
    for row in old.criteria:
        if row.code not in declared.living and not declared.taken_away(row) and row.competency in areas:
            yield Change(RETIRED, sources=(row.code,))
    for code, origin in declared.origins.items():
        if not origin.sources and not origin.changes and new.criterion(code).competency in declared.old_competencies:
            yield Change(ADDED, targets=(code,))


def _orders(declared: Declared) -> Iterator[Change]:
    return (Change("reordered", at=place) for place in reordered(declared))


def _cells(declared: Declared) -> Iterator[Change]:
    return (Change(kind, at=place) for kind, place in cells_unsaid(declared))


def _texts(old: Framework, texts: tuple[TextChange, ...]) -> Iterator[Change]:
    open_places: dict[str, list[TextChange]] = {}
    for change in texts:
        if change.by is None:
            open_places.setdefault(change.at, []).append(change)
    for at, changes in open_places.items():
        if changes[0].field != "text":
            yield Change("renamed", at=at)
            continue
        meant = [change for change in changes if change.language == old.languages[0]]
        same = all(same_words(change.old or "", change.new or "") for change in meant)
        yield Change("reworded" if same else "revised", at=at)
