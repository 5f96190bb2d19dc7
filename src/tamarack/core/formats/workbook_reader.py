"""The offline workbook comes back: the answers in it, or everything that is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import Any, TypeVar
from zipfile import ZipFile

from tamarack.core.errors import N_, BadFile, UnknownCode
from tamarack.core.formats import BYTES_MAX, bad_file
from tamarack.core.formats.table import DAMAGED, unpacked
from tamarack.core.formats.workbook import (
    FACTS,
    FORMAT,
    HEADER_ROW,
    LISTS,
    Choice,
    Words,
    comparable,
    guide,
    header,
    labels,
    offered,
    place,
    rubric_cells,
    sheet_names,
    top,
)
from tamarack.core.framework import Competency, Criterion, Framework, shorten
from tamarack.core.ratings import NOT_APPLICABLE, NOT_YET
from tamarack.core.validation import Problem, shown

TOLD_MAX = 1000
"""Problems that are told one by one."""

_OTHERS_MAX = 20
_ROWS_MAX = 150_000
_FACT_MOST = 40
_ERROR = re.compile(r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!)|Err:\d{3}")
_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\bt\s*=\s*)(["'])e\2""")

Grid = list[list[Any]]
Part = TypeVar("Part")


@dataclass(frozen=True)
class Workbook:
    """What a filled-in workbook says.

    Attributes
    ----------
    framework : Framework
    language : str
        Of its texts.
    answers : dict of str to (value, reason, note)
        By criterion code, only where a rating or a note was filled in; the value is empty where there is a note alone.
    """

    framework: Framework
    language: str
    answers: dict[str, tuple[str, str, str]]


def read_workbook(
    data: bytes, framework_of: Callable[[str], Framework], words_of: Callable[[str], Words], note_most: int
) -> Workbook:
    """The answers in a workbook that `write_workbook` made and a person filled in.

    Parameters
    ----------
    data : bytes
        The file as it came, of any content; at most 5 MB.
    framework_of : callable
        The current version of the framework with a code; raises `UnknownCode` if there is none.
    words_of : callable
        The workbook's words in a language; raises `UnknownCode` if there are none.
    note_most : int
        Characters that a note may have.

    Raises
    ------
    BadFile
        With every problem (the first 1000), each with sheet, cell and value, if there are any.
    """
    book = _Book(data)
    framework, language, words = _facts(book, framework_of, words_of)
    reader = _Reader(book, framework, language, words, note_most)
    reader.read()
    if len(found := reader.problems) > TOLD_MAX:
        found[TOLD_MAX:] = [Problem(N_("And {count} more problems."), {"count": len(found) - TOLD_MAX})]
    if found:
        raise bad_file(tuple(found))
    return Workbook(framework, language, reader.answers)


@contextmanager
def _damage_told() -> Iterator[None]:
    """Whatever the libraries stumble over, it is the file that is damaged."""
    try:
        yield
    except BadFile as error:
        raise bad_file(error.problems) from None
    except Exception:
        raise bad_file((Problem(DAMAGED),)) from None


