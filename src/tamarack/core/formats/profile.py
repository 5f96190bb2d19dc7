"""Role profiles as YAML: name, targets, and perhaps exceptions and weights (design, section 5)."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats import bad_file, decoded
from tamarack.core.formats.yaml import read_yaml
from tamarack.core.framework import Framework, shorten
from tamarack.core.growth import RoleProfile
from tamarack.core.validation import Found, shown

_KEYS = ("name", "targets", "exceptions", "weights")


def read_profile(data: bytes, framework: Framework, name: str | None = None) -> RoleProfile:
    """The role profile in a YAML file.

    Parameters
    ----------
    data : bytes
    framework : Framework
        Whose competencies, criteria and levels the profile names.
    name : str, optional
        What to call the file in messages.

    Raises
    ------
    BadFile
        With every problem, each with its line, if there are any.
    """
    document, places = read_yaml(decoded(data))
    found = places.problems + [places.problem(*problem) for problem in _problems(document, framework)]
    if found:
        raise bad_file(tuple(sorted(found, key=lambda problem: problem.line or 0)), name)
    weights = {code: Fraction(str(weight)) for code, weight in document.get("weights", {}).items()}
    return RoleProfile(document["targets"], document.get("exceptions", {}), weights, document["name"])


def _problems(document: Any, framework: Framework) -> Iterator[Found]:
    if not isinstance(document, dict):
        yield (), N_("This is not a role profile. It should begin with the keys name and targets."), {}
        return
    for key in document:
        if key not in _KEYS:
            template = N_("The key “{key}” is not known. There are {known}.")
            yield (key,), template, {"key": shorten(key), "known": ", ".join(_KEYS)}
    for key in _KEYS[:2]:
        if key not in document:
            yield (), N_("“{key}” is missing."), {"key": key}
    name = document.get("name", "-")
    if not isinstance(name, str) or not name.strip():
        yield ("name",), N_("The name should be a text, not {value}."), {"value": shown(name)}
    yield from _entries(document, "targets", framework.competency, lambda value: _level(value, framework))
    yield from _entries(document, "exceptions", framework.criterion, lambda value: _level(value, framework))
    yield from _entries(document, "weights", framework.competency, _weight)


def _entries(
    document: dict[str, Any], key: str, find: Callable[[str], object], check: Callable[[Any], Iterator[Any]]
) -> Iterator[Found]:
    """Check a mapping by code: `find` knows the codes, `check` tells what is wrong with a value."""
    entries = document.get(key, {})
    if not isinstance(entries, dict):
        yield (key,), N_("This should be a mapping of codes to values, not {value}."), {"value": shown(entries)}
        return
    for code, value in entries.items():
        try:
            find(code)
        except UnknownCode as error:
            yield (key, code), error.template, error.data
        for template, data in check(value):
            yield (key, code), template, data


def _level(value: Any, framework: Framework) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(value, str):
        yield N_("This should be a level, not {value}. If its code is a number, put it in quotes."), {
            "value": shown(value)
        }  # fmt: skip
        return
    try:
        framework.level(value)
    except UnknownCode as error:
        yield error.template, error.data


def _weight(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        yield N_("A weight is a number above 0, not {value}."), {"value": shown(value)}
