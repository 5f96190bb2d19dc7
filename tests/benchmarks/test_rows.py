"""What the benchmarks write straight into the database, held against the tables as they are."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import NOT_PROVIDED

FOLDER = Path(__file__).parents[2] / "benchmarks"
INSERT = re.compile(r"INSERT INTO (\w+) \(([^)]*)\)")


def statements() -> list[tuple[str, set[str]]]:
    """Tables that rows are put into by name, and the columns that are named."""
    found = []
    for path in FOLDER.glob("*.py"):
        text = re.sub(r'"\s*"', "", path.read_text())  # strings that follow one another
        for table, columns in INSERT.findall(text):
            if "{" not in columns and "_" in table:
                found.append((table, {column.strip(' "\n') for column in columns.split(",")}))
    return found


@pytest.mark.parametrize(("table", "columns"), statements(), ids=lambda value: value if isinstance(value, str) else "")
def test_each_column_that_is_needed_is_named_and_no_other(table: str, columns: set[str]) -> None:
    (model,) = (model for model in apps.get_models() if model._meta.db_table == table)
    fields = model._meta.concrete_fields
    needed = {field.column for field in fields
              if not field.null and not field.primary_key and field.db_default is NOT_PROVIDED}  # fmt: skip
    assert needed - columns == set()
    assert columns - {field.column for field in fields} == set()