class _Book:
    """The sheets of an XLSX file, each read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        from python_calamine import SheetTypeEnum, load_workbook

        if len(data) > BYTES_MAX:
            raise bad_file((Problem(N_("It has more than {most} MB."), {"most": BYTES_MAX // 1_000_000}),))
        with _damage_told():
            self._book = load_workbook(BytesIO(_with_errors_as_text(unpacked(data))))
            self.names: list[str] = self._book.sheet_names
            if len(set(self.names)) < len(self.names):
                raise bad_file((Problem(N_("Two of its sheets have the same name.")),))
            self._rows = 0
            self._tables = {sheet.name for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet}

    def grid(self, name: str) -> Grid:
        """The cells of a sheet by row and column; none of one that is a chart."""
        if name not in self._tables:
            return []
        with _damage_told():
            cells: Grid = self._book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            self._rows += len(cells)
            if self._rows > _ROWS_MAX:
                raise bad_file((Problem(N_("It has too many rows.")),))
        return cells


def _with_errors_as_text(data: bytes) -> bytes:
    """A stored workbook whose error values are texts: its reader takes them for empty cells."""
    with ZipFile(BytesIO(data)) as before, ZipFile(after := BytesIO(), "w") as stored:
        for entry in before.infolist():
            content = before.read(entry)
            stored.writestr(entry, _ERROR_CELL.sub(rb'\1"str"', content) if b"sheetData" in content else content)
    return after.getvalue()


class _Facts:
    """What the hidden sheet says the workbook was made for, and what is wrong with that."""

    def __init__(self, grid: Grid) -> None:
        self.rows = {row[0]: (number, row[1]) for number, row in enumerate(grid) if len(row) > 1}
        self.problems: list[Problem] = []

    def tell(self, key: str, template: str, data: Mapping[str, Any]) -> None:
        cell = place(self.rows[key][0], 1) if key in self.rows else "A1"
        self.problems.append(Problem(template, data, f"{FACTS}!{cell}"))

    def value(self, key: str) -> str:
        """The value for a key; empty, and told, if it is missing or can be none."""
        _, value = self.rows.get(key, (0, ""))
        if value == "":
            self.tell(key, N_("“{key}” is missing."), {"key": key})
        elif not isinstance(value, str) or len(value) > _FACT_MOST or not value.isprintable():
            self.tell(key, N_("{value} cannot be right here. Download a new workbook."), {"value": shown(value)})
        else:
            return value
        return ""

    def found(self, key: str, find: Callable[[str], Part]) -> Part | None:
        """What a key's value stands for; None, and told, if there is no such thing."""
        value = self.value(key)
        try:
            return find(value) if value else None
        except UnknownCode as error:
            self.tell(key, error.template, error.data)
            return None


def _facts(
    book: _Book, framework_of: Callable[[str], Framework], words_of: Callable[[str], Words]
) -> tuple[Framework, str, Words]:
    """What the workbook was made for, if that is still so."""
    if FACTS not in book.names:
        template = N_("This is not a workbook of Tamarack’s. Download one where you answer, and fill that in.")
        raise bad_file((Problem(template),))
    facts = _Facts(book.grid(FACTS))
    made = facts.value("format")
    if made and made != FORMAT:
        template = N_("The workbook has the format {value}, and {known} can be read here. Download a new one.")
        facts.tell("format", template, {"value": made, "known": FORMAT})
    framework = facts.found("framework", framework_of)
    version = facts.value("version")
    if framework and version and version != framework.version:
        template = N_(
            "The workbook is for version {value} of {framework}; the current one is {current}. Download a new one."
        )
        data = {"value": version, "framework": framework.code, "current": framework.version}
        facts.tell("version", template, data)
    words = facts.found("language", words_of)
    if facts.problems or not framework or not words:
        raise bad_file(tuple(facts.problems))
    return framework, facts.value("language"), words


