"""How a competency stands in addresses: by its code in small letters, unless a page of that name stands there."""

FIXED = {
    "all", "answers", "carry", "compare", "confirm", "consultations", "crosswalks", "delete", "details", "erase",
    "files", "first", "keep", "proposals", "result", "review", "short", "start", "submit", "versions",
}  # fmt: skip
"""What stands in addresses where a competency can stand, too (tests/web/test_parts.py finds those that are missing)."""
MARK = "~"
"""Stands before a code that would be taken for such a page; no code begins with it."""


def part_of(code: str) -> str:
    """A competency's part of an address."""
    part = code.lower()
    return f"{MARK}{part}" if part in FIXED else part
