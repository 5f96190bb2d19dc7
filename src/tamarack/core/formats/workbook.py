"""The offline workbook as XLSX: a sheet a competency, a row a criterion, to be filled in and brought back.

Here is what it looks like; `workbook_reader` takes it back.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZipFile

from tamarack.core.errors import N_, BadInput, BadRating
from tamarack.core.formats.table import CELL_MAX
from tamarack.core.framework import Competency, Criterion, Framework, shorten
from tamarack.core.ratings import NOT_APPLICABLE, NOT_YET, check, choices
from tamarack.core.wording import Run, plain, runs

FORMAT = "1"
FACTS = "tamarack"
"""The hidden sheet that says what the workbook was made for."""
LISTS = "choices"
"""The hidden sheet with what the drop-downs offer."""
HEADER_ROW = 2
"""Rows above the table: the competency's name and description."""

_SHEET_NAME_MAX = 31
_WIDTHS = {"code": 9, "criterion": 17, "answer": 23, "note": 38, "guide": 96}
_LEVELS_WIDTH = 96
_LETTERS = 1.12
"""Letters of a text to one unit of a column's width."""
_LINE, _ROW_MOST = 13, 409
_TITLE_MOST, _PROMPT_MOST = 32, 255
_FRAGMENT = "<r>"
_CODED = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_OWN_HEIGHT = re.compile(rb'(<row r="(?![12]")[^>]*) customHeight="1"')

Filled = Mapping[str, tuple[str, str, str]]
"""Answers by criterion code: value (empty where unrated), reason, note."""

Choice = tuple[str, str]
"""What can be chosen: a value, and the reason of a not applicable one."""


@dataclass(frozen=True)
class Words:
    """The workbook's own words in one language; all else on it is the framework's.

    Attributes
    ----------
    sheet, title, lines
        The explaining sheet: its name, its heading, its paragraphs (with ``**bold**`` passages).
    code, criterion, answer, note
        Heads of the columns. Those of the levels are the levels' names.
    not_yet, not_applicable
        What can be chosen beside the levels; the latter by reason.
    no_descriptor
        Stands in an empty cell of the rubric.
    prompt_title, prompt, error_title, error
        What a drop-down says when it is entered, and when something else is typed: titles of up to 32 characters, texts
        of up to 255.
    """

    sheet: str
    title: str
    lines: tuple[str, ...]
    code: str
    criterion: str
    answer: str
    note: str
    not_yet: str
    not_applicable: Mapping[str, str]
    no_descriptor: str
    prompt_title: str
    prompt: str
    error_title: str
    error: str


def comparable(text: str) -> str:
    """A text without what a spreadsheet program may change in it, and without bold marks."""
    return " ".join(normalize("NFC", plain(text)).split())


def labels(framework: Framework, language: str, words: Words) -> dict[Choice, str]:
    """What each choice is called, no two alike: a level whose name is taken has its code after it."""
    fixed = {(NOT_YET, ""): words.not_yet}
    fixed |= {(NOT_APPLICABLE, reason): label for reason, label in words.not_applicable.items()}
    names = {level.code: comparable(framework.text(level.name, language)) or level.code for level in framework.levels}
    shared = Counter(name.casefold() for name in names.values())
    taken = {comparable(label).casefold() for label in fixed.values()}
    named: dict[Choice, str] = {}
    for code, name in names.items():
        label = name if shared[name.casefold()] == 1 else f"{name} ({code})"
        while label.casefold() in taken:
            label = f"{label} ({code})"
        taken.add(label.casefold())
        named[code, ""] = label
    return {(NOT_YET, ""): words.not_yet, **named, **fixed}


def offered(criterion: Criterion, called: Mapping[Choice, str]) -> dict[Choice, str]:
    """What can be chosen for a criterion, of what `labels` says there is."""
    possible = choices(criterion)
    return {choice: label for choice, label in called.items() if choice[0] in possible}


