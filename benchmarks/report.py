"""Measurements as tables for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

Cells = Sequence[str]


@dataclass(frozen=True)
class Table:
    """What a part of the benchmarks found: cells to read, the same as data, and a line for each limit broken."""

    name: str
    heads: Cells
    rows: Sequence[Cells]
    data: Sequence[dict[str, object]]
    broken: Sequence[str] = ()


@dataclass(frozen=True)
class Figure:
    """One number, what it may be at most, and how it is written."""

    name: str
    value: float
    limit: float | None = None
    unit: str = field(default="", kw_only=True)
    digits: int = field(default=0, kw_only=True)

    @property
    def within(self) -> bool:
        """Whether the limit is kept."""
        return self.limit is None or self.value <= self.limit

    @property
    def shown(self) -> str:
        """The number with its unit."""
        return f"{self.value:,.{self.digits}f} {self.unit}".strip()

    def data(self) -> dict[str, object]:
        """For programs."""
        return {"name": self.name, "value": self.value, "limit": self.limit, "unit": self.unit, "within": self.within}


def figures(name: str, title: str, found: Sequence[Figure]) -> Table:
    """A table of single numbers."""
    rows = [(row.name, row.shown, limit(row.limit), within(row.limit, row.within)) for row in found]
    wrong = [f"{title}: {row.name}: {row.shown}, limit {row.limit:g}" for row in found if not row.within]
    return Table(name, (title, "measured", "limit", "within"), rows, [row.data() for row in found], wrong)


def limit(value: float | None) -> str:
    """A limit as a cell."""
    return "" if value is None else f"{value:g}"


def within(value: float | None, kept: bool) -> str:
    """Whether a limit is kept, as a cell; nothing where there is none."""
    return "" if value is None else "yes" if kept else "NO"


def as_text(table: Table) -> str:
    """A table with its columns aligned: names to the left, numbers to the right."""
    lines = [table.heads, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.heads))]
    written = [
        "  ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        )
        for line in lines
    ]
    return "\n".join(line.rstrip() for line in written)


def as_json(tables: Sequence[Table]) -> str:
    """Everything, for programs."""
    return json.dumps({table.name: list(table.data) for table in tables}, indent=1)
