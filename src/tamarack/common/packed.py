"""Rows of any table as plain data, and back: for what is kept aside, backed up or brought elsewhere."""

import json
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

Packed = dict[str, Any]
"""A row's columns by their attribute, as JSON has them."""


def pack(row: models.Model) -> Packed:
    """A row's columns: bytes in Base64, moments with their microseconds, all else as it is."""
    return {field.attname: _packed(field, getattr(row, field.attname)) for field in row._meta.concrete_fields}


def unpack(model: type[models.Model], values: Packed) -> models.Model:
    """The row that was packed; what the table does not have any more is left out, what is new in it gets its default.

    Raises
    ------
    django.core.exceptions.ValidationError
        If a value cannot be one of its column.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(**{name: _column(fields[name]).to_python(value) for name, value in values.items() if name in fields})


def as_json(values: Any) -> str:
    """What was packed, as compact JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), cls=ExactEncoder)


def label_of(row: models.Model) -> str:
    """The name of a row's table."""
    return str(row._meta.label)


def parents(row: models.Model) -> Iterable[tuple["models.ForeignKey[Any, Any]", Any]]:
    """The foreign keys of a row that lead somewhere, with where they lead."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and (value := getattr(row, field.attname)) is not None:
            yield field, value


class ExactEncoder(DjangoJSONEncoder):
    """Moments to the microsecond, where Django's own encoder keeps thousandths."""

    def default(self, o: Any) -> Any:
        """Write moments whole, and everything else as Django does."""
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)


def _packed(field: "models.Field[Any, Any]", value: Any) -> Any:
    return b64encode(value).decode("ascii") if isinstance(field, models.BinaryField) and value is not None else value


def _column(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """The field that knows the type of a column: a foreign key's is that of what it leads to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field
