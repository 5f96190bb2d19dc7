"""Criteria that a steward moves, splits and merges: what no comparison could find, so the draft says it."""

from collections.abc import Collection, Mapping
from typing import Any

from tamarack.core.declaring import cells, criteria, declare, levels, lineage, named, origins
from tamarack.core.drafting import competency_of, copied, criterion_of, forget, next_code, put_back
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Document


def move_criterion(
    document: Document, base: Document | None, criterion: str, competency: str, used: Collection[str] = ()
) -> tuple[Document, str]:
    """A criterion in another competency, as its last; and its code there.

    Back in the competency that it comes from, it has its old code again, where it stood.
    """
    document = copied(document)
    area, row = criterion_of(document, criterion)
    target = competency_of(document, competency)
    if area is target:
        return document, criterion
    code = _home_code(document, base, criterion, competency) or next_code(competency, document, base, used)
    area["criteria"].remove(row)
    row = row | {"code": code}
    if base and code in criteria(base):
        put_back(target["criteria"], row, list(criteria(base)))
    else:
        target["criteria"].append(row)
    return declare(_recoded(document, base, criterion, code), base), code


def _home_code(document: Document, base: Document | None, criterion: str, competency: str) -> str | None:
    """The code that a criterion has of old, if it is free and of this competency."""
    origin = origins(document, base)[criterion] if base else []
    home = [code for code in origin if base and criteria(base)[code][0] == competency]
    return next((code for code in home if code not in criteria(document)), None)


def _recoded(document: Document, base: Document | None, old: str, new: str) -> Document:
    """The document's changes after a criterion took another code."""
    changes, told = [], False
    for change in document.get("changes", ()):
        if change in lineage(document) and old in named(change["to"]):
            told = True
            parts = [new if code == old else code for code in named(change["to"])]
            change = change | {"to": parts if change["kind"] == "split" else new}
            if change["kind"] == "moved" and change["from"] == new:
                continue
        elif isinstance(at := change.get("at"), str) and (at == old or at.startswith(f"{old}.")):
            change = change | {"at": f"{new}{at[len(old) :]}"}
        changes.append(change)
    if not told and base and old in criteria(base):
        changes.append({"kind": "moved", "from": old, "to": new})
    return document | {"changes": changes}


def split_criterion(
    document: Document, base: Document | None, criterion: str, used: Collection[str] = ()
) -> tuple[Document, str]:
    """A criterion in two, which both begin with its texts; the new one stands after it. And the new one's code.

    Raises
    ------
    BadInput
        If the draft merged it: that is to be taken back first.
    """
    document = copied(document)
    area, row = criterion_of(document, criterion)
    code = next_code(area["code"], document, base, used)
    own = next((change for change in lineage(document) if criterion in named(change["to"])), None)
    origin = origins(document, base)[criterion] if base else []
    if own and own["kind"] == "merged":
        raise BadInput(N_("This draft merged {code}. Please take that back before splitting it."), code=criterion)
    copy = row | {"code": code, "descriptors": {level: dict(text) for level, text in cells(row).items()}}
    area["criteria"].insert(area["criteria"].index(row) + 1, copy)
    if origin:
        parts = named(own["to"]) if own else [criterion]
        at = parts.index(criterion) + 1
        split = {"kind": "split", "from": origin[0], "to": [*parts[:at], code, *parts[at:]]}
        document["changes"] = [*(change for change in document.get("changes", ()) if change is not own), split]
    return declare(document, base), code


def merge_criteria(document: Document, base: Document | None, first: str, second: str) -> tuple[Document, str]:
    """Two criteria in one, with the texts of both, the first's before the second's; and its code.

    The code is the first's, unless only the second's was there before the draft. Parts of one split become whole again.

    Raises
    ------
    BadInput
        If one of them is a part of a split whose other parts stay.
    """
    document = copied(document)
    if first == second:
        raise BadInput(N_("Please choose two different criteria."))
    whence = origins(document, base) if base else {}
    old = [code for code in (first, second) if code in whence.get(code, ())]
    kept = old[0] if old else next((code for code in (first, second) if whence.get(code)), first)
    gone = second if kept == first else first
    split = _split_of(document, kept, gone)
    (_, row), (area, other) = criterion_of(document, kept), criterion_of(document, gone)
    pair = (row, other) if kept == first else (other, row)
    row["descriptors"] = _both(cells(pair[0]), cells(pair[1]), list(levels(document)))
    area["criteria"].remove(other)
    if split:
        return declare(forget(document, gone), base), kept
    origin = [*whence.get(first, ()), *whence.get(second, ())]
    return declare(_merged(document, kept, gone, origin), base), kept


def _split_of(document: Document, kept: str, gone: str) -> bool:
    """Whether both are parts of one split."""
    splits = [named(change["to"]) for change in lineage(document) if change["kind"] == "split"]
    touched = [parts for parts in splits if {kept, gone} & {*parts}]
    if touched and not (len(touched) == 1 and {kept, gone} <= {*touched[0]}):
        code = next(code for code in (kept, gone) if code in touched[0])
        raise BadInput(N_("This draft split {code}. Please take that back before merging a part of it."), code=code)
    return bool(touched)


def _both(one: Mapping[str, Any], other: Mapping[str, Any], order: list[str]) -> dict[str, dict[str, str]]:
    """The texts of two criteria, one after the other; what both say is said once."""
    return {
        level: {
            language: " ".join(dict.fromkeys(filter(None, (texts.get(language) for texts in pair))))
            for language in {**pair[0], **pair[1]}
        }
        for level in order
        if level in one or level in other
        for pair in [(one.get(level, {}), other.get(level, {}))]
    }


def _merged(document: Document, kept: str, gone: str, origin: list[str]) -> Document:
    changes = [
        change
        for change in document.get("changes", ())
        if not (change in lineage(document) and {kept, gone} & {*named(change["to"])})
    ]
    if len(origin) > 1:
        changes.append({"kind": "merged", "from": origin, "to": kept})
    elif origin and origin != [kept]:
        changes.append({"kind": "moved", "from": origin[0], "to": kept})
    return document | {"changes": changes}
