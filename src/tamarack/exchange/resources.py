"""Resources as CSV, for spreadsheets, and back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from django.utils import translation

from tamarack.common.language import LOCALES
from tamarack.core.errors import N_, BadFile, BadInput, TamarackError
from tamarack.core.formats import BYTES_MAX, bad_file, decoded
from tamarack.core.formats.cells import plain
from tamarack.core.formats.rows import TOLD_MAX
from tamarack.core.formats.table import csv_rows
from tamarack.core.framework import Framework, shorten
from tamarack.core.validation import Problem
from tamarack.exchange.tables import csv_table
from tamarack.growth.actions.resources import RESOURCES_MOST, Described
from tamarack.growth.models import Resource

COLUMNS = ("title", "kind", "url", "language", "format", "minutes", "cost", "criteria", "levels", "notes")
CHOICES = {"kind": Resource.Kind, "language": Resource.Language, "cost": Resource.Cost}

_MINUTES = re.compile(r"[0-9]{1,9}")

Words = Mapping[str, Mapping[str, str]]
"""By column: what a cell may say, and the code that it means."""


def resources_csv(resources: Iterable[Resource | Described]) -> bytes:
    """Resources as CSV in UTF-8 with a mark that Excel knows it by.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which reading takes away.
    """
    return csv_table(COLUMNS, ([getattr(row, column) for column in COLUMNS] for row in resources))


def read_resources(data: bytes, framework: Framework) -> list[Described]:
    """The resources in a CSV file: ``,`` or ``;``, columns in any order, of which only the title is needed.

    Kind, language and cost are codes, or the words for them in either language.

    Raises
    ------
    BadFile
        With every problem (the first 1000), each with its line and column, if there are any.
    """
    if len(data) > BYTES_MAX:
        raise bad_file((Problem(N_("It has more than {most} MB."), {"most": BYTES_MAX // 1_000_000}),))
    found: list[Described] = []
    problems: list[Problem] = []
    try:
        for row, wrong in _rows(decoded(data), framework):
            found.append(row)
            problems += wrong
    except BadFile as error:
        problems += error.problems
    if len(problems) > TOLD_MAX:
        rest = len(problems) - TOLD_MAX
        problems[TOLD_MAX:] = [Problem(N_("And {count} more problems."), {"count": rest})]
    if problems:
        raise bad_file(tuple(problems))
    return found


def _rows(text: str, framework: Framework) -> Iterator[tuple[Described, list[Problem]]]:
    """What each row describes, and what is wrong with it."""
    rows = csv_rows(StringIO(text, newline=""))
    _, first = next(rows, (1, []))
    header = [cell.strip().lower() for cell in first]
    while header and not header[-1]:
        header.pop()
    if wrong := list(_header_problems(header)):
        raise bad_file(tuple(wrong))
    words = _words()
    for number, (line, cells) in enumerate(rows):
        if number == RESOURCES_MOST:
            template = N_("A file holds up to {most} resources. Please make two of it.")
            raise bad_file((Problem(template, {"most": RESOURCES_MOST}, line=line),))
        yield _row(header, cells, line, words, framework)


def _header_problems(header: list[str]) -> Iterator[Problem]:
    if "title" not in header:
        template = N_("The first row should name this column. It has {value}.")
        yield Problem(template, {"value": shorten(", ".join(header)) or "–"}, "title", 1)
    for index, column in enumerate(header):
        place = f"{index + 1}"
        if column not in COLUMNS:
            template = N_("“{value}” is not a column of a file of resources. There are {known}.")
            yield Problem(template, {"value": shorten(column), "known": ", ".join(COLUMNS)}, place, 1)
        elif column in header[:index]:
            yield Problem(N_("The column “{value}” is given twice."), {"value": column}, place, 1)


def _words() -> Words:
    found: dict[str, dict[str, str]] = {column: {} for column in CHOICES}
    for language in LOCALES:
        with translation.override(language):
            for column, choices in CHOICES.items():
                found[column] |= {str(label).casefold(): value for value, label in choices.choices}
    return {column: words | {code: code for code in CHOICES[column].values} for column, words in found.items()}


def _row(
    header: list[str], cells: list[str], line: int, words: Words, framework: Framework
) -> tuple[Described, list[Problem]]:
    """What a row describes, as far as it is right, and what is wrong with it; cells that are missing are empty."""
    values: dict[str, Any] = {"title": ""}
    problems = []
    if any(cells[len(header) :]):
        template = N_("The number of values is {count}, of columns {columns}: “{value}”.")
        told = {"count": len(cells), "columns": len(header), "value": shorten(",".join(cells))}
        problems.append(Problem(template, told, line=line))
    for column, cell in {"title": "", **dict(zip(header, cells, strict=False))}.items():
        try:
            value = _value(column, cell.strip(), words)
            Described(**{"title": "–", column: value}).fields(framework)
            values[column] = value
        except TamarackError as error:
            problems.append(Problem(error.template, error.data, f"{column}", line))
    return Described(**values), problems


def _value(column: str, text: str, words: Words) -> Any:
    """What a cell means in its column."""
    text = plain(text)
    if column in ("criteria", "levels"):
        return text.replace(",", " ").split()
    if column == "minutes":
        if text and not _MINUTES.fullmatch(text):
            raise BadInput(N_("The time is a whole number of minutes, not “{value}”."), value=shorten(text))
        return int(text) if text else None
    if column == "kind":
        text = text or Resource.Kind.LINK
    return words[column].get(text.casefold(), text) if column in words else text
