"""XLIFF 2.1: a draft's texts for translators, a unit a text; and what they made of them.

Bold passages stay marked as ``**bold**``. States go both ways: initial (missing, or outdated where there is a text),
translated (unreviewed), reviewed and final (reviewed); what is as in the version before goes out as final.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tamarack.core.errors import N_, BadInput
from tamarack.core.formats.outline import refuse
from tamarack.core.framework import Document, shorten
from tamarack.core.texts import Place, texts
from tamarack.core.validation import Problem

MISSING, OUTDATED, UNREVIEWED, REVIEWED = STATES = ("missing", "outdated", "unreviewed", "reviewed")
UP_TO_DATE = "up_to_date"

_STATES = {MISSING: "initial", OUTDATED: "initial", UNREVIEWED: "translated", REVIEWED: "reviewed", UP_TO_DATE: "final"}
_MEANT = {"initial": OUTDATED, "translated": UNREVIEWED, "reviewed": REVIEWED, "final": REVIEWED}
_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SAFE = re.compile(r"[A-Za-z0-9._:-]+")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NOTE = "Passages between ** and ** are shown in bold: please keep the marks in pairs."


@dataclass
class Translated:
    """What a translator's file says.

    Attributes
    ----------
    source, target : str
        The languages.
    texts, states : dict
        By place, of the units that can be taken whole; a state is one of `STATES`.
    problems : list of Problem
        Why the other units cannot be taken, one each.
    """

    source: str
    target: str
    texts: dict[Place, str] = field(default_factory=dict)
    states: dict[Place, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def write_xliff(document: Document, source: str, target: str, states: Mapping[Place, str] | None = None) -> bytes:
    """A draft's texts in one language, with their translations into another as far as there are any.

    Parameters
    ----------
    document : dict
        A framework's document; cells and languages may be missing.
    source, target : str
        Two of its languages.
    states : mapping, optional
        How the translation at a place stands, of `STATES` or up to date; where nothing is said, unreviewed if there is
        one.

    Raises
    ------
    BadInput
        If these are not two of its languages.
    """
    from translate.storage.xliff2 import Xliff2File

    _check_languages(document, source, target)
    store = Xliff2File(sourcelanguage=source, targetlanguage=target)
    store.document.getroot().set("version", "2.1")
    store.body.set("id", _identifier(("", document["framework"])))
    store.body.set("original", f"{document['framework']}/{document['version']}")
    for place, said in texts(document).items():
        if said.get(source):
            unit = store.addsourceunit(_legal(said[source]))
            unit.setid(_identifier(place))
            state = (states or {}).get(place) or (UNREVIEWED if said.get(target) else MISSING)
            if said.get(target):
                unit.target = _legal(said[target])
            unit.xmlelement.set("state", _STATES[state] if said.get(target) else "initial")
            _describe(unit, place, said[source])
    return bytes(store)


def _describe(unit: Any, place: Place, text: str) -> None:
    """Say where a unit stands; notes come first in it."""
    element = unit.getunitelement()
    element.set("name", " ".join(filter(None, place)))
    if "**" in text:
        notes = element.makeelement(f"{{{_NAMESPACE}}}notes")
        note = element.makeelement(f"{{{_NAMESPACE}}}note")
        note.text = _NOTE
        notes.append(note)
        element.insert(0, notes)


def read_xliff(data: bytes, document: Document) -> Translated:
    """What translators made of a draft's texts, as far as it is still the same.

    A unit is taken if its source text is what the draft says now, and its translation can stand in a rubric. What
    cannot be taken is a problem; nothing is taken in part.

    Parameters
    ----------
    data : bytes
        Of any XLIFF 2 tool; a unit may have been split into segments.
    document : dict
        The draft as it is now.

    Raises
    ------
    BadFile
        If it is no XLIFF 2, or has a document type, which could make it grow without measure.
    BadInput
        If its languages are not two of the draft's.
    """
    from lxml import etree
    from translate.misc.xml_helpers import parse_xml

    try:
        root = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse(N_("This is no XML: {what}."), what=str(error).split("\n")[0][:120]) from None
    if root.getroottree().docinfo.doctype:
        raise refuse(N_("The file has a document type, which is not taken. Save it without."))
    if root.tag != f"{{{_NAMESPACE}}}xliff":
        raise refuse(N_("This is no XLIFF of version 2."))
    read = Translated(root.get("srcLang", ""), root.get("trgLang", ""))
    _check_languages(document, read.source, read.target)
    now = texts(document)
    places = {_identifier(place): place for place in now}
    for unit in root.iter(f"{{{_NAMESPACE}}}unit"):
        _take(unit, read, now, places)
    return read


def _take(unit: Any, read: Translated, now: dict[Place, dict[str, str]], places: dict[str, Place]) -> None:
    place = places.get(unit.get("id", ""))
    name = unit.get("name") or unit.get("id") or "?"
    source, target, state = _contents(unit)
    if place is None:
        found: tuple[str, dict[str, Any]] | None = (N_("The draft has no such text any more."), {})
    elif place in read.texts:
        found = (N_("It is in the file twice; the first is taken."), {})
    elif source != _legal(now[place].get(read.source, "")):
        found = (N_("The text in “{language}” has changed since: the file has “{text}”."),
                 {"language": read.source, "text": shorten(source)})  # fmt: skip
    elif target.count("**") % 2:
        found = (N_("The number of ** is odd: a bold passage is not closed."), {})
    else:
        found = None
    if found:
        if target.strip():
            read.problems.append(Problem(found[0], found[1], code=shorten(name)))
    elif place is not None and target.strip():
        read.texts[place] = target
        read.states[place] = _MEANT.get(state, UNREVIEWED)


def _contents(unit: Any) -> tuple[str, str, str]:
    """Source, target and state of a unit: of all its segments, with what stands between them."""
    source, target, states = [], [], []
    for part in _parts(unit):
        said = {name: "".join(found.itertext()) if (found := part.find(f"{{{_NAMESPACE}}}{name}")) is not None else None
                for name in ("source", "target")}  # fmt: skip
        ignorable = part.tag.endswith("ignorable")
        source.append(said["source"] or "")
        target.append(said["target"] if said["target"] is not None else (said["source"] or "") if ignorable else "")
        if not ignorable:
            states.append(part.get("state", "translated"))
            if not said["target"]:
                return "".join(source), "", "initial"
    order = list(_MEANT)
    known = [state for state in states if state in order]
    return "".join(source), "".join(target), min(known, key=order.index, default="translated")


def _parts(unit: Any) -> Iterator[Any]:
    return (part for part in unit if part.tag in (f"{{{_NAMESPACE}}}segment", f"{{{_NAMESPACE}}}ignorable"))


def _identifier(place: Place) -> str:
    """A place as an XML name; by its hash where its code has other letters."""
    name = ":".join(place)
    return name if _SAFE.fullmatch(name) else f"x{hashlib.sha256(name.encode()).hexdigest()[:24]}"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _check_languages(document: Document, source: str, target: str) -> None:
    if source == target or {source, target} - set(document["languages"]):
        template = N_("From “{source}” to “{target}” cannot be translated: the rubric has {known}.")
        known = ", ".join(document["languages"])
        raise BadInput(template, source=shorten(source), target=shorten(target), known=known)