def sheet_names(framework: Framework, words: Words) -> dict[str, str]:
    """The sheet of each competency: its code, as far as a sheet may be called so."""
    taken = {name.casefold() for name in (_sheet_name(words.sheet), FACTS, LISTS, "history")}
    names: dict[str, str] = {}
    for competency in framework.competencies:
        name, number = _sheet_name(competency.code), 1
        while name.casefold() in taken:
            number += 1
            name = _sheet_name(competency.code, f"~{number}")
        taken.add(name.casefold())
        names[competency.code] = name
    return names


def _sheet_name(name: str, ending: str = "") -> str:
    units = re.sub(r"[\[\]:*?/\\']", "_", name).encode("utf-16-le")
    return units[: 2 * (_SHEET_NAME_MAX - len(ending))].decode("utf-16-le", "ignore") + ending


def guide(framework: Framework, language: str, words: Words) -> list[str]:
    """The explaining sheet's lines."""
    return [words.title, f"{framework.text(framework.title, language)} · {framework.version}", *words.lines]


def top(framework: Framework, competency: Competency, language: str) -> list[str]:
    """What stands above a table."""
    name, description = (framework.text(text, language) for text in (competency.name, competency.description))
    return [f"{competency.code} · {name}", description]


def header(framework: Framework, language: str, words: Words) -> list[str]:
    """The heads of a table's columns."""
    levels = (framework.text(level.name, language) for level in framework.levels)
    return [words.code, words.criterion, *levels, words.answer, words.note]


def rubric_cells(framework: Framework, criterion: Criterion, language: str, words: Words) -> list[str]:
    """What stands in a criterion's row, up to the answer."""
    texts = (criterion.descriptors.get(level.code) for level in framework.levels)
    descriptors = (words.no_descriptor if text is None else framework.text(text, language) for text in texts)
    return [criterion.code, framework.text(criterion.name, language), *descriptors]


def write_workbook(framework: Framework, language: str, words: Words, filled: Filled | None = None) -> bytes:
    """A workbook in which a person answers offline.

    Parameters
    ----------
    framework : Framework
    language : str
        Of the framework's texts. One that it lacks falls back to its first.
    words : Words
        The rest of the texts, in the same language.
    filled : mapping of str to (value, reason, note), optional
        Answers that it shows already.

    Returns
    -------
    bytes
        An XLSX file. Whatever the texts begin with, no cell is a formula, a number or a link.

    Raises
    ------
    UnknownCode, BadRating
        If the framework has no such criterion, or the criterion no such answer.
    BadInput
        If a text is longer than a cell may be, or has what cannot be told from coded characters.
    """
    from xlsxwriter import Workbook

    for code, (value, _, _) in (filled or {}).items():
        check(framework, code, value or None)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream := BytesIO(), options) as book:
        book.set_properties({"title": framework.text(framework.title, language), "author": "Tamarack"})
        _Writer(book, framework, language, words, filled or {}).write()
    return _finished(stream.getvalue(), language)


def _finished(data: bytes, language: str) -> bytes:
    """The workbook with what its library cannot say: its language, and that rows grow with what is written in them."""
    with ZipFile(BytesIO(data)) as written, ZipFile(stream := BytesIO(), "w", ZIP_DEFLATED) as book:
        for entry in written.infolist():
            content = written.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content = _OWN_HEIGHT.sub(rb"\1", content)
            elif entry.filename == "docProps/core.xml":
                told = f"</dc:creator><dc:language>{language}</dc:language>".encode()
                content = content.replace(b"</dc:creator>", told)
            book.writestr(entry, content)
    return stream.getvalue()