class _Reader:
    def __init__(self, book: _Book, framework: Framework, language: str, words: Words, note_most: int) -> None:
        self.book, self.framework, self.language, self.words = book, framework, language, words
        self.note_most = note_most
        self.names = sheet_names(framework, words)
        self.heads = header(framework, language, words)
        self.called = labels(framework, language, words)
        self.chosen = {code.casefold(): (code, "") for code in (NOT_YET, *framework.ranks)}
        self.chosen |= {comparable(label).casefold(): choice for choice, label in self.called.items()}
        self.criteria = {criterion.code: criterion for criterion in framework.criteria}
        self.problems: list[Problem] = []
        self.answers: dict[str, tuple[str, str, str]] = {}
        self.seen: dict[str, str] = {}
        """The cell of each criterion that was found."""

    def tell(self, at: str, template: str, code: str = "", **data: object) -> None:
        readable = {key: _printable(value) if isinstance(value, str) else value for key, value in data.items()}
        self.problems.append(Problem(template, readable, _printable(at), code=code))

    def read(self) -> None:
        for competency in self.framework.competencies:
            name = self.names[competency.code]
            if name not in self.book.names:
                template = N_("The sheet {value} is missing. Download a new workbook and copy your answers into it.")
                self.tell(name, template, competency.code, value=name)
                self.seen |= {criterion.code: name for criterion in competency.criteria}
            else:
                self._read_sheet(name, competency, self.book.grid(name))
        for code, name in ((row.code, self.names[row.competency]) for row in self.framework.criteria):
            if code not in self.seen:
                template = N_(
                    "The row of {criterion} is missing. Download a new workbook and copy your answers into it."
                )
                self.tell(name, template, code, criterion=code)
        self._read_others()

    def _read_sheet(self, name: str, competency: Competency, grid: Grid) -> None:
        grid = [*grid, *([[]] * (HEADER_ROW + 1 - len(grid)))]
        above = [[text] for text in top(self.framework, competency, self.language)]
        for row, expected in enumerate([*above, self.heads]):
            self._compare(name, row, grid[row], expected, competency.code)
        if sum(_differ(*pair) for pair in zip_longest(grid[HEADER_ROW], self.heads, fillvalue="")) > 1:
            self.seen |= {criterion.code: name for criterion in competency.criteria}
            return  # columns have moved: to go on would tell of every cell
        for row, cells in enumerate(grid[HEADER_ROW + 1 :], HEADER_ROW + 1):
            if any(map(_filled, cells)):
                self._read_row(name, competency, row, cells)

    def _compare(self, name: str, row: int, cells: list[Any], expected: list[str], code: str) -> None:
        """Tell of the cells that are not as they were, and of those beyond them."""
        for column, (cell, text) in enumerate(zip_longest(cells, expected, fillvalue="")):
            if column >= len(expected):
                self._tell_outside(f"{name}!{place(row, column)}", cell)
            elif _differ(cell, text):
                template = N_(
                    "“{value}” should be “{expected}”. Fill in the answers and examples, and change no other cell."
                )
                value, meant = _apart(_text(cell), comparable(text))
                self.tell(f"{name}!{place(row, column)}", template, code, value=value, expected=meant)

    def _tell_outside(self, at: str, cell: Any) -> None:
        if _filled(cell):
            template = N_("“{value}” stands outside the table and would be lost. Move it to an example, or delete it.")
            self.tell(at, template, value=shorten(_text(cell)))

    def _read_row(self, name: str, competency: Competency, row: int, cells: list[Any]) -> None:
        code, at = _text(cells[0]), f"{name}!{place(row, 0)}"
        if not code:
            for column, cell in enumerate(cells):
                self._tell_outside(f"{name}!{place(row, column)}", cell)
            return
        criterion = self.criteria.get(code)
        here = criterion is not None and criterion.competency == competency.code
        if not criterion:
            self.tell(at, N_("“{value}” is not a criterion of this workbook."), value=shorten(code))
        elif code in self.seen:
            template = N_("“{value}” stands here again; its first row is at {first}.")
            self.tell(at, template, code, value=code, first=self.seen[code])
        elif not here:
            template = N_("“{value}” belongs on the sheet {home}.")
            self.tell(at, template, code, value=code, home=self.names[criterion.competency])
        self.seen.setdefault(code, at)
        if criterion and here and self.seen[code] == at:
            self._read_criterion(name, row, criterion, [*cells, *[""] * (len(self.heads) - len(cells))])

    def _read_criterion(self, name: str, row: int, criterion: Criterion, cells: list[Any]) -> None:
        expected = rubric_cells(self.framework, criterion, self.language, self.words)
        first, last = len(expected), len(self.heads)
        self._compare(name, row, cells[:first], expected, criterion.code)
        value, reason = self._answer(f"{name}!{place(row, first)}", criterion, cells[first])
        note = self._note(f"{name}!{place(row, first + 1)}", criterion, cells[first + 1])
        for column in range(last, len(cells)):
            self._tell_outside(f"{name}!{place(row, column)}", cells[column])
        if value or note:
            self.answers[criterion.code] = (value, reason, note)

    def _answer(self, at: str, criterion: Criterion, cell: Any) -> Choice:
        if not _filled(cell):
            return "", ""
        offers = offered(criterion, self.called)
        key = _text(cell).casefold()
        choice = self.chosen.get(key)
        if isinstance(cell, str) and choice in offers:
            return choice
        possible = list(offers.values())
        template = N_("“{value}” is not a rating of {criterion}. It can be rated {offered}.")
        if not isinstance(cell, str):
            template = N_("{value} is a number, a date or a logical value. {criterion} can be rated {offered}.")
        elif choice:
            template = N_("{criterion} has no descriptor at level {value}. It can be rated {offered}.")
        elif key == NOT_APPLICABLE.casefold():
            possible = [label for (value, _), label in offers.items() if value == NOT_APPLICABLE]
            template = N_("“{value}” does not say why {criterion} is not applicable. Choose one of these: {offered}.")
        told = {"criterion": criterion.code, "value": shorten(_text(cell)), "offered": "; ".join(possible)}
        self.tell(at, template, criterion.code, **told)
        return "", ""

    def _note(self, at: str, criterion: Criterion, cell: Any) -> str:
        if not _filled(cell):
            return ""
        note = cell.replace("\r\n", "\n").replace("\r", "\n").rstrip() if isinstance(cell, str) else ""
        told = {"criterion": criterion.code, "value": shorten(_text(cell)), "length": len(note), "most": self.note_most}
        template = ""
        if not note:
            template = N_("{value} is a number, a date or a logical value. Make it a text.")
        elif _ERROR.fullmatch(note):
            template = N_("“{value}” is the error value of a formula. Write your example as text, or empty the cell.")
        elif len(note) > self.note_most:
            template = N_("The example for {criterion} has {length} characters; {most} fit. Please shorten it.")
        elif any(ord(character) < 32 and character not in "\n\t" for character in note):
            template = N_(
                "The example for {criterion} contains control characters, which cannot be kept. Please remove them."
            )
        if template:
            self.tell(at, template, criterion.code, **told)
        return note

    def _read_others(self) -> None:
        """See that nothing stands on other sheets that would be lost."""
        lines = {comparable(line) for line in guide(self.framework, self.language, self.words)}
        own = {*self.names.values(), FACTS, LISTS}
        others = [name for name in self.book.names if name not in own]
        for name in others[:_OTHERS_MAX]:
            for row, column, cell in _cells(self.book.grid(name)):
                if _filled(cell) and _text(cell) not in lines:
                    template = N_("“{value}” is on a sheet that is not read. Move it to an example, or delete it.")
                    self.tell(f"{name}!{place(row, column)}", template, value=shorten(_text(cell)))
                    break
        if len(others) > _OTHERS_MAX:
            template = N_("There are {count} more sheets, which are not read. Delete them.")
            self.tell("", template, count=len(others) - _OTHERS_MAX)


def _cells(grid: Grid) -> Iterator[tuple[int, int, Any]]:
    return ((row, column, cell) for row, cells in enumerate(grid) for column, cell in enumerate(cells))


def _filled(cell: Any) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def _text(cell: Any) -> str:
    """A cell for comparison: a text as it is, anything else as a message shows it."""
    if isinstance(cell, str):
        return comparable(cell)
    return shown(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _differ(cell: Any, text: str) -> bool:
    return _text(cell) != comparable(text)


def _apart(value: str, expected: str) -> tuple[str, str]:
    """Two texts for a message, from shortly before they part."""
    same = next((index for index, (a, b) in enumerate(zip(value, expected, strict=False)) if a != b), None)
    start = max(0, (min(len(value), len(expected)) if same is None else same) - 12)
    mark = "…" if start else ""
    return shorten(mark + value[start:]), shorten(mark + expected[start:])
