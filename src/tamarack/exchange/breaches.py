"""The register of breaches as a table."""

from collections.abc import Iterable

from tamarack.exchange.tables import csv_table
from tamarack.people.models import Breach

COLUMNS = (
    "number", "found_on", "happened", "what", "information", "people", "harm", "why", "commission_told_on",
    "people_told_on", "done", "closed_on", "recorded_by", "recorded_at",
)  # fmt: skip


def breaches_csv(rows: Iterable[Breach]) -> bytes:
    """One row a breach, under the names of the columns."""
    return csv_table(COLUMNS, ([_cell(row, name) for name in COLUMNS] for row in rows))


def _cell(row: Breach, name: str) -> str:
    value = row.pk if name == "number" else getattr(row, name)
    return "" if value is None else str(value)