def _look(book: Any) -> dict[str, Any]:
    """The formats, in the colours of the site."""
    ink, soft, line, edge, action, wash, gold = (
        "#16241E", "#4B5A52", "#CDD5CB", "#6F8076", "#1C5143", "#FBF0D0", "#E3A92F"
    )  # fmt: skip
    font = {"font_name": "Arial", "font_size": 10, "font_color": ink}
    text = font | {"valign": "top", "text_wrap": True}
    cell = text | {"border": 1, "border_color": line, "align": "left", "indent": 1}
    head = cell | {"bold": True, "valign": "vcenter", "font_color": "#FFFFFF", "bg_color": action}
    fill = cell | {"bg_color": wash, "border_color": edge, "locked": False, "num_format": "@"}
    kinds = {
        "title": font | {"bold": True, "font_size": 15, "font_color": action, "valign": "vcenter"},
        "quiet": text | {"font_color": soft},
        "guide": text | {"font_size": 11},
        "guide lead": font | {"font_size": 11, "bold": True},
        "head": head,
        "head to fill": head | {"font_color": ink, "bg_color": wash, "bottom": 5, "bottom_color": gold},
        "code": cell | {"bold": True, "font_color": action},
        "name": cell | {"bold": True},
        "text": cell,
        "lead": font | {"bold": True},
        "body": font,
        "void": cell | {"font_color": soft, "bg_color": "#F4F6F1"},
        "answer": fill | {"bold": True},
        "note": fill,
    }
    return {name: book.add_format(properties) for name, properties in kinds.items()}


