"""JSON. A repeated key is a problem, since JSON readers would silently take the last one."""

import json
from collections.abc import Iterator
from typing import Any

from tamarack.core.errors import N_, BadFile
from tamarack.core.validation import Path, Places, Problem


def read_json(text: str) -> tuple[Any, Places]:
    """The document in a JSON text, and what is wrong with its form; JSON values have no lines.

    Raises
    ------
    BadFile
        If it is not JSON, or nested without measure.
    """
    repeated: list[tuple[dict[str, Any], str]] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in pairs:
            if key in made:
                repeated.append((made, key))
            made.setdefault(key, value)
        return made

    try:
        document = json.loads(text, object_pairs_hook=mapping)
        where = {id(node): path for path, node in _mappings(document, ())} if repeated else {}
    except json.JSONDecodeError as error:
        problem = Problem(N_("This is not JSON: {what}."), {"what": error.msg}, line=error.lineno)
    except RecursionError:
        problem = Problem(N_("This is nested too deeply."))
    except ValueError as error:  # a number with thousands of digits
        problem = Problem(N_("This is not JSON: {what}."), {"what": error})
    else:
        places = Places()
        template = N_("The key “{key}” is given twice.")
        places.problems = [
            places.problem((*where.get(id(node), ()), key), template, {"key": key}, document) for node, key in repeated
        ]
        return document, places
    raise BadFile(N_("This file cannot be read."), (problem,))


def write_json(document: Any) -> str:
    """A document as JSON, order kept."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _mappings(node: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(node, dict):
        yield path, node
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, entry in steps:
        yield from _mappings(entry, (*path, step))
