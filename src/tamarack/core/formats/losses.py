"""What a format could not hold: what of a document does not come back."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tamarack.core.errors import N_
from tamarack.core.framework import Document
from tamarack.core.validation import Problem

Leaf = tuple[tuple[str, ...], Any]

_CODED = {"levels", "competencies", "criteria"}


def losses(document: Document, back: Document) -> list[Problem]:
    """A line for each language, and each kind of value, that is not the same in a document that came back."""
    kept = dict(_leaves(back, ()))
    languages: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    for path, value in _leaves(document, ()):
        if path in kept and kept[path] == value:
            continue
        language = value if path[0] == "languages" else path[-1]
        if path[0] != "translations" and language in document["languages"] and language not in back["languages"]:
            languages[language] += path[0] != "languages"
        elif path[0] != "languages":
            keys[_kind(path)] += 1
    told = [Problem(N_("The texts in “{language}” are left out: {count}."), {"language": language, "count": count})
            for language, count in languages.items()]  # fmt: skip
    return told + [
        Problem(N_("“{key}” cannot be held, and is left out: {count}."), {"key": key, "count": count})
        for key, count in keys.items()
    ]


def same(document: Document, back: Document) -> bool:
    """Whether two documents say the same; the order of keys, and empty values, say nothing."""
    return dict(_leaves(document, ())) == dict(_leaves(back, ()))


def _leaves(node: Any, path: tuple[str, ...]) -> Iterator[Leaf]:
    """Every value with the keys that lead to it; levels, competencies and criteria by their codes."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*path, str(key)))
    elif isinstance(node, list):
        coded = bool(path) and path[-1] in _CODED
        for index, value in enumerate(node):
            code = str(value.get("code")) if coded and isinstance(value, dict) else ""
            if coded and path[-1] != "levels":
                yield (*path, "order", str(index)), code
            yield from _leaves(value, (*path, code or str(index)))
    else:
        yield path, node


def _kind(path: tuple[str, ...]) -> str:
    """What a value is, without which one it is: ``levels.title``."""
    if path[0] == "levels":
        return f"levels.{path[2]}"
    if path[0] == "competencies" and len(path) > 3:
        return f"criteria.{path[4]}" if path[2] == "criteria" and len(path) > 4 else f"competencies.{path[2]}"
    return path[0]