class _Writer:
    def __init__(self, book: Any, framework: Framework, language: str, words: Words, filled: Filled) -> None:
        self.book, self.framework, self.language, self.words, self.filled = book, framework, language, words, filled
        self.look = _look(book)
        self.called = labels(framework, language, words)
        self.lists: dict[tuple[str, ...], int] = {}
        """The first row of each list of choices, from 1."""

    def write(self) -> None:
        self._write_guide()
        names = sheet_names(self.framework, self.words)
        for competency in self.framework.competencies:
            self._write_competency(self.book.add_worksheet(names[competency.code]), competency)
        self._write_hidden(LISTS, [[label] for offers in self.lists for label in offers])
        facts = {"format": FORMAT, "framework": self.framework.code, "version": self.framework.version}
        self._write_hidden(FACTS, [[key, value] for key, value in (facts | {"language": self.language}).items()])

    def _write_hidden(self, name: str, rows: list[list[str]]) -> None:
        sheet = self.book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self._put(sheet, number, column, text, None)
        sheet.protect()
        sheet.very_hidden()

    def _write_guide(self) -> None:
        sheet = self.book.add_worksheet(_sheet_name(self.words.sheet))
        sheet.set_column(0, 0, _WIDTHS["guide"])
        for row, line in enumerate(guide(self.framework, self.language, self.words)):
            kind = ("title", "quiet")[row] if row < 2 else "guide"
            sheet.set_row(row, 30 if row == 0 else _height([(line, _WIDTHS["guide"])], 15, 7))
            self._put(sheet, row, 0, line, kind, "guide lead")
        self._set_up(sheet)

    def _set_up(self, sheet: Any) -> None:
        sheet.hide_gridlines(2)
        sheet.set_paper(1)
        sheet.set_landscape()
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _write_competency(self, sheet: Any, competency: Competency) -> None:
        heads = header(self.framework, self.language, self.words)
        level_width = min(max(_LEVELS_WIDTH / len(self.framework.levels), 22), 36)
        widths: list[float] = [_WIDTHS["code"], _WIDTHS["criterion"], *[level_width] * len(self.framework.levels)]
        widths += [_WIDTHS["answer"], _WIDTHS["note"]]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._write_top(sheet, competency, widths)
        sheet.set_row(HEADER_ROW, _height(list(zip(heads, widths, strict=True)), _LINE, 12))
        for column, text in enumerate(heads):
            self._put(sheet, HEADER_ROW, column, text, "head" if column < len(heads) - 2 else "head to fill")
        for row, criterion in enumerate(competency.criteria, HEADER_ROW + 1):
            self._write_criterion(sheet, row, criterion, widths)
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        sheet.repeat_rows(HEADER_ROW)
        sheet.ignore_errors({"number_stored_as_text": f"A1:Z{HEADER_ROW + 1 + len(competency.criteria)}"})
        self._set_up(sheet)

    def _write_top(self, sheet: Any, competency: Competency, widths: list[float]) -> None:
        title, description = top(self.framework, competency, self.language)
        sheet.set_row(0, 28)
        self._put(sheet, 0, 0, title, "title")
        sheet.set_row(1, min(_height([(description, sum(widths))], _LINE, 8), 90))
        sheet.merge_range(1, 0, 1, len(widths) - 1, "", self.look["quiet"])
        self._put(sheet, 1, 0, description, "quiet")

    def _write_criterion(self, sheet: Any, row: int, criterion: Criterion, widths: list[float]) -> None:
        value, reason, note = self.filled.get(criterion.code, ("", "", ""))
        offers = offered(criterion, self.called)
        if value and (value, reason) not in offers:
            template = N_("“{value}” is not a rating of {criterion}. It can be rated {offered}.")
            shown = shorten(" ".join((value, reason)))
            raise BadRating(template, criterion=criterion.code, value=shown, offered="; ".join(offers.values()))
        texts = rubric_cells(self.framework, criterion, self.language, self.words)
        absent = [level.code not in criterion.levels for level in self.framework.levels]
        kinds = ["code", "name", *("void" if each else "text" for each in absent), "answer", "note"]
        texts += [offers.get((value, reason), ""), note]
        sheet.set_row(row, _height(list(zip(texts, widths, strict=True)), _LINE, 10))
        for column, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
            self._put(sheet, row, column, text, kind, marked=kind == "text")
        self._offer(sheet, row, len(texts) - 2, tuple(offers.values()))

    def _offer(self, sheet: Any, row: int, column: int, offers: tuple[str, ...]) -> None:
        """A drop-down; its list stands on a sheet, since one within it could hold 255 characters and no comma."""
        first = self.lists.setdefault(offers, 1 + sum(map(len, self.lists)))
        words = self.words
        sheet.data_validation(
            row, column, row, column,
            {
                "validate": "list", "source": f"={LISTS}!$A${first}:$A${first + len(offers) - 1}",
                "input_title": words.prompt_title[:_TITLE_MOST], "input_message": words.prompt[:_PROMPT_MOST],
                "error_title": words.error_title[:_TITLE_MOST], "error_message": words.error[:_PROMPT_MOST],
            },
        )  # fmt: skip

    def _put(
        self, sheet: Any, row: int, column: int, text: str, kind: str | None, lead: str = "lead", marked: bool = True
    ) -> None:
        """Write a text as such; ** marks in it are bold type, unless it is a person's own (not `marked`)."""
        if len(text.encode("utf-16-le")) > 2 * CELL_MAX or _CODED.search(text):
            template = N_("An XLSX cell cannot hold the text at {path}: it is too long, or has “{coded}” in it.")
            raise BadInput(template, path=f"{sheet.name}!{place(row, column)}", coded="_x0000_x0000_")
        look = self.look[kind] if kind else None
        pieces = list(_pieces(text, marked))
        if len(pieces) < 2:
            sheet.write_string(row, column, "".join(piece.text for piece in pieces), look)
            return
        plain_type = self.look["body"] if lead == "lead" else self.look["guide"]
        dressed = [part for piece in pieces for part in (self.look[lead] if piece.bold else plain_type, piece.text)]
        sheet.write_rich_string(row, column, *dressed, *([look] if look else []))


def _pieces(text: str, marked: bool) -> Iterator[Run]:
    """A text's runs, in two pieces at least where it is all bold or the library would take it for markup of its own."""
    pieces = runs(text) if marked else [Run(text)]
    if len(pieces) == 1 and (pieces[0].bold or text.startswith(_FRAGMENT)):
        only = pieces[0]
        pieces = [run for run in (Run(only.text[:1], only.bold), Run(only.text[1:], only.bold)) if run.text]
    return iter(pieces)


def place(row: int, column: int) -> str:
    """A cell as people know it, such as H7; the column is one of A to Z."""
    return f"{chr(ord('A') + column)}{row + 1}"


def _height(texts: list[tuple[str, float]], line: float, around: float) -> float:
    """Points that a row needs so that these texts can be read in columns of these widths."""
    most = max(_lines(plain(text), int((width - 2) * _LETTERS)) for text, width in texts)
    return min(most * line + around, _ROW_MOST)


def _lines(text: str, width: int) -> int:
    return sum(max(1, len(textwrap.wrap(part, width))) for part in text.split("\n"))
