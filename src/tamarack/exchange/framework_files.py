"""A framework's files, as pages offer and take them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import permutations

from tamarack.core import formats
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats.xliff import REVIEWED, read_xliff, write_xliff
from tamarack.core.framework import Document, shorten
from tamarack.core.texts import Place, texts
from tamarack.core.validation import Problem
from tamarack.people.models import Person
from tamarack.stewardship.actions.writing import Outcome, Said, review_texts, save_texts
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries.workshop import states

TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
    "matrix": "application/json",
    "xlf": "application/xliff+xml",
}
_IN_ONE_LANGUAGE = {"mahara": "matrix", "moodle": "moodle.csv"}


@dataclass(frozen=True)
class File:
    """A file that a framework can be taken along as; `language` where it holds one only."""

    name: str
    kind: str
    language: str = ""


def framework_files(stem: str, languages: Sequence[str]) -> list[File]:
    """All files of a framework, by a stem such as its code."""
    whole = [File(f"{stem}.{kind}", kind) for kind in (*formats.KINDS, "md")] + [File(f"{stem}.case.json", "case")]
    return whole + [
        File(f"{stem}-{language}.{ending}", kind, language)
        for kind, ending in _IN_ONE_LANGUAGE.items()
        for language in languages
    ]


def framework_file(document: Document, stem: str, name: str, at: datetime | None = None) -> bytes:
    """A file by its name.

    Raises
    ------
    UnknownCode
        If there is none such.
    BadInput
        If the format cannot hold a text.
    """
    found = next((file for file in framework_files(stem, document["languages"]) if file.name == name), None)
    if found is None:
        raise UnknownCode(N_("There is no file “{name}” of this rubric."), name=shorten(name))
    return formats.write(document, found.kind, found.language or None, at)


def stem_of(draft: Draft) -> str:
    """What a draft's files are called."""
    return f"{draft.framework.code}-{draft.number}"


def translation_files(draft: Draft) -> dict[str, tuple[str, str]]:
    """The files for translators by name: from which language into which."""
    pairs = permutations(draft.document["languages"], 2)
    return {f"{stem_of(draft)}-{source}-{target}.xlf": (source, target) for source, target in pairs}


def draft_file(draft: Draft, name: str) -> bytes:
    """A file of a draft by its name, those for translators too.

    Raises
    ------
    UnknownCode
        If there is none such.
    BadInput
        If the format cannot hold a text.
    """
    pairs = translation_files(draft)
    return (
        translation_file(draft, *pairs[name]) if name in pairs else framework_file(draft.document, stem_of(draft), name)
    )


def losses(document: Document, file: File) -> list[Problem]:
    """What a file could not hold; those that are in no one language hold all."""
    if not file.language:
        return []
    return formats.lost(document, file.kind, formats.write(document, file.kind, file.language), file.language)


def translation_file(draft: Draft, source: str, target: str) -> bytes:
    """A draft's texts for translators, each with its state.

    Raises
    ------
    BadInput
        If these are not two of its languages.
    """
    now = states(draft)
    standing: Mapping[Place, str] = {key[:2]: state for key, state in now.items() if key[2] == target}
    return write_xliff(draft.document, source, target, standing)


@dataclass(frozen=True)
class Taken:
    """What became of a translators' file: how many texts are new, how many are reviewed, and what was not taken."""

    target: str
    written: int
    reviewed: int
    problems: list[Problem]


def take_translation(person: Person, draft: Draft, data: bytes) -> Taken:
    """Take what a translators' file says, as far as the draft still says what it translates.

    Raises
    ------
    BadFile, BadInput
        If it is no XLIFF of this draft's languages.
    NotAllowed
        If the person does not keep the framework, or the draft can no longer change.
    """
    read = read_xliff(data, draft.document)
    stood = states(draft)
    before = texts(draft.document)
    said = [Said(place, read.target, text, before[place].get(read.target, "")) for place, text in read.texts.items()]
    outcomes = save_texts(person, draft, said).outcomes
    new = {each.said.place for each in outcomes if each.is_new}
    keys = [
        (*place, read.target)
        for place, state in read.states.items()
        if state == REVIEWED and (place in new or stood.get((*place, read.target)) in ("unreviewed", "outdated"))
    ]
    reviewed = review_texts(person, draft, keys) if keys else 0
    return Taken(read.target, len(new), reviewed, [*read.problems, *map(_problem, filter(_refused, outcomes))])


def _refused(outcome: Outcome) -> bool:
    return outcome.differs or outcome.error is not None


def _problem(outcome: Outcome) -> Problem:
    place = " ".join(filter(None, outcome.said.place))
    if outcome.error is None:
        return Problem(N_("Someone has written there at this moment."), code=place)
    return Problem(outcome.error.template, outcome.error.data, code=place)
