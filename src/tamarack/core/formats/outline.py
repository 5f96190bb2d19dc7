"""What files of others have in common: a tree of statements and perhaps levels; and the draft that is made of it.

Parents become competencies, leaves criteria; without parents there is one competency. What a file does not say stays
empty, and is told as a gap.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tamarack.core.errors import N_, BadFile
from tamarack.core.framework import Document, shorten
from tamarack.core.ratings import RESERVED
from tamarack.core.validation import Places, Problem

NO_STATEMENTS = N_("There are no statements in it, which could become criteria.")
NODES_MAX = 10_000
DEPTH_MAX = 30

CODE_MAX = 40
_CUT = 33
_BAD = re.compile(r"[^\w.-]+")
_EDGE = "-._"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PLACEHOLDERS = {"en": "Level {number}", "fr": "Niveau {number}", "es": "Nivel {number}"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass
class Node:
    """A statement, or a heading above statements.

    Attributes
    ----------
    name, text : str
        What it is called; what is said about it.
    key : str
        The source's identifier, of which the code is made.
    cells : dict
        Its text at each level, by the level's key.
    """

    name: str
    key: str = ""
    text: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)


@dataclass
class Outline:
    """A file of others, as far as it can be taken; `levels` are (key, name), foundation first."""

    title: str
    nodes: list[Node]
    levels: list[tuple[str, str]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    """Perhaps key, version, status, language, description, publisher."""
    gaps: list[Problem] = field(default_factory=list)
    """What stands in the file and could not be taken."""


class Codes:
    """Gives out codes that are valid and not taken, whatever the case of their letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: Counter[str] = Counter()

    def take(self, hint: str, fallback: str, levels: Iterable[str] = ()) -> str:
        """A code like the hint; with `levels`, one whose descriptors' codes are free, too."""
        base = valid_code(hint) or valid_code(fallback)
        while True:
            self._next[base] += 1
            number = self._next[base]
            code = base if number == 1 else f"{base[: CODE_MAX - 6].rstrip(_EDGE)}-{number}"
            own = {code.casefold(), *(f"{code}.{level}".casefold() for level in levels)}
            if not own & self._taken:
                self._taken |= own
                return code


def valid_code(hint: str) -> str:
    """A hint as a code: of an address the last step, what no code may have as hyphens, at most 40 characters."""
    step = hint.rstrip("/#").rsplit("/", 1)[-1] if "://" in hint else hint
    code = _BAD.sub("-", step).strip(_EDGE)
    if len(code) > CODE_MAX:
        code = f"{code[:_CUT].rstrip(_EDGE)}-{hashlib.sha256(step.encode()).hexdigest()[:6]}"
    return code


def clean(text: object) -> str:
    """A text as a rubric may have it: shown characters, plain ends of lines, bold passages closed."""
    cleaned = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    cleaned = _UNPRINTABLE.sub("", cleaned.replace("\t", " ")).strip()
    return cleaned.replace("**", "") if cleaned.count("**") % 2 else cleaned


def refuse(template: str, **data: Any) -> BadFile:
    """The error for a file that is no framework, with the reason."""
    return BadFile(N_("This file cannot be read."), (Problem(template, data),))


def drafted(outline: Outline, language: str = "en") -> tuple[Document, Places]:
    """The draft of a framework that an outline makes.

    Parameters
    ----------
    outline : Outline
    language : str
        The language of the texts, where the file does not say it.

    Returns
    -------
    document : dict
        A framework's document; criteria that had no texts for levels have no descriptors.
    places : Places
        With the gaps.

    Raises
    ------
    BadFile
        If there is no statement, or there are too many.
    """
    count = sum(1 for _ in _walk(outline.nodes))
    if not count:
        raise refuse(NO_STATEMENTS)
    if count > NODES_MAX:
        raise refuse(N_("It has {count} statements; at most {most} are taken."), count=count, most=NODES_MAX)
    return _Draft(outline, language).made()


def _walk(nodes: list[Node], depth: int = 0) -> Iterator[Node]:
    if depth > DEPTH_MAX:
        raise refuse(N_("This is nested too deeply."))
    for node in nodes:
        yield node
        yield from _walk(node.children, depth + 1)


