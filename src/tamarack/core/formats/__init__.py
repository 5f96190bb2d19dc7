"""One module a file format, text or bytes in and out; and which of them a framework's file is in."""

import re
from typing import Any

from tamarack.core.errors import N_, BadFile, BadInput
from tamarack.core.formats.json_ import read_json, write_json
from tamarack.core.formats.table import read_csv, read_xlsx, write_csv, write_xlsx
from tamarack.core.formats.yaml import read_yaml, write_yaml
from tamarack.core.framework import Document, Framework, from_document
from tamarack.core.validation import Places, Problem, problems

BYTES_MAX = 5_000_000

_READERS = {"yaml": read_yaml, "json": read_json, "csv": read_csv}
_WRITERS = {"yaml": write_yaml, "json": write_json, "csv": write_csv}
KINDS = (*_READERS, "xlsx")

_CSV_HEADER = re.compile(r'\s*"?path"?\s*[,;]\s*"?lang"?\s*[,;]\s*"?value"?\s*')


def read(data: bytes, name: str | None = None, kind: str | None = None) -> tuple[Any, Places]:
    """The document in a file, and where its values stand.

    Parameters
    ----------
    data : bytes
        At most 5 MB.
    name : str, optional
        What to call the file in messages.
    kind : {"yaml", "json", "csv", "xlsx"}, optional
        The format; told by the content unless given.

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
    if kind not in (None, *KINDS):
        raise BadInput(N_("“{kind}” is not a format. There are {known}."), kind=kind, known=", ".join(KINDS))
    if len(data) > BYTES_MAX:
        problem = Problem(N_("It has more than {most} MB."), {"most": BYTES_MAX // 1_000_000})
        raise bad_file((problem,), name)
    try:
        kind = kind or told_by_content(data)
        return read_xlsx(data) if kind == "xlsx" else _READERS[kind](decoded(data))
    except BadFile as error:
        raise bad_file(error.problems, name) from None


def write(document: Document, kind: str) -> bytes:
    """A valid document as a file of that format, which reads back as the same document.

    Raises
    ------
    BadInput
        If there is no such format, or it cannot hold the document.
    """
    if kind not in KINDS:
        raise BadInput(N_("“{kind}” is not a format. There are {known}."), kind=kind, known=", ".join(KINDS))
    return write_xlsx(document) if kind == "xlsx" else _WRITERS[kind](document).encode()


def load_document(data: bytes, name: str | None = None, kind: str | None = None) -> Document:
    """The document in a file, checked. Parameters as of `read`.

    Raises
    ------
    BadFile
        With all problems, if there are any.
    """
    document, places = read(data, name, kind)
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


def told_by_content(data: bytes) -> str:
    """The format of a file: one of `KINDS`."""
    if data.startswith(b"PK"):
        return "xlsx"
    start = data[:1000].decode("utf-8-sig", "replace").lstrip()
    if start.startswith(("{", "[")):
        return "json"
    return "csv" if _CSV_HEADER.fullmatch((start.splitlines() or [""])[0]) else "yaml"


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
