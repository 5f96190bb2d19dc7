"""Reads a CASE CFPackage, 1.0 or 1.1, of Tamarack or of others."""

from typing import Any

from tamarack.core.errors import N_
from tamarack.core.formats.case import EXTENSION, STATUSES
from tamarack.core.formats.json_ import read_json
from tamarack.core.formats.outline import Node, Outline, drafted, refuse, tree
from tamarack.core.framework import Document, shorten
from tamarack.core.validation import MOST_LEVELS, Places, Problem

Entry = dict[str, Any]


def read_case(text: str, language: str = "en") -> tuple[Document, Places]:
    """The framework in a CFPackage; a draft, unless `write_case` made it.

    Raises
    ------
    BadFile
        If it is none.
    """
    package, _ = read_json(text)
    if isinstance(package, dict) and isinstance(package.get("CFPackage"), dict):
        package = package["CFPackage"]
    if not isinstance(package, dict) or not isinstance(package.get("CFDocument"), dict):
        raise refuse(N_("This is no package of CASE: it should have CFDocument and CFItems."))
    own = _extension(package["CFDocument"])
    if isinstance(own.get("levels"), list) and isinstance(own.get("framework"), str):
        try:
            return _Own(package, own).made(), Places()
        except (AttributeError, KeyError, TypeError):
            raise refuse(N_("What Tamarack wrote into this package has been changed, and cannot be read.")) from None
    return drafted(_outline(package), language)


def _entries(node: Any, key: str) -> list[Entry]:
    value = node.get(key) if isinstance(node, dict) else None
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(entry: Any, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) else ""


def _extension(entry: Entry) -> Entry:
    extensions = entry.get("extensions")
    own = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return own if isinstance(own, dict) else {}


def _cells(package: Entry) -> dict[str, list[Entry]]:
    """The levels of each item's criterion, by the item's identifier."""
    found: dict[str, list[Entry]] = {}
    for rubric in _entries(package, "CFRubrics"):
        apart: dict[str, list[Entry]] = {}
        for level in _entries(rubric, "CFRubricCriterionLevels"):
            apart.setdefault(_text(level, "rubricCriterionId"), []).append(level)
        for criterion in _criteria(rubric):
            levels = _entries(criterion, "CFRubricCriterionLevels") or apart.get(_text(criterion, "identifier"), [])
            item = _text(criterion.get("CFItemURI"), "identifier")
            found.setdefault(item or _text(criterion, "identifier"), []).extend(levels)
    return found


def _criteria(rubric: Entry) -> list[Entry]:
    return _entries(rubric, "CFRubricCriteria") or _entries(rubric, "CFRubricCriterion")


class _Own:
    """A package that `write_case` made: as the document was."""

    def __init__(self, package: Entry, own: Entry) -> None:
        self.package, self.own = package, own
        self.language = _text(package["CFDocument"], "language")

    def text(self, native: str, others: Any) -> dict[str, str]:
        """A text in its languages, in the framework's order."""
        texts = {self.language: native} if native else {}
        texts |= others if isinstance(others, dict) else {}
        order = self.own.get("languages")
        known = [language for language in order if language in texts] if isinstance(order, list) else []
        return {language: texts[language] for language in [*known, *(key for key in texts if key not in known)]}

    def made(self) -> Document:
        head, own = self.package["CFDocument"], self.own
        meant = {case: status for status, case in STATUSES.items()}
        status = own.get("status") or meant.get(_text(head, "adoptionStatus"))
        document: Document = {"framework": own["framework"], "version": _text(head, "version")}
        document |= {"status": status} if status else {}
        document["languages"] = own.get("languages")
        native = "" if _text(head, "title") == own["framework"] and "title" in own else _text(head, "title")
        document["title"] = self.text(native, own.get("title"))
        for key in ("description", "publisher"):
            if text := self.text(_text(head, key), own.get(key)):
                document[key] = text
        done = {"framework", "languages", "levels", "status", "title", "description", "publisher"}
        document |= {key: value for key, value in own.items() if key not in done}
        return document | {"levels": own["levels"], "competencies": self.areas()}

    def areas(self) -> list[Entry]:
        items = {_text(item, "identifier"): item for item in _entries(self.package, "CFItems")}
        below: dict[str, list[Entry]] = {}
        for link in _entries(self.package, "CFAssociations"):
            above = _text(link.get("destinationNodeURI"), "identifier")
            if item := items.get(_text(link.get("originNodeURI"), "identifier")):
                below.setdefault(above, []).append(item)
        self.cells = _cells(self.package)
        self.ranks = {
            level.get("rank"): _text(level, "code") for level in self.own["levels"] if isinstance(level, dict)
        }
        tops = below.get(_text(self.package["CFDocument"], "identifier"), [])
        return [self.area(item, below.get(_text(item, "identifier"), [])) for item in tops]

    def area(self, item: Entry, rows: list[Entry]) -> Entry:
        own, statement, short = _extension(item), _text(item, "fullStatement"), _text(item, "abbreviatedStatement")
        described = bool(short) or (bool(own.get("unnamed")) and statement != _text(item, "humanCodingScheme"))
        name = "" if own.get("unnamed") else short or statement
        entry: Entry = {"code": _text(item, "humanCodingScheme"), "name": self.text(name, own.get("name"))}
        if text := self.text(statement if described else "", own.get("description")):
            entry["description"] = text
        return entry | {"criteria": [self.row(row) for row in rows]}

    def row(self, item: Entry) -> Entry:
        own = _extension(item)
        name = "" if own.get("unnamed") else _text(item, "fullStatement")
        cells = self.cells.get(_text(item, "identifier"), [])
        native = {self.ranks.get(cell.get("score")): _text(cell, "description") for cell in cells}
        others: dict[str, Any] = own.get("descriptors") or {}
        texts = {code: self.text(native.get(code, ""), others.get(code)) for code in self.ranks.values()}
        descriptors = {code: text for code, text in texts.items() if text}
        return {
            "code": _text(item, "humanCodingScheme"), "name": self.text(name, own.get("name")),
            "descriptors": descriptors,
        }  # fmt: skip


