"""Ratings as CSV: columns criterion and rating, and perhaps person and group (design, section 5)."""

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from tamarack.core.errors import N_, BadFile, BadRating, TamarackError
from tamarack.core.formats.table import Row, csv_rows
from tamarack.core.framework import Framework, shorten
from tamarack.core.ratings import check, choices
from tamarack.core.validation import Problem

COLUMNS = ("criterion", "rating", "person", "group")
TOLD_MAX = 1000
"""Problems that are told one by one; a file may have millions."""
PEOPLE_AT_ONCE = 50_000
"""People whose names are kept at a time; more of them take more passes, not more memory."""
SLOTS = 2**22
"""Bytes in which names are marked to tell those that stand once for sure."""


@dataclass(frozen=True)
class Answers:
    """What one person answered; `person` is None where the file has no such column."""

    person: str | None
    ratings: dict[str, str | None]
    group: str = ""


def read_ratings(stream: TextIO, framework: Framework, needed: Collection[str] = ()) -> Iterator[Answers]:
    """The answers in a ratings file, a person at a time, in the order of the file.

    Parameters
    ----------
    stream : text stream
        Seekable, at its beginning, opened with ``newline=""``, in UTF-8, best with ``errors="surrogateescape"``. It is
        read to check it before anything is returned, and once more while the answers are iterated over.
    framework : Framework
        What was rated.
    needed : collection of str
        ``person`` or ``group`` where each row has to have one.

    Raises
    ------
    BadFile
        With every problem (the first 1000), each with line and column, if there are any.
    """
    found = _Found()
    names = _check(stream, framework, found, {*COLUMNS[:2], *needed})
    _check_together(stream, names, found)
    found.raise_if_any()
    return _answers(stream)


class _Found:
    """The problems so far: the first ones, and how many there are."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.count = 0

    def add(self, line: int, column: str, template: str, **data: object) -> None:
        self.count += 1
        if self.count <= TOLD_MAX:
            self.problems.append(Problem(template, data, f"column {column}" if column else "", line))

    def raise_if_any(self) -> None:
        if self.count > TOLD_MAX:
            self.problems.append(Problem(N_("And {count} more problems."), {"count": self.count - TOLD_MAX}))
        self.problems.sort(key=lambda problem: problem.line or sys.maxsize)
        if self.problems:
            template = N_("The ratings cannot be taken as they are. Problems: {count}.")
            raise BadFile(template, tuple(self.problems), count=self.count)


class _Names:
    """Marks people's names as they come, to tell those that stand in one place for sure: most, without keeping any."""

    def __init__(self) -> None:
        self.marks = bytearray(SLOTS)
        self.met = 0
        """Names that came to a mark; of those that may stand in two places there are twice as many at most."""
        self.last: str | None = None

    def add(self, name: str | None) -> None:
        if name and name != self.last:
            self.last = name
            slot = hash(name) % SLOTS
            self.met += self.marks[slot] > 0
            self.marks[slot] = min(self.marks[slot] + 1, 2)

    def doubtful(self, name: str) -> bool:
        return self.marks[hash(name) % SLOTS] > 1


def _open(stream: TextIO) -> tuple[list[str], Iterator[Row]]:
    """The names of the columns, and the rows below them with their lines."""
    stream.seek(0)
    rows = csv_rows(stream)
    _, header = next(rows, (1, []))
    return [cell.strip().lower() for cell in header], rows


def _named(header: list[str], cells: list[str]) -> dict[str, str]:
    return dict(zip(header, [cell.strip() for cell in cells], strict=False))


def _check(stream: TextIO, framework: Framework, found: _Found, needed: Collection[str]) -> _Names:
    """Check header and rows; return the people's names where they have some."""
    try:
        header, rows = _open(stream)
        _check_header(header, found, needed)
        return _Names() if found.count else _check_rows(header, rows, framework, found, "group" in needed)
    except BadFile as error:
        found.problems.extend(error.problems)
        found.count += len(error.problems)
        return _Names()


