"""Frameworks of others as nested data in YAML or JSON: lists of things with names, one within the other.

Also flat statements that name their level and their theme, of which lists stand beside them.
"""

import re
from typing import Any

from tamarack.core.errors import N_
from tamarack.core.formats.outline import DEPTH_MAX, Node, Outline, drafted, refuse
from tamarack.core.framework import Document, shorten
from tamarack.core.validation import MOST_LEVELS, Places, Problem

_NAMES = ("name", "title", "label", "summary", "statement", "fullStatement")
_TEXTS = ("description", "summary", "definition")
_KEYS = ("code", "id", "identifier", "slug", "key", "uri")
_LEVELS = ("levels", "scale", "milestones", "proficiencies")
_GROUPS = ("theme", "category", "domain", "area", "group")
_LEARNERS = ("learner_id", "learner", "student_id", "achievements", "person", "respondent")
_RANKS = ("level", "rank", "order", "value")

Entry = dict[str, Any]


def read_branches(content: Any, title: str, language: str = "en") -> tuple[Document, Places]:
    """The draft in nested data.

    Raises
    ------
    BadFile
        With the reason, if it is no framework.
    """
    if isinstance(content, dict) and (of := [key for key in _LEARNERS if key in content]):
        template = N_("These are one person’s results (“{key}”), and not a framework.")
        raise refuse(template, key=of[0])
    if _entries(content) and all(_is_level(entry) for entry in content):
        raise refuse(N_("This is a list of levels only. There is nothing in it that they could be the levels of."))
    if isinstance(content, list):
        content = {"title": title, "parts": content}
    if not isinstance(content, dict):
        raise refuse(N_("This is neither a framework nor a list of statements."))
    return drafted(_outline(content, title), language)


def _entries(value: Any) -> list[Entry]:
    """A list of things, if it is one."""
    return value if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value) else []


def _said(entry: Entry, keys: tuple[str, ...]) -> str:
    for key in keys:
        value = entry.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""


def _is_level(entry: Entry) -> bool:
    return "level" in entry and bool(_said(entry, ("name", "title"))) and not _branches(entry)


def _branches(entry: Entry) -> dict[str, list[Entry]]:
    """The lists of named things that an entry has."""
    return {key: found for key, value in entry.items() if (found := _named(value))}


def _named(value: Any) -> list[Entry]:
    return [entry for entry in _entries(value) if _said(entry, _NAMES)]


def _outline(content: Entry, title: str) -> Outline:
    branches = _branches(content)
    given = next((branches.pop(key) for key in _LEVELS if key in branches), [])
    if all(str(entry.get("level", "")).isdigit() for entry in given):
        given = sorted(given, key=lambda entry: int(entry.get("level", 0)))
    levels = [(_said(entry, _KEYS) or _said(entry, _NAMES), _said(entry, _NAMES)) for entry in given]
    if len(levels) > MOST_LEVELS:
        raise refuse(N_("It has {count} levels; at most {most} are taken."), count=len(levels), most=MOST_LEVELS)
    gaps: list[Problem] = []
    if any(_said(entry, _TEXTS) not in ("", _said(entry, _NAMES)) for entry in given):
        gaps.append(Problem(N_("The descriptions of the levels are left out.")))
    flat = _flat(branches, {key for key, _ in levels})
    if flat:
        nodes = _by_theme(branches, flat, gaps)
    else:
        found = [_node(entry, gaps, 0) for entries in branches.values() for entry in entries]
        nodes = found[0].children if len(found) == 1 and found[0].children else found
    said = _said(content, ("title", "name", "label")) or title
    facts = {"description": _said(content, _TEXTS), "key": _said(content, ("id", "code", "slug"))}
    facts |= {"version": _said(content, ("version",)), "language": _said(content, ("language", "lang"))}
    return Outline(said, nodes, levels, facts, gaps)


def _node(entry: Entry, gaps: list[Problem], depth: int) -> Node:
    if depth > DEPTH_MAX:
        raise refuse(N_("This is nested too deeply."))
    name = _said(entry, _NAMES)
    children = [_node(below, gaps, depth + 1) for entries in _branches(entry).values() for below in entries]
    taken = {*_NAMES, *_TEXTS, *_KEYS, *_branches(entry)}
    if left := [key for key in entry if key not in taken and entry[key] not in ("", None, [])]:
        template = N_("Of “{name}” is left out: {keys}.")
        gaps.append(Problem(template, {"name": shorten(name), "keys": ", ".join(map(shorten, left[:10]))}))
    return Node(name, _said(entry, _KEYS), _said(entry, _TEXTS), {}, children)


def _flat(branches: dict[str, list[Entry]], levels: set[str]) -> str:
    """The list of statements of which each names its level."""
    for key, entries in branches.items():
        named = [entry["level"] for entry in entries if isinstance(entry.get("level"), str)]
        if named and levels.issuperset(named):
            return key
    return ""


def _by_theme(branches: dict[str, list[Entry]], flat: str, gaps: list[Problem]) -> list[Node]:
    """Statements in rows: a theme with one statement a level is a row; else each statement is one of its own."""
    rows = branches[flat]
    themes = {_said(entry, _KEYS): entry for key, entries in branches.items() if key != flat for entry in entries}
    groups: dict[str, list[Entry]] = {}
    for row in rows:
        groups.setdefault(_said(row, _GROUPS), []).append(row)
    places = [(_said(row, _GROUPS), row.get("level")) for row in rows]
    single = len(set(places)) == len(places)
    left = sorted({key for row in rows for key in row if row[key] not in ("", None, [], False)}
                  - {"level", *_GROUPS, *_NAMES, *_TEXTS, *_KEYS, "examples"})  # fmt: skip
    gaps += [Problem(N_("Of the statements is left out: {keys}."), {"keys": key}) for key in left]
    order = [key for key in themes if key in groups] + [key for key in groups if key not in themes]
    tops: list[Node] = []
    for key in order:
        theme = themes.get(key, {})
        name = _said(theme, _NAMES) or key
        if single:
            cells = {str(row["level"]): _statement(row) for row in groups[key] if "level" in row}
            tops.append(Node(name, key, _said(theme, _TEXTS), cells))
        else:
            below = [
                Node("", _said(row, _KEYS), "", {str(row["level"]): _statement(row)} if "level" in row else {})
                for row in groups[key]
            ]
            tops.append(Node(name, key, _said(theme, _TEXTS), {}, below))
    return tops


def _statement(row: Entry) -> str:
    """A statement with its examples, a line each."""
    examples = [f"- {example}" for example in row.get("examples") or [] if isinstance(example, str)]
    return "\n".join([re.sub(r"\s*\n\s*", "\n", _said(row, _NAMES)).strip(), *examples])
