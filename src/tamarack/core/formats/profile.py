"""Role profiles as YAML: name, targets, and perhaps exceptions, weights and more (design, section 5)."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats import bad_file, decoded
from tamarack.core.formats.yaml import read_yaml, write_yaml
from tamarack.core.framework import Framework, Text, shorten
from tamarack.core.roles import RoleProfile
from tamarack.core.validation import Found, Path, shown

_KEYS = ("name", "targets", "exceptions", "weights", "framework", "side", "description", "examples")
Checked = Iterator[tuple[str, dict[str, Any]]]


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
    return from_document(document)


def from_document(document: Mapping[str, Any]) -> RoleProfile:
    """The role profile that a valid document describes."""
    return RoleProfile(
        targets=document["targets"],
        exceptions=document.get("exceptions", {}),
        weights={code: Fraction(str(weight)) for code, weight in document.get("weights", {}).items()},
        name=_text(document["name"]),
        description=_text(document.get("description", {})),
        side=document.get("side", ""),
        examples=document.get("examples", {}),
    )


def to_document(profile: RoleProfile) -> dict[str, Any]:
    """What a role asks for, as plain data that JSON and YAML can hold; without examples."""
    weights = {code: int(each) if each.denominator == 1 else float(each) for code, each in profile.weights.items()}
    document = {"name": dict(profile.name), "description": dict(profile.description), "side": profile.side}
    document |= {"targets": dict(profile.targets), "exceptions": dict(profile.exceptions), "weights": weights}
    return {key: value for key, value in document.items() if value or key in ("name", "targets")}


def write_profile(profile: RoleProfile, framework: Framework) -> bytes:
    """A role profile as a YAML file, which `read_profile` reads."""
    document = {"framework": framework.code, **to_document(profile)}
    for key in ("name", "description"):
        if list(document.get(key, {})) == [""]:
            document[key] = document[key][""]
    return write_yaml(document).encode()


def _text(value: str | Text) -> Text:
    return {"": value} if isinstance(value, str) else value


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
    yield from _other_framework(document, framework)
    for key in ("name", "description", "side"):
        yield from texts((key,), document.get(key, "-"))
    yield from _entries(document, "targets", framework.competency, lambda value: _level(value, framework))
    yield from _entries(document, "exceptions", framework.criterion, lambda value: _level(value, framework))
    yield from _entries(document, "weights", framework.competency, _weight)
    yield from _entries(document, "examples", framework.descriptor, _example)


def _other_framework(document: dict[str, Any], framework: Framework) -> Iterator[Found]:
    code = document.get("framework", framework.code)
    if code != framework.code:
        template = N_("This role profile is for the rubric {value}, not for {framework}.")
        yield ("framework",), template, {"value": shown(code), "framework": framework.code}


def texts(path: Path, value: Any) -> Iterator[Found]:
    """See that something is a text, or a text by language."""
    parts = value.items() if isinstance(value, dict) and value else [("", value)]
    for language, text in parts:
        if not isinstance(text, str) or not text.strip():
            place = (*path, language) if language else path
            yield place, N_("This should be a text, not {value}."), {"value": shown(text)}


def _entries(
    document: dict[str, Any], key: str, find: Callable[[str], object], check: Callable[[Any], Checked]
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


def _level(value: Any, framework: Framework) -> Checked:
    if not isinstance(value, str):
        yield N_("This should be a level, not {value}. If its code is a number, put it in quotes."), {
            "value": shown(value)
        }  # fmt: skip
        return
    try:
        framework.level(value)
    except UnknownCode as error:
        yield error.template, error.data


def _weight(value: Any) -> Checked:
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        yield N_("A weight is a number above 0, not {value}."), {"value": shown(value)}


def _example(value: Any) -> Checked:
    for _, template, data in texts((), value):
        yield template, data
