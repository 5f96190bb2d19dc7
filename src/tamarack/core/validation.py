"""What can be wrong with a framework's document: everything at once, each problem with its place."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from tamarack.core.changes import change_problem
from tamarack.core.errors import N_
from tamarack.core.framework import shorten
from tamarack.core.ratings import RESERVED

Path = tuple[str | int, ...]
"""Keys and indexes from the document down to a value: ``("levels", 0, "name")``."""

Found = tuple[Path, str, dict[str, Any]]
"""A problem before its place is looked up: path, template, data."""

MOST_LEVELS = 9
DEPTH_MOST = 40
"""How deeply a file may be nested: no file of ours has more than eight."""

TEXT = {"*": str}
_LEVEL = {"code": str, "rank": int, "name": TEXT, "title?": TEXT}
_CRITERION = {"code": str, "name?": TEXT, "descriptors": {"*": TEXT}}
_COMPETENCY = {"code": str, "name": TEXT, "description?": TEXT, "criteria": [_CRITERION]}
_CHANGE = {"*": (str, [str])}
_FRAMEWORK = {
    "framework": str, "version": str, "status?": str, "languages": [str], "title": TEXT, "description?": TEXT,
    "publisher?": TEXT, "translations?": {"*": str}, "editorial?": [{"*": str}], "changes?": [_CHANGE],
    "restores?": str, "levels": [_LEVEL], "competencies": [_COMPETENCY],
}  # fmt: skip

_CODE = re.compile(r"[^\W_][\w.-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NO_DESCRIPTOR, _NO_TEXT = (
    N_("The criterion has no descriptor at any level."),
    N_("The text in “{language}” is missing."),
)
GAPS = frozenset([_NO_DESCRIPTOR, _NO_TEXT])
"""What is wrong with a draft only because something is not written yet."""
_WRONG_TYPE = {
    str: N_("This should be a text, not {value}. If it is meant as one, put it in quotes."),
    int: N_("This should be a whole number, not {value}."),
    bool: N_("This should be true or false, not {value}."),
    list: N_("This should be a list, not {value}."),
    dict: N_("This should be a mapping of keys to values, not {value}."),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file.

    Attributes
    ----------
    template, data
        The sentence, as in `TamarackError`.
    path : str
        Where in the document (``competencies[0].criteria[1].descriptors.B``), or which column of a table.
    line : int, optional
        Line of the file, from 1; row of a spreadsheet.
    code : str
        The level, competency, criterion or descriptor at that place, as far as there is one.
    """

    template: str
    data: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    line: int | None = None
    code: str = ""

    @property
    def message(self) -> str:
        """The sentence in English, without the place."""
        return self.template.format(**self.data)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """The sentence in the language of `gettext`, without the place."""
        return gettext(self.template).format(**self.data)

    def __str__(self) -> str:
        place = ", ".join(filter(None, [f"line {self.line}" if self.line else "", self.code, self.path]))
        return f"{place}: {self.message}" if place else self.message


@dataclass
class Places:
    """What a file's reader knows beyond the document: where things stand, and what was wrong with the file itself."""

    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Problem] = field(default_factory=list)
    """What stands in a file of others and could not be taken."""

    def line(self, path: Path) -> int | None:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def problem(self, path: Path, template: str, data: Mapping[str, Any], document: object = None) -> Problem:
        """A problem at `path`."""
        return Problem(template, data, written(path), self.line(path), _code_at(document, path))


def problems(document: object, places: Places | None = None) -> list[Problem]:
    """Everything that is wrong with a framework's document.

    Parameters
    ----------
    document : object
        As a reader of `tamarack.core.formats` made it.
    places : Places, optional
        As that reader told them.

    Returns
    -------
    list of Problem
        In the order of the file; empty for a document that `from_document` can take.
    """
    places = places or Places()
    if not isinstance(document, dict):
        template = N_("This is not a framework. It should begin with keys such as framework, version and languages.")
        return [*places.problems, Problem(template)]
    found = [*shape_problems(document, _FRAMEWORK, (), _strings(document.get("languages")))]
    found += [*_languages(document), *_codes(document), *_levels(document), *_cells(document), *_changes(document)]
    placed = [places.problem(path, template, data, document) for path, template, data in found]
    return sorted([*places.problems, *placed], key=lambda problem: problem.line or 0)


