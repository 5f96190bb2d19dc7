"""A person's record as data: the rows that go along, with links among them, and nothing that opens anything."""

from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from tamarack.common.packed import pack
from tamarack.exchange.log import proof_name
from tamarack.exchange.own_portfolio import file_path
from tamarack.exchange.record.kinds import BY_LABEL, KINDS, Kind, Values
from tamarack.people.models import Person
from tamarack.portfolio.models import File
from tamarack.rubric.models import Version
from tamarack.rubric.queries import framework

FORMAT = 1
NAME = "record.json"
"""What the record is called in the archive."""


def record(person: Person) -> dict[str, Any]:
    """All of it."""
    rows = [[kind.label, row.pk, _values(kind, row, person)] for kind in KINDS for row in _rows(kind, person)]
    return {
        "format": FORMAT,
        "from": settings.SITE_ADDRESS,
        "made": timezone.now(),
        "rubric": person.rubric,
        "rows": rows,
    }


def _rows(kind: Kind, person: Person) -> Any:
    found = kind.model._base_manager.filter(kind.only, **{kind.whose: person}).order_by("pk")
    return found.select_related("activity", "evidence") if kind.model is File else found


def _values(kind: Kind, row: Model, person: Person) -> Values:
    values = pack(row)
    for field in row._meta.concrete_fields:
        if field.name in kind.anew or field.name == "person":
            del values[field.attname]
        elif field.related_model is Version:
            values[field.attname] = _version(values[field.attname])
        elif field.related_model is Person:
            values[field.attname] = "me" if values[field.attname] == person.pk else None
        elif field.related_model and field.related_model._meta.label not in BY_LABEL:
            values[field.attname] = None
    if isinstance(row, File):
        values["stored"] = proof_name(row.activity, row) if row.activity else file_path(row)
    if not row._meta.pk.is_relation:
        values.pop(row._meta.pk.attname, None)
    return values


def _version(number: int | None) -> list[str] | None:
    if number is None:
        return None
    rubric = framework(number)
    return [rubric.code, rubric.version]
