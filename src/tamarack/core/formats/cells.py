"""Cells of CSV that no spreadsheet takes for a formula: such a text goes out behind an apostrophe, and comes back."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula, or what would read as one that was kept from it."""
_KEPT = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """A text as a cell says it."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """What a cell says."""
    return cell[1:] if _KEPT.match(cell) else cell