def written(path: Path) -> str:
    """A path for people: ``competencies[0].criteria[1]``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def shown(value: object) -> str:
    """A value for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return shorten(json.dumps(value, ensure_ascii=False, default=str))


def shape_problems(value: Any, shape: Any, path: Path, languages: list[str]) -> Iterator[Found]:
    """Compare with a shape: a type, a list of one shape, a mapping; a pair is one text or several."""
    if isinstance(shape, tuple):
        shape = shape[isinstance(value, list)]
    kind: type = shape if isinstance(shape, type) else type(shape)
    as_meant = type(value) is kind  # exactly: True is no whole number
    if not as_meant:
        yield path, _WRONG_TYPE[kind], {"value": shown(value)}
    elif kind is str:
        yield from _text(value, path)
    elif kind is list:
        for index, entry in enumerate(value):
            yield from shape_problems(entry, shape[0], (*path, index), languages)
    elif shape is TEXT:
        yield from _translations(value, path, languages)
    elif kind is dict:
        yield from _mapping(value, shape, path, languages)


def _mapping(value: dict[str, Any], shape: dict[str, Any], path: Path, languages: list[str]) -> Iterator[Found]:
    known = [key.rstrip("?") for key in shape]
    for key, entry in value.items():
        inner = shape.get(key, shape.get(f"{key}?", shape.get("*")))
        if inner is None:
            guess = get_close_matches(key, known, n=1)
            template = N_("The key “{key}” is not known.")
            if guess:
                template = N_("The key “{key}” is not known. Is “{guess}” meant?")
            yield (*path, key), template, {"key": shorten(key), "guess": "".join(guess)}
        elif entry == [] and key in shape:
            yield (*path, key), N_("At least one entry is needed."), {}
        elif not (inner is TEXT and entry == {} and f"{key}?" in shape):  # a text that may be left out
            yield from shape_problems(entry, inner, (*path, key), languages)
        if _UNPRINTABLE.search(key) or not key.strip():
            yield path, N_("The key {key} is empty or has characters that cannot be shown."), {"key": shown(key)}
    for key in shape:
        if not key.endswith(("?", "*")) and key not in value:
            yield path, N_("“{key}” is missing."), {"key": key}


def _text(value: str, path: Path) -> Iterator[Found]:
    if not value.strip():
        yield path, N_("The text is empty."), {}
    if unprintable := _UNPRINTABLE.search(value):
        template = N_("The text has the character U+{number}, which cannot be shown.")
        yield path, template, {"number": f"{ord(unprintable[0]):04X}"}


def _translations(value: dict[str, Any], path: Path, languages: list[str]) -> Iterator[Found]:
    for language, text in value.items():
        if languages and language not in languages:
            yield (*path, language), N_("The language “{language}” is not among the framework's languages."), {
                "language": shorten(language)
            }  # fmt: skip
        yield from shape_problems(text, str, (*path, language), languages)
        if isinstance(text, str) and text.count("**") % 2:
            yield (*path, language), N_("The number of ** is odd: a bold passage is not closed."), {}
    for language in languages:
        if language not in value:
            yield path, _NO_TEXT, {"language": language}


def _languages(document: dict[str, Any]) -> Iterator[Found]:
    languages = _strings(document.get("languages"))
    for index, language in enumerate(languages):
        if not _LANGUAGE.fullmatch(language):
            template = N_("“{language}” is not a language code such as en or fr-CA.")
            yield ("languages", index), template, {"language": shorten(language)}
        if language in languages[:index]:
            yield ("languages", index), N_("The language “{language}” is given twice."), {"language": language}
    translations = document.get("translations")
    for language in translations if isinstance(translations, dict) else ():
        if language not in languages:
            yield ("translations", language), N_("The language “{language}” is not among the framework's languages."), {
                "language": shorten(language)
            }  # fmt: skip


