"""Helpers and seekers as CSV: columns person, criterion, level, capacity, and person, criterion."""

from collections.abc import Callable, Iterator
from typing import TextIO

from tamarack.core.errors import N_, BadFile, BadRating, TamarackError
from tamarack.core.formats.rows import Found, by_column, check_header, check_row, open_columns
from tamarack.core.framework import Framework, shorten
from tamarack.core.matching import Helper, Seeker
from tamarack.core.ratings import RESERVED, check
from tamarack.core.validation import Problem

HELPER_COLUMNS = ("person", "criterion", "level", "capacity")
SEEKER_COLUMNS = HELPER_COLUMNS[:2]
CAPACITY_MOST = 100_000
_OTHER = N_("“{value}” is not a column of this file. There are {known}.")

Row = dict[str, str]
CheckRow = Callable[[Framework, Row, int, dict[str, tuple[int, str]], Found], None]


def read_people(
    helpers: TextIO, seekers: TextIO, framework: Framework, names: tuple[str, str]
) -> tuple[list[Helper], list[Seeker]]:
    """Who offers help and who seeks some.

    Parameters
    ----------
    helpers, seekers : text stream
        At their beginnings, opened with ``newline=""``, in UTF-8, best with ``errors="surrogateescape"``.
    framework : Framework
        Whose criteria and levels they name.
    names : pair of str
        What the files are called where a problem is told.

    Raises
    ------
    BadFile
        With every problem of both files (the first 1000 of each), each with file, line and column, if there are any.
    """
    offered, offers_found = _rows(helpers, HELPER_COLUMNS, framework, _check_offer)
    wished, wishes_found = _rows(seekers, SEEKER_COLUMNS, framework, _check_wish)
    problems = [
        _in_file(problem, name)
        for found, name in zip((offers_found, wishes_found), names, strict=True)
        for problem in found.in_order
    ]
    if problems:
        count = offers_found.count + wishes_found.count
        raise BadFile(N_("Nobody can be matched yet. Problems: {count}."), tuple(problems), count=count)
    return _helpers(offered, framework), _seekers(wished, framework)


def _in_file(problem: Problem, name: str) -> Problem:
    place = ", ".join(filter(None, (f"line {problem.line}" if problem.line else "", problem.path)))
    return Problem(problem.template, problem.data, f"{name}, {place}" if place else name)


def _rows(
    stream: TextIO, columns: tuple[str, ...], framework: Framework, check_it: CheckRow
) -> tuple[list[Row], Found]:
    found = Found()
    try:
        header, rows = open_columns(stream)
        check_header(header, columns, columns, _OTHER, found)
        kept = [] if found.count else list(_checked(header, rows, framework, check_it, found))
    except BadFile as error:
        found.take(error)
        kept = []
    return kept, found


def _checked(
    header: list[str], rows: Iterator[tuple[int, list[str]]], framework: Framework, check_it: CheckRow, found: Found
) -> Iterator[Row]:
    seen: dict[tuple[str, str], int] = {}
    said: dict[str, tuple[int, str]] = {}
    for line, cells in rows:
        row = by_column(header, cells)
        if not check_row(header, cells, row, line, found):
            continue
        _check_person(row, line, seen, found)
        check_it(framework, row, line, said, found)
        yield row


def _check_person(row: Row, line: int, seen: dict[tuple[str, str], int], found: Found) -> None:
    person, code = row["person"], row["criterion"]
    if not person:
        found.add(line, "person", N_("The person is missing for “{value}”."), value=shorten(code))
    elif code and (person, code) in seen:
        template = N_("“{value}” stands there twice for “{person}”, first on line {first}.")
        found.add(line, "criterion", template, value=shorten(code), person=shorten(person), first=seen[person, code])
    seen.setdefault((person, code), line)


def _check_wish(framework: Framework, row: Row, line: int, said: object, found: Found) -> None:
    try:
        framework.criterion(row["criterion"])
    except TamarackError as error:
        if row["criterion"]:
            found.add(line, "criterion", error.template, **error.data)
        else:
            found.add(line, "criterion", N_("The criterion is missing for “{value}”."), value=shorten(row["person"]))


def _check_offer(framework: Framework, row: Row, line: int, said: dict[str, tuple[int, str]], found: Found) -> None:
    before = found.count
    _check_wish(framework, row, line, said, found)
    if found.count == before:
        _check_level(framework, row, line, found)
    _check_capacity(row, line, said, found)


def _check_level(framework: Framework, row: Row, line: int, found: Found) -> None:
    code, level = row["criterion"], row["level"]
    known = ", ".join(framework.criterion(code).levels)
    if level not in framework.ranks or level in RESERVED:
        template = N_("“{value}” is not a level of {criterion}. It has {known}.")
        found.add(line, "level", template, value=shorten(level), criterion=code, known=known)
        return
    try:
        check(framework, code, level)
    except BadRating:
        template = N_("{criterion} has no descriptor at level {value}. It has {known}.")
        found.add(line, "level", template, value=level, criterion=code, known=known)


def _check_capacity(row: Row, line: int, said: dict[str, tuple[int, str]], found: Found) -> None:
    text, person = row["capacity"], row["person"]
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) > CAPACITY_MOST:
        template = N_("“{value}” is not a number of people from 0 to {most}.")
        found.add(line, "capacity", template, value=shorten(text), most=CAPACITY_MOST)
        return
    first, other = said.setdefault(person, (line, text))
    if int(other) != int(text):
        template = N_("“{value}” is not {other}, the capacity of “{person}” on line {first}.")
        found.add(line, "capacity", template, value=text, other=other, person=shorten(person), first=first)


def _helpers(rows: list[Row], framework: Framework) -> list[Helper]:
    ranks: dict[str, dict[str, int]] = {}
    for row in rows:
        ranks.setdefault(row["person"], {})[row["criterion"]] = framework.ranks[row["level"]]
    capacities = {row["person"]: int(row["capacity"]) for row in rows}
    return [Helper(person, levels, capacities[person]) for person, levels in ranks.items()]


def _seekers(rows: list[Row], framework: Framework) -> list[Seeker]:
    wished: dict[str, set[str]] = {}
    for row in rows:
        wished.setdefault(row["person"], set()).add(row["criterion"])
    order = [row.code for row in framework.criteria]
    return [Seeker(person, [code for code in order if code in codes]) for person, codes in wished.items()]
