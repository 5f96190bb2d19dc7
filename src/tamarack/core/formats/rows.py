"""What files with a row an entry share: columns by name, and every problem with its line, column and value."""

import sys
from collections.abc import Collection, Iterator, Sequence
from typing import TextIO

from tamarack.core.errors import N_, BadFile
from tamarack.core.formats.table import Row, csv_rows
from tamarack.core.framework import shorten
from tamarack.core.validation import Problem

TOLD_MAX = 1000
"""Problems that are told one by one; a file may have millions."""


class Found:
    """The problems so far: the first ones, and how many there are."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0

    def add(self, line: int, column: str, template: str, **data: object) -> None:
        """Note a problem."""
        self.count += 1
        if self.count <= TOLD_MAX:
            self.problems.append(Problem(template, data, f"column {column}" if column else "", line))

    def take(self, error: BadFile) -> None:
        """Note the problems that ended the reading."""
        self.problems.extend(error.problems)
        self.count += len(error.problems)

    @property
    def in_order(self) -> tuple[Problem, ...]:
        """The problems by line; the last one tells how many more there are, if not all are told."""
        told = sorted(self.problems, key=lambda problem: problem.line or sys.maxsize)
        if self.count > TOLD_MAX:
            told.append(Problem(N_("And {count} more problems."), {"count": self.count - TOLD_MAX}))
        return tuple(told)

    def raise_if_any(self, template: str) -> None:
        """Tell all of them, if there are any.

        Parameters
        ----------
        template : str
            What that means for the file, with ``{count}``.

        Raises
        ------
        BadFile
            If there are any.
        """
        if self.count:
            raise BadFile(template, self.in_order, count=self.count)


def open_columns(stream: TextIO) -> tuple[list[str], Iterator[Row]]:
    """The names of the columns, and the rows below them with their lines."""
    stream.seek(0)
    rows = csv_rows(stream)
    _, header = next(rows, (1, []))
    return [cell.strip().lower() for cell in header], rows


def by_column(header: list[str], cells: list[str]) -> dict[str, str]:
    """The cells of a row by the names of their columns."""
    return dict(zip(header, [cell.strip() for cell in cells], strict=False))


def check_header(header: list[str], needed: Collection[str], known: Sequence[str], other: str, found: Found) -> None:
    """See that the columns are those that a file has, each once; `other` says of a value that it is no such one."""
    for column in needed:
        if column not in header:
            listed = shorten(", ".join(header)) or "–"
            found.add(1, column, N_("The first row should name this column. It has {value}."), value=listed)
    for index, column in enumerate(header):
        if column not in known:
            found.add(1, str(index + 1), other, value=shorten(column), known=", ".join(known))
        elif column in header[:index]:
            found.add(1, str(index + 1), N_("The column “{value}” is given twice."), value=column)


def check_row(header: list[str], cells: list[str], row: dict[str, str], line: int, found: Found) -> bool:
    """See that a row has a value for each column, and that each is text that can be shown."""
    if len(cells) < len(header) or any(cells[len(header) :]):
        template = N_("The number of values is {count}, of columns {columns}: “{value}”.")
        found.add(line, "", template, count=len(cells), columns=len(header), value=shorten(",".join(cells)))
        return False
    if all(map(str.isprintable, row.values())):
        return True
    for column, value in row.items():
        if any("\ud800" <= character <= "\udfff" for character in value):
            template = N_("“{value}” is not text in UTF-8. Save the file as UTF-8.")
            readable = shorten(value.encode("utf-8", "replace").decode())
            found.add(line, column, template, value=readable)
        elif not value.isprintable():
            template = N_("{value} has characters that cannot be shown.")
            found.add(line, column, template, value=shorten(ascii(value)))
    return False
