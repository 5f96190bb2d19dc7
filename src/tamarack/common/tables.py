"""Tables made many at a time."""

from typing import Any, ClassVar

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel


class CreateTables(Operation):
    """Several tables as one step. One by one, Django renders anew what each leads to: half a minute for all of them."""

    reversible = True
    serialization_expand_args: ClassVar = ["tables"]

    def __init__(self, tables: list[CreateModel]) -> None:
        self.tables = tables

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Its name and what it is made of."""
        return type(self).__name__, [], {"tables": self.tables}

    def describe(self) -> str:
        """What it does, in words."""
        return f"Create {len(self.tables)} tables"

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Have the tables in a state."""
        state.__dict__.pop("apps", None)  # rendered when it is asked for, with all of them
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the tables."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop the tables."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)
