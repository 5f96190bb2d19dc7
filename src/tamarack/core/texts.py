"""The texts of a framework's document, each with its place."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Document, shorten

Place = tuple[str, str]
"""Where a text stands: subject and field. The subject is a code as in changes (``COL``, ``COL.1``, ``COL.1.B``,
``level:B``), or empty for the framework itself; the field one of title, description, publisher, name, text."""

LEVEL = "level:"

_FRAMEWORK, _LEVEL, _COMPETENCY = ("title", "description", "publisher"), ("name", "title"), ("name", "description")


def texts(document: Document) -> dict[Place, dict[str, str]]:
    """Every place that may have a text, with its texts by language, in rubric order.

    Parameters
    ----------
    document : dict
        A framework's document; cells and languages may be missing. A cell without a descriptor has no place.
    """
    return {place: dict(holder.get(key) or {}) for place, holder, key in _places(document)}


def set_text(document: Document, place: Place, language: str, text: str) -> Document:
    """A document with another text at a place; an empty one takes it away. The document given stays as it is.

    Raises
    ------
    UnknownCode
        If the document has no such place.
    """
    changed = deepcopy(document)
    for found, holder, key in _places(changed):
        if found == place:
            entry = holder.setdefault(key, {})
            if text:
                entry[language] = text
            else:
                entry.pop(language, None)
            return changed
    raise UnknownCode(N_("The rubric has no text “{place}”."), place=shorten(" ".join(filter(None, place))))


def set_texts(document: Document, wanted: Mapping[Place, Mapping[str, str]]) -> Document:
    """A document with other texts at several places, by language; empty ones are taken away.

    Raises
    ------
    UnknownCode
        If the document has not all of these places.
    """
    changed, left = deepcopy(document), set(wanted)
    for place, holder, key in _places(changed):
        if place in wanted:
            left.discard(place)
            own = {**(holder.get(key) or {}), **wanted[place]}
            holder[key] = {language: text for language, text in own.items() if text}
    if left:
        raise UnknownCode(N_("The rubric has no text “{place}”."), place=shorten(" ".join(filter(None, min(left)))))
    return changed


def _places(document: Document) -> Iterator[tuple[Place, dict[str, Any], str]]:
    """Each place with what holds its texts, and under which key."""
    for field in _FRAMEWORK:
        yield ("", field), document, field
    for level in document["levels"]:
        for field in _LEVEL:
            yield (f"{LEVEL}{level['code']}", field), level, field
    for competency in document["competencies"]:
        for field in _COMPETENCY:
            yield (competency["code"], field), competency, field
        for criterion in competency["criteria"]:
            yield (criterion["code"], "name"), criterion, "name"
            cells = criterion.get("descriptors") or {}
            for level in document["levels"]:
                if level["code"] in cells:
                    yield (f"{criterion['code']}.{level['code']}", "text"), cells, level["code"]
