"""The idea bank as YAML: for every descriptor, ideas to grow into it (``COL.1.B: [{kind: do, text: {en, fr}}]``)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats import bad_file, decoded
from tamarack.core.formats.profile import texts
from tamarack.core.formats.yaml import read_yaml
from tamarack.core.framework import Framework, Text
from tamarack.core.validation import Found, shown

DO, WITH, LEARN = KINDS = ("do", "with", "learn")
"""An experience on the job, something with and through others, a course or reading."""
LEAST = 2


@dataclass(frozen=True, eq=False)
class Idea:
    """Something that one could do to grow into a descriptor."""

    kind: str
    text: Text


Ideas = Mapping[str, tuple[Idea, ...]]
"""Ideas by descriptor code, in rubric order."""


def read_ideas(data: bytes, framework: Framework, name: str | None = None) -> Ideas:
    """The idea bank in a YAML file.

    Raises
    ------
    BadFile
        With every problem, each with its line: among them a descriptor with fewer than two ideas, or without one to
        do and one with someone or to learn from, and an idea that lacks one of the rubric's languages.
    """
    document, places = read_yaml(decoded(data))
    found = places.problems + [places.problem(*problem) for problem in _problems(document, framework)]
    if found:
        raise bad_file(tuple(sorted(found, key=lambda problem: problem.line or 0)), name)
    return {
        f"{row.code}.{level}": tuple(Idea(entry["kind"], entry["text"]) for entry in document[f"{row.code}.{level}"])
        for row in framework.criteria
        for level in row.levels
    }


def _problems(document: Any, framework: Framework) -> Iterator[Found]:
    if not isinstance(document, dict):
        yield (), N_("This is not an idea bank. It should have the code of a descriptor as each key."), {}
        return
    for code, entries in document.items():
        try:
            framework.descriptor(code)
        except UnknownCode as error:
            yield (code,), error.template, error.data
        yield from _entries(code, entries, framework)
    for row in framework.criteria:
        for level in row.levels:
            if f"{row.code}.{level}" not in document:
                yield (), N_("There are no ideas for {code}."), {"code": f"{row.code}.{level}"}


def _entries(code: str, entries: Any, framework: Framework) -> Iterator[Found]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield (code,), N_("This should be a list of ideas, each with kind and text."), {}
        return
    kinds = [entry.get("kind") for entry in entries]
    if len(entries) < LEAST or DO not in kinds or not {WITH, LEARN} & set(kinds):
        yield (code,), N_("There should be two ideas at least: one to do, and one with someone or to learn from."), {}
    for index, entry in enumerate(entries):
        if kinds[index] not in KINDS:
            template = N_("“{value}” is not a kind of idea. There are {known}.")
            yield (code, index), template, {"value": shown(kinds[index]), "known": ", ".join(KINDS)}
        text = entry.get("text")
        for language in framework.languages:
            yield from texts((code, index, "text", language), text.get(language) if isinstance(text, dict) else None)