def _codes(document: dict[str, Any]) -> Iterator[Found]:
    rule = N_("“{code}” is not a code: up to 40 letters, digits, “.”, “_” or “-”, first a letter or digit.")
    for key in ("framework", "version"):
        value = document.get(key)
        if isinstance(value, str) and value.strip() and not _CODE.fullmatch(value):
            yield (key,), rule, {"code": shorten(value)}
    levels = [code for _, level in _entries(document, "levels") if (code := level.get("code"))]
    taken: dict[str, Path] = {}
    for path, entry in _coded(document):
        code = entry.get("code")
        if not isinstance(code, str) or not code.strip():
            continue
        if not _CODE.fullmatch(code):
            yield (*path, "code"), rule, {"code": shorten(code)}
        own = [code, *(f"{code}.{level}" for level in levels if len(path) == 4)]
        for each in own:
            if (first := taken.setdefault(each.casefold(), path)) != path:
                template = N_("The code “{code}” is already taken by {where}.")
                yield (*path, "code"), template, {"code": shorten(each), "where": written(first)}
                break


def _levels(document: dict[str, Any]) -> Iterator[Found]:
    levels = list(_entries(document, "levels"))
    if len(levels) == 1 or len(levels) > MOST_LEVELS:
        template = N_("A framework has 2 to {most} levels, not {count}.")
        yield ("levels",), template, {"most": MOST_LEVELS, "count": len(levels)}
    ranks: list[int] = []
    for path, level in levels:
        rank, code = level.get("rank"), level.get("code")
        if type(rank) is int:
            if rank in ranks or not 1 <= rank <= len(levels):
                template = N_("The ranks of the levels should be 1 to {count}, each once; here it is {rank}.")
                yield (*path, "rank"), template, {"count": len(levels), "rank": rank}
            ranks.append(rank)
        if isinstance(code, str) and code.casefold() in [reserved.casefold() for reserved in RESERVED]:
            template = N_("“{code}” cannot be a level's code: 0 means not yet, NA not applicable.")
            yield (*path, "code"), template, {"code": code}


def _cells(document: dict[str, Any]) -> Iterator[Found]:
    levels = [code for _, level in _entries(document, "levels") if isinstance(code := level.get("code"), str)]
    for path, criterion in _coded(document):
        descriptors = criterion.get("descriptors")
        if not isinstance(descriptors, dict) or len(path) != 4:
            continue
        if not descriptors:
            yield (*path, "descriptors"), _NO_DESCRIPTOR, {}
        for level in descriptors:
            if level not in levels:
                template = N_("There is no level “{level}”. There are {known}.")
                yield (*path, "descriptors", level), template, {"level": shorten(level), "known": ", ".join(levels)}


def _changes(document: dict[str, Any]) -> Iterator[Found]:
    for path, change in _entries(document, "changes"):
        if not any(shape_problems(change, _CHANGE, path, [])) and (found := change_problem(change)):
            yield (path, *found)


def _coded(document: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Levels, competencies and criteria, as far as they are mappings."""
    yield from _entries(document, "levels")
    for path, competency in _entries(document, "competencies"):
        yield path, competency
        yield from _entries(competency, "criteria", path)


def _entries(parent: dict[str, Any], key: str, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    entries = parent.get(key)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield (*path, key, index), entry


def _strings(value: object) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _code_at(document: object, path: Path) -> str:
    code, node, before = "", document, None
    for step in path:
        if before == "descriptors":
            code = f"{code}.{step}"
        try:
            node = node[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return code
        if isinstance(node, dict) and isinstance(own := node.get("code"), str):
            code = shorten(own)
        before = step
    return code