def _check_rows(header: list[str], rows: Iterator[Row], framework: Framework, found: _Found, grouped: bool) -> _Names:
    names = _Names()
    right = {(row.code, value) for row in framework.criteria for value in (*choices(row), "")}
    above: dict[str, str] = {}
    seen: dict[str, int] = {}
    for line, cells in rows:
        row = _named(header, cells)
        names.add(row.get("person"))
        if len(cells) < len(header) or any(cells[len(header) :]):
            template = N_("The number of values is {count}, of columns {columns}: “{value}”.")
            found.add(line, "", template, count=len(cells), columns=len(header), value=shorten(",".join(cells)))
            continue
        if not _check_text(row, line, found):
            continue
        if not above or row.get("person") != above.get("person"):
            above, seen = row, {}
            if grouped and not row["group"]:
                found.add(line, "group", N_("The group of “{value}” is missing."), value=shorten(row.get("person", "")))
        elif "person" in row and row.get("group") != above.get("group"):
            template = N_("“{value}” is not “{group}”, the group in this person's rows above.")
            found.add(line, "group", template, value=shorten(row["group"]), group=shorten(above["group"]))
        if row.get("person") == "":
            found.add(line, "person", N_("The person is missing for “{value}”."), value=shorten(row["criterion"]))
        if (row["criterion"], row["rating"]) in right and row["criterion"] not in seen:
            seen[row["criterion"]] = line
        else:
            _check_rating(framework, row, line, seen, found)
    return names


def _check_header(header: list[str], found: _Found, needed: Collection[str]) -> None:
    for column in COLUMNS:
        if column in needed and column not in header:
            found.add(1, column, N_("The first row should name this column. It has {value}."), value=_listed(header))
    for index, column in enumerate(header):
        if column not in COLUMNS:
            template = N_("“{value}” is not a column of a ratings file. There are {known}.")
            found.add(1, str(index + 1), template, value=shorten(column), known=", ".join(COLUMNS))
        elif column in header[:index]:
            found.add(1, str(index + 1), N_("The column “{value}” is given twice."), value=column)


def _listed(header: list[str]) -> str:
    return shorten(", ".join(header)) or "–"


def _check_text(row: dict[str, str], line: int, found: _Found) -> bool:
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


def _check_rating(framework: Framework, row: dict[str, str], line: int, seen: dict[str, int], found: _Found) -> None:
    code, rating = row["criterion"], row["rating"]
    if not code:
        found.add(line, "criterion", N_("The criterion is missing. The rating is “{value}”."), value=shorten(rating))
        return
    try:
        framework.criterion(code)
        if code in seen:
            template = N_("“{value}” is rated twice by the same person, first on line {first}.")
            found.add(line, "criterion", template, value=code, first=seen[code])
        seen.setdefault(code, line)
        check(framework, code, rating or None)
    except TamarackError as error:
        column = "rating" if isinstance(error, BadRating) else "criterion"
        found.add(line, column, error.template, **error.data)


def _check_together(stream: TextIO, names: _Names, found: _Found) -> None:
    """See that nobody's rows stand in two places."""
    parts = -(-2 * names.met // PEOPLE_AT_ONCE)
    for part in range(parts):
        seen: set[str] = set()
        last = None
        header, rows = _open(stream)
        for line, cells in rows:
            person = _named(header, cells).get("person")
            if person and person != last and names.doubtful(person) and hash(person) % parts == part:
                if person in seen:
                    template = N_("The rows of “{value}” do not stand together.")
                    found.add(line, "person", template, value=shorten(person))
                seen.add(person)
            last = person or last


def _answers(stream: TextIO) -> Iterator[Answers]:
    header, rows = _open(stream)
    named = (_named(header, cells) for _, cells in rows)
    if "person" not in header:
        yield Answers(None, {row["criterion"]: row["rating"] or None for row in named})
        return
    for person, rated in groupby(named, key=itemgetter("person")):
        kept = list(rated)
        yield Answers(person, {row["criterion"]: row["rating"] or None for row in kept}, kept[0].get("group", ""))
