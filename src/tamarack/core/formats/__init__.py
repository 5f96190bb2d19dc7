"""One module a file format, text or bytes in and out; and which of them a framework's file is in."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from tamarack.core.errors import N_, BadFile, BadInput
from tamarack.core.formats.branches import read_branches
from tamarack.core.formats.case import write_case
from tamarack.core.formats.case_reader import read_case
from tamarack.core.formats.json_ import read_json, write_json
from tamarack.core.formats.losses import losses
from tamarack.core.formats.mahara import read_mahara, write_mahara
from tamarack.core.formats.markdown import read_markdown, write_markdown
from tamarack.core.formats.moodle import read_moodle, write_moodle
from tamarack.core.formats.outline import NO_STATEMENTS, refuse
from tamarack.core.formats.statements import read_sheets, read_statements
from tamarack.core.formats.table import NO_SHEET, read_csv, read_xlsx, write_csv, write_xlsx
from tamarack.core.formats.telling import told_by_content
from tamarack.core.formats.yaml import read_yaml, write_yaml
from tamarack.core.framework import Document, Framework, from_document
from tamarack.core.validation import GAPS, Places, Problem, problems

BYTES_MAX = 5_000_000
CASE_BYTES_MAX = 20_000_000
"""A package of CASE says everything several times, and is read quickly."""

_READERS = {"yaml": read_yaml, "json": read_json, "csv": read_csv}
_WRITERS = {"yaml": write_yaml, "json": write_json, "csv": write_csv, "md": write_markdown}
_OTHERS = {"case": read_case, "mahara": read_mahara, "moodle": read_moodle}
_IN_ONE_LANGUAGE = {"mahara": write_mahara, "moodle": write_moodle}
KINDS = (*_READERS, "xlsx")
"""Those that are the document itself, and hold all of it."""
ALL_KINDS = (*KINDS, *_OTHERS, "md")
TABLE = "table"
"""A CSV table of others, whose columns are told by their headings; it can be read, and not written."""

_UNKNOWN = N_("“{kind}” is not a format. There are {known}.")


def read(data: bytes, name: str | None = None, kind: str | None = None, language: str = "en") -> tuple[Any, Places]:
    """The document in a file, and where its values stand.

    Parameters
    ----------
    data : bytes
        At most 5 MB; of CASE 20 MB.
    name : str, optional
        What to call the file in messages.
    kind : {"yaml", "json", "csv", "xlsx", "case", "mahara", "moodle", "md"}, optional
        The format; told by the content unless given.
    language : str
        The language of the texts of a file that does not say it.

    Returns
    -------
    document : object
        Not yet checked: see `tamarack.core.validation.problems`.
    places : Places
        With what is wrong with the file itself, such as a key that is given twice.

    Raises
    ------
    BadFile
        If it is not of that format, or too large.
    BadInput
        If there is no such format.
    """
    if kind not in (None, *ALL_KINDS):
        raise BadInput(_UNKNOWN, kind=kind, known=", ".join(ALL_KINDS))
    try:
        kind = kind or (told_by_content(data) if len(data) <= CASE_BYTES_MAX else "yaml")
        most = CASE_BYTES_MAX if kind == "case" else BYTES_MAX
        if len(data) > most:
            raise refuse(N_("It has more than {most} MB."), most=most // 1_000_000)
        return read_xlsx(data) if kind == "xlsx" else _read_text(decoded(data), kind, _title(name), language)
    except BadFile as error:
        raise bad_file(error.problems, name) from None


def _read_text(text: str, kind: str, title: str, language: str) -> tuple[Any, Places]:
    if kind == "md":
        return read_markdown(text, title, language)
    if kind == TABLE:
        return read_statements(text, title, language)
    return _OTHERS[kind](text, language) if kind in _OTHERS else _READERS[kind](text)


def _title(name: str | None) -> str:
    """What to call a framework whose file does not say it: as the file."""
    stem = PurePath(name or "").name.partition(".")[0]
    return stem.replace("_", " ").replace("-", " ").strip().capitalize() or "Framework"


def _understood(
    data: bytes, name: str | None = None, kind: str | None = None, language: str = "en"
) -> tuple[Any, Places]:
    """As `read`; data of others, that is in none of these formats, as the draft that can be made of it."""
    try:
        document, places = read(data, name, kind, language)
    except BadFile as error:
        if [problem.template for problem in error.problems] != [NO_SHEET]:
            raise
        reader: Callable[..., tuple[Document, Places]] = read_sheets
        content: Any = data
    else:
        own = (
            not isinstance(document, dict | list) or not document or "framework" in document or "languages" in document
        )
        if own or places.problems:
            return document, places
        reader, content = read_branches, document
    try:
        return reader(content, _title(name), language)
    except BadFile as error:
        if reader is read_branches and error.problems[0].template == NO_STATEMENTS:
            return document, places  # what it lacks to be one of ours is told then
        raise bad_file(error.problems, name) from None


def read_any(
    data: bytes, name: str | None = None, kind: str | None = None, language: str = "en"
) -> tuple[Document, list[Problem]]:
    """A framework from any file: as a document that may still have gaps, and what these are. Parameters as of `read`.

    Returns
    -------
    document : dict
        Valid, but for empty cells and missing languages.
    gaps : list of Problem
        What stands in the file and could not be taken; then what is not written yet.

    Raises
    ------
    BadFile
        With the reason if it is no framework; with every other problem if it has any.
    """
    document, places = _understood(data, name, kind, language)
    found = problems(document, places)
    if wrong := tuple(problem for problem in found if problem.template not in GAPS):
        raise bad_file(wrong, name)
    return document, [*places.gaps, *found]


def write(document: Document, kind: str, language: str | None = None, at: datetime | None = None) -> bytes:
    """A document as a file of that format; what it cannot hold is told by `lost`.

    Parameters
    ----------
    document : dict
        Valid, or with cells and languages missing.
    kind : str
        One of `ALL_KINDS`.
    language : str, optional
        Which one a format in one language is written in; the framework's first unless given.
    at : datetime, optional
        When the document was last changed, for formats that say it; now, unless given.

    Raises
    ------
    BadInput
        If there is no such format or language, or an XLSX cell cannot hold a text.
    """
    if kind not in ALL_KINDS:
        raise BadInput(_UNKNOWN, kind=kind, known=", ".join(ALL_KINDS))
    if kind == "xlsx":
        return write_xlsx(document)
    if kind in _WRITERS:
        return _WRITERS[kind](document).encode()
    first = language or document["languages"][0]
    if first not in document["languages"]:
        template = N_("{framework} has no texts in “{language}”. It has {known}.")
        known = ", ".join(document["languages"])
        raise BadInput(template, framework=document["framework"], language=first, known=known)
    if kind == "case":
        return write_case(document, first, at or datetime.now(UTC)).encode()
    return _IN_ONE_LANGUAGE[kind](document, first).encode()


def lost(document: Document, kind: str, data: bytes, language: str | None = None) -> list[Problem]:
    """What of a document does not come back from the file that `write` made of it, a line for each kind of thing."""
    if kind in KINDS:
        return []
    back, _ = read(data, kind=kind, language=language or document["languages"][0])
    return losses(document, back)


def load_document(data: bytes, name: str | None = None, kind: str | None = None) -> Document:
    """The document in a file, checked. Parameters as of `read`.

    Raises
    ------
    BadFile
        With all problems, if there are any.
    """
    document, places = _understood(data, name, kind)
    if found := problems(document, places):
        raise bad_file(tuple(found), name)
    valid: Document = document
    return valid


def load_framework(data: bytes, name: str | None = None, kind: str | None = None) -> Framework:
    """The framework in a file. Parameters as of `read`.

    Raises
    ------
    BadFile
        With all problems, if there are any.
    """
    return from_document(load_document(data, name, kind))


def decoded(data: bytes) -> str:
    """UTF-8 as text, without its byte order mark.

    Raises
    ------
    BadFile
        Naming the line, if it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(N_("This is not text in UTF-8. Save the file as UTF-8."), line=line)
        raise BadFile(N_("This file cannot be read."), (problem,)) from None


def bad_file(found: tuple[Any, ...], name: str | None = None) -> BadFile:
    """The error for a file with these problems."""
    if name:
        return BadFile(N_("{name} cannot be used as it is. Problems: {count}."), found, name=name, count=len(found))
    return BadFile(N_("This file cannot be used as it is. Problems: {count}."), found, count=len(found))