def _outline(package: Entry) -> Outline:
    head: Entry = package["CFDocument"]
    gaps: list[Problem] = []
    items = _entries(package, "CFItems")
    nodes = {_text(item, "identifier"): _node(item) for item in items}
    parents, places = _parents(package, gaps)
    order = sorted(nodes, key=lambda key: places.get(key, len(places)))  # stable: as in the file where nothing is said
    nodes = {key: nodes[key] for key in order}
    levels = _fill(package, nodes, gaps)
    status = {case: word for word, case in STATUSES.items()}.get(_text(head, "adoptionStatus"), "")
    languages = [_text(head, "language"), *(_text(item, "language") for item in items)]
    facts = {
        "description": _text(head, "description"),
        "publisher": _text(head, "publisher") or _text(head, "creator"),
        "version": _text(head, "version"),
        "status": status,
        "language": next(filter(None, languages), ""),
    }
    return Outline(_text(head, "title"), tree(nodes, parents), levels, facts, gaps)


def _node(item: Entry) -> Node:
    short, statement = _text(item, "abbreviatedStatement"), _text(item, "fullStatement")
    return Node(short or statement, _text(item, "humanCodingScheme") or _text(item, "identifier"), statement)


def _parents(package: Entry, gaps: list[Problem]) -> tuple[dict[str, str], dict[str, float]]:
    """The parent of each item, and its place among its siblings as far as it is told."""
    parents: dict[str, str] = {}
    places: dict[str, float] = {}
    others: dict[str, int] = {}
    for link in _entries(package, "CFAssociations"):
        kind = _text(link, "associationType")
        origin = _text(link.get("originNodeURI"), "identifier")
        if kind != "isChildOf":
            others[kind] = others.get(kind, 0) + 1
        elif origin in parents:
            name = _text(link.get("originNodeURI"), "title") or origin
            gaps.append(Problem(N_("“{name}” has several parents; the first is taken."), {"name": shorten(name)}))
        else:
            parents[origin] = _text(link.get("destinationNodeURI"), "identifier")
            try:  # some write it as a text
                places[origin] = float(link["sequenceNumber"])
            except (KeyError, TypeError, ValueError):
                continue
    for kind, count in others.items():
        template = N_("{count} associations “{kind}” are left out.")
        gaps.append(Problem(template, {"count": count, "kind": shorten(kind)}))
    return parents, places


def _fill(package: Entry, nodes: dict[str, Node], gaps: list[Problem]) -> list[tuple[str, str]]:
    """Put the texts of rubrics to their items; criteria that have none become nodes. Returns the levels."""
    qualities: dict[str, float] = {}
    for rubric in _entries(package, "CFRubrics"):
        for criterion in _criteria(rubric):
            key = _text(criterion.get("CFItemURI"), "identifier")
            if not key or key not in nodes:
                key = _text(criterion, "identifier")
                nodes.setdefault(key, Node(_text(criterion, "description") or _text(criterion, "category"), key))
    cells = _cells(package)
    named = len({_text(cell, "quality") for row in cells.values() for cell in row}) <= MOST_LEVELS
    for key, row in cells.items():
        for place, cell in enumerate(row, 1):
            quality, order = _quality(cell, place, named=named)
            qualities.setdefault(quality, order)
            if key in nodes and not nodes[key].cells.get(quality):
                nodes[key].cells[quality] = _text(cell, "description")
            elif _text(cell, "description"):
                template = N_("The text “{text}” has no level or no criterion of its own, and is left out.")
                gaps.append(Problem(template, {"text": shorten(_text(cell, "description"))}))
    ordered = sorted(qualities, key=lambda quality: qualities[quality])
    return [(quality, quality) for quality in ordered]


def _quality(cell: Entry, place: int, *, named: bool) -> tuple[str, float]:
    """What a level is called, and by what it is ordered: its place, where names differ from criterion to criterion."""
    score, position = cell.get("score"), cell.get("position")
    numbers = [number for number in (score, position) if isinstance(number, int | float)]
    order = float(numbers[0]) if named and numbers else float(place)
    return (_text(cell, "quality") if named else "") or f"{order:g}", order
