"""Which format a file is in, told by its content; and what is no framework at all."""

import csv
import re

from tamarack.core.errors import N_
from tamarack.core.formats.moodle import is_moodle
from tamarack.core.formats.outline import refuse
from tamarack.core.formats.statements import is_statements

_LOOKED_AT = 4_000
_CSV_HEADER = re.compile(r'\s*"?path"?\s*[,;]\s*"?lang"?\s*[,;]\s*"?value"?\s*')
_CASE, _MAHARA = re.compile(rb'"CFDocument"\s*:\s*\{'), re.compile(rb'"(standardelements|evidencestatuses)"\s*:\s*\[')
_KEY = re.compile(r"""["']?[\w][\w ./-]*["']?\s*:(\s|$)|- |\{|\[|%YAML|---$|\?""")
_FRONT = re.compile(rb"(\xef\xbb\xbf)?---\r?\n(?:(?!---).*\n)+---\s*\n\s*(<!--|#)")
"""YAML between lines of ``---``, and then a text."""
_HEADING = re.compile(r"^#{1,6}\s+\S", re.M)
_NONE = (
    (re.compile(r"<\?php"), N_("This is PHP code, and not a framework’s file. Code is not run here.")),
    (
        re.compile(r"(//|/\*|import |export |const |let |var |function |module\.exports|['\"]use strict)"),
        N_("This is JavaScript code, and not a framework’s file. Code is not run here."),
    ),
    (re.compile(r"<(\?xml|!doctype|html|[a-z]+[ >])", re.I), N_("This is XML or HTML, and not a framework’s file.")),
    (re.compile(r"%PDF-"), N_("This is a PDF. Save the framework as a table, and take that.")),
)


def told_by_content(data: bytes) -> str:
    """The format of a file: a kind of `tamarack.core.formats.ALL_KINDS`, or table.

    Raises
    ------
    BadFile
        If it is code, or a page.
    """
    if data.startswith(b"PK"):
        return "xlsx"
    start = data[:_LOOKED_AT].decode("utf-8-sig", "replace").lstrip()
    if start.startswith(("{", "[")):
        return "case" if _CASE.search(data) else "mahara" if _MAHARA.search(data) else "json"
    for pattern, reason in _NONE:
        if pattern.match(start):
            raise refuse(reason)
    return _table(start) or ("md" if _FRONT.match(data) or _is_markdown(start) else "yaml")


def _table(start: str) -> str:
    first = (start.splitlines() or [""])[0]
    if _CSV_HEADER.fullmatch(first):
        return "csv"
    delimiter = ";" if first.count(";") > first.count(",") else ","
    header = next(csv.reader([first], delimiter=delimiter), [])
    if is_moodle(header):
        return "moodle"
    return "table" if len(header) > 1 and not _KEY.match(first) and is_statements(header) else ""


def _is_markdown(start: str) -> bool:
    """Whether headings stand where YAML would have keys."""
    lines = [line for line in start.splitlines() if line.strip()]
    if not lines or not _HEADING.match(lines[0]):
        return False
    said = next((line for line in lines if not line.startswith("#")), "")
    return not _KEY.match(said) or said.startswith("- ")
