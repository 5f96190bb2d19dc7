"""Tables as CSV that any spreadsheet opens, and in which no cell is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from tamarack.core.formats.cells import guarded


def csv_table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as CSV in UTF-8 with a mark that Excel knows it by.

    A cell that a spreadsheet would take for a formula begins with an apostrophe. Lists have spaces between.
    """
    writer = csv.writer(stream := StringIO(newline=""))
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    text = " ".join(value) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return guarded(text)
