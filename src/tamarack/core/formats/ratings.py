"""Ratings as CSV: columns criterion and rating, and perhaps person and group (design, section 5)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from tamarack.core.errors import N_, BadFile, BadRating, TamarackError
from tamarack.core.formats.rows import Found, by_column, check_header, check_row, open_columns
from tamarack.core.formats.table import Row
from tamarack.core.framework import Framework, shorten
from tamarack.core.ratings import check, choices

COLUMNS = ("criterion", "rating", "person", "group")
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
    found = Found()
    names = _check(stream, framework, found, [*COLUMNS[:2], *needed])
    _check_together(stream, names, found)
    found.raise_if_any(N_("The ratings cannot be taken as they are. Problems: {count}."))
    return _answers(stream)


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


def _check(stream: TextIO, framework: Framework, found: Found, needed: Sequence[str]) -> _Names:
    """Check header and rows; return the people's names where they have some."""
    try:
        header, rows = open_columns(stream)
        other = N_("“{value}” is not a column of a ratings file. There are {known}.")
        check_header(header, needed, COLUMNS, other, found)
        return _Names() if found.count else _check_rows(header, rows, framework, found, "group" in needed)
    except BadFile as error:
        found.take(error)
        return _Names()


def _check_rows(header: list[str], rows: Iterator[Row], framework: Framework, found: Found, grouped: bool) -> _Names:
    names = _Names()
    right = {(row.code, value) for row in framework.criteria for value in (*choices(row), "")}
    above: dict[str, str] = {}
    seen: dict[str, int] = {}
    for line, cells in rows:
        row = by_column(header, cells)
        names.add(row.get("person"))
        if not check_row(header, cells, row, line, found):
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


def _check_rating(framework: Framework, row: dict[str, str], line: int, seen: dict[str, int], found: Found) -> None:
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


def _check_together(stream: TextIO, names: _Names, found: Found) -> None:
    """See that nobody's rows stand in two places."""
    parts = -(-2 * names.met // PEOPLE_AT_ONCE)
    for part in range(parts):
        seen: set[str] = set()
        last = None
        header, rows = open_columns(stream)
        for line, cells in rows:
            person = by_column(header, cells).get("person")
            if person and person != last and names.doubtful(person) and hash(person) % parts == part:
                if person in seen:
                    template = N_("The rows of “{value}” do not stand together.")
                    found.add(line, "person", template, value=shorten(person))
                seen.add(person)
            last = person or last


def _answers(stream: TextIO) -> Iterator[Answers]:
    header, rows = open_columns(stream)
    named = (by_column(header, cells) for _, cells in rows)
    if "person" not in header:
        yield Answers(None, {row["criterion"]: row["rating"] or None for row in named})
        return
    for person, rated in groupby(named, key=itemgetter("person")):
        kept = list(rated)
        yield Answers(person, {row["criterion"]: row["rating"] or None for row in kept}, kept[0].get("group", ""))