class _Draft:
    def __init__(self, outline: Outline, language: str) -> None:
        said = outline.facts.get("language", "")
        self.language = said if _LANGUAGE.fullmatch(said) else language
        self.outline, self.codes = outline, Codes()
        self.places = Places(gaps=list(outline.gaps))
        self.notes: list[dict[str, str]] = []
        for reserved in RESERVED:
            self.codes.take(reserved, reserved)

    def tell(self, template: str, code: str = "", **data: Any) -> None:
        self.places.gaps.append(Problem(template, data, code=code))

    def text(self, value: str) -> dict[str, str]:
        return {self.language: cleaned} if (cleaned := clean(value)) else {}

    def made(self) -> tuple[Document, Places]:
        facts, title = self.outline.facts, clean(self.outline.title) or "Framework"
        code = re.sub(r"[^a-z0-9-]+", "-", (valid_code(facts.get("key") or title)).casefold()).strip("-") or "framework"
        document: Document = {"framework": code, "version": valid_code(facts.get("version", "")) or "0.1"}
        document |= {"status": clean(facts.get("status", "")) or "draft", "languages": [self.language]}
        document["title"] = self.text(title)
        for key in ("description", "publisher"):
            if text := self.text(facts.get(key, "")):
                document[key] = text
        levels = self._levels()
        competencies = [self._competency(node, leaves) for node, leaves in self._areas()]
        if self.notes:
            template = N_(
                "A criterion has a name, and texts for levels. The descriptions of {count} are kept as notes."
            )
            self.tell(template, count=len(self.notes))
            document["editorial"] = self.notes
        return document | {"levels": levels, "competencies": competencies}, self.places

    def _levels(self) -> list[dict[str, Any]]:
        given = self.outline.levels
        if len(given) < 2:
            if given:
                self.tell(N_("The file has one level; a framework has two at least."))
            self.tell(N_("The file has no levels. Two placeholders stand for them."))
            name = _PLACEHOLDERS.get(self.language.partition("-")[0], _PLACEHOLDERS["en"])
            more = [(f"L{number}", name.format(number=number)) for number in (1, 2)]
            given = [*given, *more][:2]
        self.level_codes = {
            key: self.codes.take(key, f"L{rank}") for rank, (key, _) in enumerate(given, 1)
        }  # fmt: skip
        return [
            {"code": self.level_codes[key], "rank": rank, "name": self.text(name) or self.text(key)}
            for rank, (key, name) in enumerate(given, 1)
        ]

    def _areas(self) -> Iterator[tuple[Node, list[Node]]]:
        """Each node that becomes a competency, with the leaves that become its criteria."""
        if loose := [node for node in self.outline.nodes if not node.children]:
            yield Node(self.outline.title, "C"), loose
        for node in _walk(self.outline.nodes):
            if not node.children:
                continue
            if leaves := [child for child in node.children if not child.children]:
                yield node, leaves
            else:
                self.tell(N_("“{name}” stands above competencies only, and is left out."), name=shorten(node.name))
            if node.cells:
                self.tell(
                    N_("“{name}” becomes a competency; its texts for levels are left out."), name=shorten(node.name)
                )

    def _competency(self, node: Node, leaves: list[Node]) -> dict[str, Any]:
        code = self._code(node, "C")
        entry: dict[str, Any] = {"code": code, "name": self.text(node.name) or self.text(code)}
        if node.text and node.text != node.name:
            entry["description"] = self.text(node.text)
        return entry | {
            "criteria": [self._criterion(leaf, f"{code}.{number}") for number, leaf in enumerate(leaves, 1)]
        }

    def _criterion(self, leaf: Node, fallback: str) -> dict[str, Any]:
        code = self._code(leaf, fallback, self.level_codes.values())
        name, text = clean(leaf.name or leaf.text), clean(leaf.text)
        if text and text != name:
            self.notes.append({"where": code, "note": text})
        cells = {key: self.text(leaf.cells[key]) for key in self.level_codes if clean(leaf.cells.get(key, ""))}
        return {
            "code": code, "name": self.text(name),
            "descriptors": {self.level_codes[key]: cells[key] for key in cells},
        }  # fmt: skip

    def _code(self, node: Node, fallback: str, levels: Iterable[str] = ()) -> str:
        hint = node.key or (node.name if len(node.name) <= CODE_MAX else "")
        code = self.codes.take(hint, fallback, levels)
        if node.key and valid_code(node.key) == node.key and code != node.key:
            self.tell(N_("The code “{key}” is there already; here it is “{taken}”."), code, key=node.key, taken=code)
        return code


def tree(nodes: Mapping[str, Node], parents: Mapping[str, str]) -> list[Node]:
    """Put nodes below their parents, in their order; what would stand below itself stands on top.

    Parameters
    ----------
    nodes : mapping
        Nodes by identifier.
    parents : mapping
        The identifier of each one's parent, as far as it has one among them.
    """
    tops = []
    for key, node in nodes.items():
        above, seen = parents.get(key), {key}
        while above in nodes and above not in seen:
            seen.add(str(above))
            if len(seen) > DEPTH_MAX:
                raise refuse(N_("This is nested too deeply."))
            above = parents.get(str(above))
        parent = parents.get(key)
        if parent in nodes and above not in seen:
            nodes[str(parent)].children.append(node)
        else:
            tops.append(node)
    return tops


def scale_levels(names: Iterable[str]) -> list[tuple[str, str]]:
    """A scale's steps as levels; a first one that says “not” is what Tamarack calls not yet, unless it is needed."""
    steps = [name for name in (clean(name) for name in names) if name]
    if len(steps) > 2 and re.match(r"(not|no|doesn.t|does not|pas|non|ne) ", steps[0].casefold()):
        steps = steps[1:]
    return [(f"L{rank}", name) for rank, name in enumerate(steps, 1)]
