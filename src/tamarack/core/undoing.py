"""A change of a draft's structure as the parts that differ, so that it can be taken back where they still stand."""

from typing import Any

from tamarack.core.declaring import LINEAGE, TEXTS, declare
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Document

Parts = dict[str, list[Any]]
"""Keys of parts, each with what stood there before and what stands there after."""

_ORDER, _CHANGES, _AREA = "order", "changes", "competency:"


def difference(before: Document, after: Document) -> Parts:
    """The parts in which two documents differ: competencies, their order, other keys, what was declared of lineage."""
    one, other = _parts(before), _parts(after)
    parts: Parts = {key: [one.get(key), other.get(key)] for key in [*one, *other] if one.get(key) != other.get(key)}
    removed, added = _told(before, after), _told(after, before)
    return parts | ({_CHANGES: [removed, added]} if removed or added else {})


def _told(document: Document, without: Document) -> list[Any]:
    """What one document says, and the other does not, of lineage and of texts."""
    rest = without.get(_CHANGES, [])
    kinds = (*LINEAGE, *TEXTS)
    return [change for change in document.get(_CHANGES, []) if change.get("kind") in kinds and change not in rest]


def _parts(document: Document) -> dict[str, Any]:
    parts = {key: value for key, value in document.items() if key not in ("competencies", _CHANGES)}
    parts |= {f"{_AREA}{area['code']}": area for area in document["competencies"]}
    return parts | {_ORDER: [area["code"] for area in document["competencies"]]}


def put_back(document: Document, base: Document | None, parts: Parts) -> Document:
    """The document with those parts as they were before.

    Raises
    ------
    BadInput
        If one of them was changed since.
    """
    now = _parts(document)
    removed, added = parts.get(_CHANGES, [[], []])
    changes = document.get(_CHANGES, [])
    stands = all(now.get(key) == after for key, (_, after) in parts.items() if key != _CHANGES)
    if not stands or any(change not in changes for change in added if base):
        raise BadInput(N_("This was changed again since. Please take back the later change first."))
    now |= {key: before for key, (before, _) in parts.items() if key != _CHANGES}
    areas = [now[f"{_AREA}{code}"] for code in now.pop(_ORDER)]
    rest = {key: value for key, value in now.items() if not key.startswith(_AREA) and value is not None}
    declared = [change for change in changes if change not in added] + removed
    return declare(rest | {"competencies": areas, _CHANGES: declared}, base)


def turned(parts: Parts) -> Parts:
    """The same change the other way round."""
    return {key: [after, before] for key, (before, after) in parts.items()}
