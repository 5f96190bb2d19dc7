"""What a draft declares of its structure against the version it is based on (design, section 3, "Versions").

Where a criterion comes from (moved, split, merged) is said by operations and kept. What follows from comparing the
two documents, given that (added, retired, renamed, reordered), is found anew after each operation: so a draft never
declares what it took back, and nothing twice. Whether a changed text means the same (reworded, revised) only a steward
can say; such declarations stay as long as their place does.
"""

from collections.abc import Collection, Iterator
from typing import Any

from tamarack.core.framework import Document

LINEAGE = ("moved", "split", "merged")
TEXTS = ("reworded", "revised")
COMPETENCY = "competency:"
LEVEL = "level:"
LANGUAGE = "language:"
FRAMEWORK = "framework"
"""Where the framework's own texts are said to be, and the order of its competencies."""

Change = dict[str, Any]


def named(value: object) -> list[str]:
    """Codes that `from` or `to` names: one text, or several."""
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []


def levels(document: Document) -> dict[str, Document]:
    """Levels by code, foundation first."""
    return {level["code"]: level for level in sorted(document.get("levels", ()), key=lambda level: level["rank"])}


def competencies(document: Document) -> dict[str, Document]:
    """Competencies by code, in rubric order."""
    return {area["code"]: area for area in document.get("competencies", ())}


def criteria(document: Document) -> dict[str, tuple[str, Document]]:
    """Criteria by code, in rubric order, each with its competency's code."""
    areas = document.get("competencies", ())
    return {row["code"]: (area["code"], row) for area in areas for row in area.get("criteria", ())}


def cells(row: Document) -> dict[str, dict[str, str]]:
    """A criterion's descriptors by level; one that is still to be written is empty."""
    return row.get("descriptors") or {}


def kind_of(document: Document, code: str) -> str:
    """What has this code in a draft: a competency, criterion, level or descriptor; nothing if it has none."""
    if code.startswith(LEVEL):
        return "level" if code.removeprefix(LEVEL) in levels(document) else ""
    if code in competencies(document):
        return "competency"
    if code in criteria(document):
        return "criterion"
    row, _, level = code.rpartition(".")
    return "descriptor" if row in criteria(document) and level in levels(document) else ""


def lineage(document: Document) -> list[Change]:
    """What the draft says of where criteria come from."""
    return [change for change in document.get("changes", ()) if change.get("kind") in LINEAGE]


def origins(document: Document, base: Document) -> dict[str, list[str]]:
    """The criteria of the base that each criterion of the draft comes from; none for one that was added."""
    told = {new: named(change["from"]) for change in lineage(document) for new in named(change["to"])}
    known = criteria(base)
    return {code: told.get(code, [code] if code in known else []) for code in criteria(document)}


def declare(document: Document, base: Document | None) -> Document:
    """The document with its structure declared in `changes`.

    Parameters
    ----------
    document : dict
        A draft. Where it says that criteria were moved, split or merged, it is believed.
    base : dict or None
        The version it is based on; a framework's first version declares nothing.

    Returns
    -------
    dict
        The same document, but for `changes`.
    """
    rest = {key: value for key, value in document.items() if key != "changes"}
    if base is None:
        return rest
    wanted = [*_parts(document, base), *_rows(document, base), *_orders(document, base)]
    texts = set(_text_places(document, base))
    changes = []
    for change in document.get("changes", ()):
        kind = change.get("kind")
        if kind in LINEAGE or (kind in TEXTS and change.get("at") in texts):
            changes.append(change)
        elif (same := next((entry for entry in wanted if _same(entry, change)), None)) is not None:
            wanted.remove(same)
            changes.append(change)
    changes += [entry for entry in wanted if not _told(changes, entry)]
    return rest | ({"changes": changes} if changes else {})


def _same(one: Change, other: Change) -> bool:
    return all(one.get(key) == other.get(key) for key in ("kind", "at", "from", "to"))


