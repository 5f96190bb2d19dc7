"""CSV and XLSX: a row for every leaf of the document, with the columns path, lang and value.

Steps of a path are joined by dots. Digits are an index of a list; a key that could be mistaken for something else
stands in double quotes. ``[]`` and ``{}`` as a last step are an empty list and an empty mapping.
"""

import csv
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from itertools import chain
from typing import Any, NoReturn
from zipfile import BadZipFile, ZipFile

from tamarack.core.errors import N_, BadFile, BadInput
from tamarack.core.formats.cells import guarded, plain
from tamarack.core.framework import shorten
from tamarack.core.validation import DEPTH_MOST, Path, Places, Problem, shown, written

HEADER = ["path", "lang", "value"]
UNPACKED_MAX = 50_000_000
CELLS_MAX = 100_000
TEXTS_MAX = 200_000_000
"""Bytes of a workbook's longest text times its cells."""
DAMAGED = N_("This is not an XLSX workbook, or a damaged one.")
NO_SHEET = N_("No sheet begins with the columns path, lang and value.")
CELL_MAX = 32_767

_CONFUSED = N_("This file cannot be read.")
_TOO_WIDE = N_("The row at {value} has more than three values. A value with a comma stands in quotes.")
_NO_PATH = N_("{value} is not a path such as competencies.0.name.")
_KEY = re.compile(r"[^\W\d][\w-]*")
_STEP = re.compile(r'"(?:[^"\\]|\\.)*"|[^".]+')
_PATH = re.compile(rf"(?:{_STEP.pattern})(?:\.(?:{_STEP.pattern}))*")
_RANK = re.compile(r"levels\.\d+\.rank")
_CODED = re.compile(r"_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
_TEXT_END = re.compile(rb"</(?:\w+:)?si>")
_NESTED = re.compile(rb"<[^<>]*<")
_FAR_CELL = re.compile(rb"""<(?:\w+:)?c(?=[\s/>])(?![^>]*\sr\s*=)|\sr\s*=\s*["'](?![A-Z]?[0-9]{1,5}["'])""")
_MARKUP = re.compile(r"<r>.*</r>", re.S)
"""What the writer would take for markup of its own."""
_DIGITS = re.compile(r"[0-9]{1,9}")
_EMPTY: dict[Any, Any] = {"[]": list, "{}": dict}

Row = tuple[int, list[Any]]


class _Node(dict[Any, Any]):
    """A mapping or list that is being built, and not an empty one that is a leaf."""


def read_csv(text: str) -> tuple[Any, Places]:
    """The document in a CSV text, and the line of every value.

    Raises
    ------
    BadFile
        If it is not CSV with the columns path, lang and value.
    """
    lines = StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    return _document((line, [plain(cell) for cell in row]) for line, row in csv_rows(lines))


def csv_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Rows with the line that each begins on; the delimiter, ``,`` or ``;``, is told by the first.

    Raises
    ------
    BadFile
        If a quote is not closed, or stands where none may.
    """
    lines = iter(lines)
    header = next(lines, "").removeprefix("\ufeff")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = Problem(N_("The row that begins here is not CSV: {what}."), {"what": error}, line=line)
            raise BadFile(_CONFUSED, (problem,)) from None
        if any(map(str.strip, row)):
            yield line, row


def write_csv(document: Any) -> str:
    """A valid document as CSV."""
    writer = csv.writer(stream := StringIO(newline=""), lineterminator="\r\n")
    writer.writerows([HEADER, *([guarded(cell) for cell in row] for row in _rows(document))])
    return stream.getvalue()


def read_xlsx(data: bytes) -> tuple[Any, Places]:
    """The document in an XLSX workbook's first sheet with the columns path, lang and value, and every value's row.

    Raises
    ------
    BadFile
        If it is damaged, has no such sheet, or unpacks beyond measure.
    """
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(BytesIO(unpacked(data)))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if sheet and [str(cell).strip() for cell in sheet[0]][:3] == HEADER:
                return _document(enumerate(sheet, 1))
        problem = Problem(NO_SHEET)
    except (BadZipFile, CalamineError, EOFError, OSError, RuntimeError, ValueError, zlib.error):
        problem = Problem(DAMAGED)
    raise BadFile(_CONFUSED, (problem,))


def unpacked(data: bytes) -> bytes:
    """The workbook without compression, if its reader can take it.

    Raises
    ------
    BadFile
        If it is bigger than it may be; has a cell outside A1 to Z99999 (the reader makes a table up to the farthest:
        one at XFD1048576 would take all memory) or a tag in a tag (on which the search for cells takes for ever); or
        is in another format, too (which the reader could turn to).
    BadZipFile, zlib.error and others
        If it is damaged.
    """
    with ZipFile(BytesIO(data)) as packed, ZipFile(plain := BytesIO(), "w") as stored:
        if "xl/workbook.xml" not in packed.namelist():
            _refuse(N_("There is no workbook in it."))
        if {"content.xml", "xl/workbook.bin"} & set(packed.namelist()):
            _refuse(N_("It is in another format, too."))
        if sum(entry.file_size for entry in packed.infolist()) > UNPACKED_MAX:
            _refuse(N_("It is too large when unpacked."))
        cells = longest = 0
        for entry in packed.infolist():
            content = packed.read(entry)
            if b"sheetData" in content:
                _check_sheet(entry.filename, content)
                cells += content.count(b"<c") + content.count(b":c")
            elif b"<sst" in content or b":sst" in content:
                longest = max(longest, *map(len, _TEXT_END.split(content)))
            stored.writestr(entry.filename, content)
        if cells > CELLS_MAX or cells * longest > TEXTS_MAX:  # a text is stored once, and read once a cell
            _refuse(N_("It is too large when unpacked."))
    return plain.getvalue()


def _check_sheet(name: str, content: bytes) -> None:
    if _NESTED.search(content):
        _refuse(N_("Its part {part} is not well-formed."), part=shorten(name))
    if _FAR_CELL.search(content):
        _refuse(N_("Its part {part} has cells beyond column Z or row 99999."), part=shorten(name))


def _refuse(template: str, **data: Any) -> NoReturn:
    raise BadFile(_CONFUSED, (Problem(template, data),))


def write_xlsx(document: Any) -> bytes:
    """A valid document as an XLSX workbook; every cell is a text.

    Raises
    ------
    BadInput
        If a text is longer than a cell may be, or has what cannot be told from coded characters.
    """
    from xlsxwriter import Workbook

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream := BytesIO(), options) as book:
        sheet = book.add_worksheet("framework")
        sheet.set_column(0, 0, 50)
        sheet.set_column(2, 2, 100, book.add_format({"text_wrap": True}))
        sheet.freeze_panes(1, 0)
        for number, row in enumerate([HEADER, *_rows(document)]):
            too_long = len(row[2].encode("utf-16-le")) > 2 * CELL_MAX
            if too_long or _CODED.search(row[2]) or _MARKUP.fullmatch(row[2]):
                template = N_("An XLSX cell cannot hold the text at {path}: it is too long, or has “{coded}” in it.")
                raise BadInput(template, path=row[0], coded="_x0000_x0000_” or “<r></r>")
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
    return stream.getvalue()


def _rows(document: dict[str, Any]) -> Iterator[list[str]]:
    languages = document.get("languages", [])
    for path, value in _leaves(document, ()):
        named = isinstance(value, str) and path[-1] in languages
        steps = path[:-1] if named else path
        yield [".".join(map(_step, steps)), str(path[-1]) if named else "", "" if value in ([], {}) else str(value)]


def _leaves(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(node, dict | list):
        entries = node.items() if isinstance(node, dict) else enumerate(node)
        for step, entry in entries:
            yield from _leaves(entry, (*path, step))
        if not node:
            yield (*path, dict if isinstance(node, dict) else list), node
    else:
        yield path, node


def _step(step: Any) -> str:
    if isinstance(step, type):
        return "{}" if step is dict else "[]"
    if isinstance(step, int) or _KEY.fullmatch(step):
        return str(step)
    return json.dumps(step, ensure_ascii=False)


def _document(rows: Iterable[Row]) -> tuple[Any, Places]:
    places, tree = Places(), _Node()
    rows = iter(rows)
    _, header = next(rows, (1, []))
    if [str(cell).strip() for cell in header[:3]] != HEADER:
        problem = Problem(N_("The first row should have the columns path, lang and value."), line=1)
        raise BadFile(_CONFUSED, (problem,))
    for line, row in rows:
        cells = [*row, "", "", ""]
        if any(cell != "" for cell in cells):
            found = _TOO_WIDE if any(map(_filled, cells[3:])) else _take(tree, cells, line, places)
            if found:
                places.problems.append(Problem(found, {"value": shown(cells[0])}, "column path", line))
    return _finished(tree, (), places), places


def _filled(cell: object) -> bool:
    return cell not in ("", None)


def _take(tree: _Node, cells: list[Any], line: int, places: Places) -> str | None:
    """Put a row's value into the tree, or tell what is wrong with the row."""
    path, language, value = cells[:3]
    if not isinstance(path, str) or not _PATH.fullmatch(path.strip()):
        return _NO_PATH
    steps = _STEP.findall(path.strip())
    rank = _RANK.fullmatch(path.strip())
    if rank and type(value) in (int, float) and value == value // 1:
        value = str(int(value))
    if not isinstance(value, str) or not isinstance(language, str):
        return N_("A cell of {value} is a number or a date. Make it a text.")
    leaf: Any = int(value) if rank and _DIGITS.fullmatch(value) else value
    if steps[-1] in _EMPTY:
        leaf = _EMPTY[steps.pop()]()
    try:
        keys = [*map(_key, steps), *([language] if language else [])]
    except ValueError:
        keys = []
    if len(keys) > DEPTH_MOST:
        return N_("This is nested too deeply.")
    return _put(tree, keys, leaf, line, places) if keys else _NO_PATH


def _key(step: str) -> str | int:
    if _DIGITS.fullmatch(step):
        return int(step)
    return str(json.loads(step)) if step.startswith('"') else step


def _put(tree: _Node, keys: list[str | int], leaf: Any, line: int, places: Places) -> str | None:
    node = tree
    for depth, key in enumerate(keys):
        if node and isinstance(next(iter(node)), str) != isinstance(key, str):
            return N_("{value} is a list in one row and a mapping in another.")
        last = depth == len(keys) - 1
        if key in node and (last or not isinstance(node[key], _Node)):
            return N_("{value} is given twice, or has a value of its own and others below it.")
        node = node.setdefault(key, leaf if last else _Node())
        places.lines.setdefault(tuple(keys[: depth + 1]), line)
    return None


def _finished(node: Any, path: Path, places: Places) -> Any:
    if not isinstance(node, _Node):
        return node
    if not node or isinstance(next(iter(node)), str):
        return {key: _finished(entry, (*path, key), places) for key, entry in node.items()}
    for place, index in enumerate(sorted(node)):
        if index != place:
            template = N_("{path} has no entry {place}: its numbers should be 0, 1, 2 and so on.")
            data = {"path": written(path), "place": place}
            places.problems.append(places.problem((*path, index), template, data))
            break
    return [_finished(node[index], (*path, index), places) for index in sorted(node)]
