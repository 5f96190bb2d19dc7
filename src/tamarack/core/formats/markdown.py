"""Markdown: a rubric to read, with all languages one after the other, that reads back as the same document.

What is no text stands in front, between lines of ``---``, as YAML. Markdown of others is read by its headings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from tamarack.core.errors import N_
from tamarack.core.formats.outline import Node, Outline, clean, drafted, refuse
from tamarack.core.formats.yaml import read_yaml, write_yaml
from tamarack.core.framework import Document, shorten
from tamarack.core.validation import MOST_LEVELS, Places, Problem

LEVELS = "Levels"
PUBLISHER = "Publisher"
_LANGUAGE = re.compile(r"<!-- language: (\S+) -->")
_PART = re.compile(r"(#{2,3}) `([^`]+)`(?: (.*))?", re.S)
_CELL = re.compile(r"- `([^`]+)` (.*)", re.S)
_HEADING = re.compile(r"(#{1,6})\s(.*)")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()]{0,2000}\)")
_BULLET = re.compile(r"\s*[-*+]\s+(.+)|\s*[0-9]+[.)]\s+(.+)")
_SPECIAL = re.compile(r"[\\`_<>&\[\]|~#]|\*")
_START = re.compile(r"^([-+=]|[0-9]+[.)])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(#?\w+;)")
_BREAK = "\\\n  "
_EMPTY = "&#8203;"
_DATA = ("framework", "version", "status", "languages", "levels", "translations", "editorial", "changes", "restores")


def write_markdown(document: Document) -> str:
    """A framework's document, valid or with cells and languages missing."""
    facts: dict[str, Any] = {key: document[key] for key in _DATA if key in document and key != "levels"}
    facts["levels"] = [{"code": level["code"], "rank": level["rank"]} for level in document["levels"]]
    parts = ["---", write_yaml(facts).rstrip("\n"), "---", ""]
    for language in document["languages"]:
        parts += [*_language(document, language), ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def _language(document: Document, language: str) -> Iterator[str]:
    def say(part: dict[str, Any], key: str) -> str:
        text = (part.get(key) or {}).get(language, "")
        return written(text) if text else ""

    yield from [f"<!-- language: {language} -->", "", f"# {say(document, 'title')}".rstrip(), ""]
    for key, mark in (("description", ""), ("publisher", f"{PUBLISHER}: ")):
        if text := say(document, key):
            shown = text.replace(":", "\\:", 1) if text.startswith(PUBLISHER) and not mark else text
            yield from [f"{mark}{shown}", ""]
    yield from [f"## {LEVELS}", ""]
    for level in document["levels"]:
        if name := say(level, "name"):
            yield f"- `{level['code']}` {name}"
        if title := say(level, "title"):
            yield f"- `{level['code']} title` {title}"
    for area in document["competencies"]:
        yield from ["", f"## `{area['code']}` {say(area, 'name')}".rstrip(), ""]
        if text := say(area, "description"):
            yield from [text, ""]
        for row in area["criteria"]:
            yield from [f"### `{row['code']}` {say(row, 'name')}".rstrip(), ""]
            cells = row.get("descriptors") or {}
            yield from [f"- `{code}` {text}" for code in cells if (text := say(cells, code))]
            yield ""


def written(text: str) -> str:
    """A rubric's text as Markdown shows it: only its bold passages are marks."""
    parts = [_SPECIAL.sub(r"\\\g<0>", part) for part in text.split("**")]
    lines = [
        _START.sub(r"\\\1", line) if line[:1] in "-+=" else _numbered(line) for line in "**".join(parts).split("\n")
    ]
    return _BREAK.join(_edges(line) for line in lines)


def _numbered(line: str) -> str:
    return re.sub(r"^([0-9]+)([.)])", r"\1\\\2", line)


def _edges(line: str) -> str:
    """A line whose spaces at both ends stay."""
    bare = line.strip()
    if not bare:
        return "".join(f"&#{ord(character)};" for character in line) or _EMPTY
    ends = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    first, last = ("".join(f"&#{ord(character)};" for character in end) for end in ends)
    return f"{first}{bare}{last}"


def unwritten(text: str) -> str:
    """What `written` wrote; or any Markdown with its escapes taken away."""
    lines = ["" if line == _EMPTY else line for line in text.split(_BREAK)]
    lines = [_ESCAPED.sub(lambda found: found[1] or unescape(f"&{found[2]}"), line) for line in lines]
    return "\n".join(lines)


def read_markdown(text: str, title: str = "", language: str = "en") -> tuple[Document, Places]:
    """The framework in a Markdown text; a draft, unless `write_markdown` made it.

    Raises
    ------
    BadFile
        If it has no headings that could be a framework's.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, _, body = text.removeprefix("---\n").partition("\n---\n") if text.startswith("---\n") else ("", "", text)
    facts, places = read_yaml(front) if front else ({}, Places())
    if isinstance(facts, dict) and isinstance(facts.get("framework"), str) and isinstance(facts.get("levels"), list):
        return _Own(facts).made(body), places
    return drafted(_outline(body, title), language)


class _Own:
    """A text that `write_markdown` made."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts
        levels = [level for level in facts["levels"] if isinstance(level, dict)]
        self.levels = [{**level, "name": {}} for level in levels]
        self.texts: dict[str, dict[str, str]] = {}
        self.areas: dict[str, dict[str, Any]] = {}
        self.rows: dict[str, dict[str, Any]] = {}
        self.language = ""
        self.area: dict[str, Any] = {}
        self.row: dict[str, Any] = {}

    def made(self, body: str) -> Document:
        for line in _joined(body):
            self.take(line)
        document = {key: self.facts[key] for key in _DATA if key in self.facts and key != "levels"}
        document |= {"title": {}} | self.texts | {"levels": self.levels, "competencies": list(self.areas.values())}
        return document

    def take(self, line: str) -> None:
        if found := _LANGUAGE.fullmatch(line):
            self.language, self.area, self.row = found[1], {}, {}
        elif found := _PART.fullmatch(line):
            self.part(len(found[1]), found[2], found[3] or "")
        elif found := _CELL.fullmatch(line):
            self.cell(found[1], unwritten(found[2]))
        elif line.startswith("# "):
            self.say(self.texts, "title", line[2:])
        elif line == f"## {LEVELS}":
            self.area, self.row = {}, {}
        elif line.startswith(f"{PUBLISHER}: ") and not self.area:
            self.say(self.texts, "publisher", line.removeprefix(f"{PUBLISHER}: "))
        elif line and not re.match("#+( |$)", line):
            self.say(self.area or self.texts, "description", line)

    def say(self, part: dict[str, Any], key: str, text: str) -> None:
        part.setdefault(key, {})[self.language] = unwritten(text)

    def part(self, depth: int, code: str, name: str) -> None:
        if depth == 2:
            self.row = {}
            self.area = self.areas.setdefault(code, {"code": code, "name": {}, "criteria": []})
        else:
            if code not in self.rows:
                self.rows[code] = {"code": code, "name": {}, "descriptors": {}}
                self.area.setdefault("criteria", []).append(self.rows[code])
            self.row = self.rows[code]
        if name:
            self.say(self.row or self.area, "name", name)

    def cell(self, code: str, text: str) -> None:
        if self.row:
            self.row["descriptors"].setdefault(code, {})[self.language] = text
            return
        for level in self.levels:
            for key, own in (("name", level.get("code")), ("title", f"{level.get('code')} title")):
                if own == code:
                    level.setdefault(key, {})[self.language] = text


def _joined(body: str) -> Iterator[str]:
    """The lines of a body, of which each may go on after a backslash."""
    held = ""
    for line in body.split("\n"):
        whole = f"{held}{line}"
        open_end = len(line) - len(line.rstrip("\\"))
        if open_end % 2:
            held = f"{whole}\n"
        else:
            held = ""
            yield whole


@dataclass
class _Section:
    """A heading, with the statements below it and the headings within it."""

    name: str
    depth: int
    lines: list[str] = field(default_factory=list)
    below: list["_Section"] = field(default_factory=list)

    @property
    def statements(self) -> list[str]:
        """Its list entries; its paragraphs, where it has none."""
        found = [next(filter(None, entry.groups())) for line in self.lines if (entry := _BULLET.fullmatch(line))]
        return found or [line for line in self.lines if line.strip()]


def _sections(body: str) -> _Section:
    top = _Section("", 0)
    path, code = [top], False
    for line in body.split("\n"):
        code ^= line.lstrip().startswith(("```", "~~~"))
        heading = None if code else _HEADING.fullmatch(line)
        name = _plain(heading[2].rstrip("# \t")) if heading else ""
        if heading is None or not name:
            lines = path[-1].lines
            if line.startswith("  ") and lines and lines[-1].strip() and not code and not _BULLET.fullmatch(line):
                lines[-1] += f" {line.strip()}"
            else:
                lines.append(line)
            continue
        section = _Section(name, len(heading[1]))
        while path[-1].depth >= section.depth:
            path.pop()
        path[-1].below.append(section)
        path.append(section)
    return top


def _plain(markdown: str) -> str:
    """A line without links and escapes; bold stays."""
    return clean(unwritten(_LINK.sub(r"\1", markdown)))


def _outline(body: str, title: str) -> Outline:
    top = _sections(body)
    if len(top.below) == 1:
        top = top.below[0]
    if not top.below:
        raise refuse(N_("This text has no headings that could be competencies."))
    description = "\n".join(_plain(line) for line in top.lines if line.strip() and not _BULLET.fullmatch(line))
    facts = {"description": description}
    if matrix := _matrix(top):
        levels, rows = matrix
        nodes = [
            Node(name, cells={level.name: _text(level, name) for level in levels if _text(level, name)})
            for name in rows
        ]
        gaps = [_aside(section) for section in top.below if section not in levels]
        return Outline(top.name or title, nodes, [(level.name, level.name) for level in levels], facts, gaps)
    return Outline(top.name or title, [_node(section) for section in top.below], [], facts)


def _matrix(top: _Section) -> tuple[list[_Section], list[str]] | None:
    """Headings that repeat below others are rows, and those others levels: sections with the same ones within."""
    alike: dict[tuple[str, ...], list[_Section]] = {}
    for section in top.below:
        alike.setdefault(tuple(below.name for below in section.below), []).append(section)
    found = ((levels, list(rows)) for rows, levels in alike.items() if rows and 2 <= len(levels) <= MOST_LEVELS)
    return next(found, None)


def _text(level: _Section, name: str) -> str:
    found = next(section for section in level.below if section.name == name)
    return "\n".join(_plain(statement) for statement in found.statements)


def _aside(section: _Section) -> Problem:
    return Problem(N_("The section “{name}” is left out."), {"name": shorten(section.name)})


def _node(section: _Section) -> Node:
    below = [_node(each) for each in section.below]
    bullets = [Node(_plain(statement)) for statement in section.statements if _plain(statement)]
    listed = any(_BULLET.fullmatch(line) for line in section.lines)
    text = "" if listed else "\n".join(_plain(line) for line in section.lines if line.strip())
    return Node(section.name, "", text, {}, below or (bullets if listed else []))
