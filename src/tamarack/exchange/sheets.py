"""Tables as an XLSX workbook to read: whatever a text begins with, it is a text, and a date is a date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

Cell = str | int | date | None

_NO_XML = re.compile("[\ufffe\uffff]")
_MARKUP = re.compile(r"<r>.*</r>", re.S)
"""What the library would take for markup of its own."""


@dataclass(frozen=True)
class Sheet:
    """A table: its name, its columns with their widths, and its rows."""

    name: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """A workbook with a head that stays, filters and wrapped lines."""
    from xlsxwriter import Workbook

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream := BytesIO(), options) as book:
        book.set_properties({"title": title, "author": "Tamarack"})
        text = {"text_wrap": True, "valign": "top", "align": "left"}
        head = book.add_format({**text, "bold": True, "bottom": 2})
        looks = {kind: book.add_format(text | more) for kind, more in (("text", {}), ("date", {"num_format": 14}))}
        for table in sheets:
            sheet = book.add_worksheet(table.name)
            for column, (name, width) in enumerate(table.columns):
                sheet.set_column(column, column, width, looks["text"])
                sheet.write_string(0, column, name, head)
            for number, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, looks)
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
            sheet.freeze_panes(1, 1)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, looks: dict[str, Any]) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks["date"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, looks["text"])
    elif cell:
        sheet.write_string(row, column, _as_text(cell), looks["text"])


def _as_text(text: str) -> str:
    """A text that a workbook can hold."""
    text = _NO_XML.sub("", text.replace("\r\n", "\n"))
    return f"{text} " if _MARKUP.fullmatch(text) else text