def _told(changes: list[Change], entry: Change) -> bool:
    """Whether a name's change was decided already: reworded or revised, not just renamed."""
    return entry["kind"] == "renamed" and any(
        change["kind"] in TEXTS and change.get("at") == entry["at"] for change in changes
    )


def _parts(document: Document, base: Document) -> Iterator[Change]:
    """Languages, levels and competencies that came, went, or have another name."""
    yield from _came_or_went(LANGUAGE, document["languages"], base["languages"])
    for prefix, at, of in ((LEVEL, LEVEL, levels), (COMPETENCY, "", competencies)):
        now, before = of(document), of(base)
        yield from _came_or_went(prefix, now, before)
        for code in now:
            if code in before and _renamed(now[code], before[code], document, base):
                yield {"kind": "renamed", "at": f"{at}{code}"}


def _came_or_went(prefix: str, now: Collection[str], before: Collection[str]) -> Iterator[Change]:
    yield from ({"kind": "added", "to": f"{prefix}{code}"} for code in now if code not in before)
    yield from ({"kind": "retired", "from": f"{prefix}{code}"} for code in before if code not in now)


def _renamed(now: Document, before: Document, document: Document, base: Document) -> bool:
    """Whether something has another name in a language that both have."""
    both = [language for language in document["languages"] if language in base["languages"]]
    one, other = now.get("name", {}), before.get("name", {})
    return any(one.get(language, "") != other.get(language, "") for language in both)


def _rows(document: Document, base: Document) -> Iterator[Change]:
    """Criteria that came or went, and what changed in those that stayed."""
    now, before, whence = criteria(document), criteria(base), origins(document, base)
    carried = {code for origin in whence.values() for code in origin}
    old_areas, new_areas = competencies(base), competencies(document)
    for code, (area, row) in now.items():
        if not whence[code]:
            if area in old_areas:
                yield {"kind": "added", "to": code}
        elif code not in _covered(document):
            yield from _row(row, before[whence[code][0]][1], document, base)
    for code, (area, _) in before.items():
        if code not in carried and area in new_areas:
            yield {"kind": "retired", "from": code}


def _covered(document: Document) -> set[str]:
    """Criteria whose texts are covered by what they came from."""
    told = [change for change in lineage(document) if change["kind"] != "moved"]
    return {code for change in told for code in named(change["to"])}


def _row(row: Document, before: Document, document: Document, base: Document) -> Iterator[Change]:
    both = [code for code in levels(document) if code in levels(base)]
    for level in both:
        is_there, was_there = level in cells(row), level in cells(before)
        if is_there != was_there:
            yield {"kind": "added" if is_there else "retired", "at": f"{row['code']}.{level}"}
    if _renamed(row, before, document, base):
        yield {"kind": "renamed", "at": row["code"]}


def _orders(document: Document, base: Document) -> Iterator[Change]:
    """Where what stayed stands in another order."""
    before, whence = criteria(base), origins(document, base)
    kept = [code for code in competencies(document) if code in competencies(base)]
    if kept != [code for code in competencies(base) if code in kept]:
        yield {"kind": "reordered", "at": FRAMEWORK}
    places = {code: place for place, code in enumerate(before)}
    for code, area in competencies(document).items():
        rows = [whence[row["code"]][0] for row in area.get("criteria", ()) if len(whence[row["code"]]) == 1]
        stayed = [places[row] for row in rows if before[row][0] == code]
        if stayed != sorted(stayed):
            yield {"kind": "reordered", "at": code}


def _text_places(document: Document, base: Document) -> Iterator[str]:
    """Places whose texts both documents have, by the draft's codes."""
    yield FRAMEWORK
    yield from (f"{LEVEL}{code}" for code in levels(document) if code in levels(base))
    yield from (code for code in competencies(document) if code in competencies(base))
    now, before = criteria(document), criteria(base)
    for code, origin in origins(document, base).items():
        if origin:
            yield code
            old = cells(before[origin[0]][1])
            yield from (f"{code}.{level}" for level in cells(now[code][1]) if level in old)
