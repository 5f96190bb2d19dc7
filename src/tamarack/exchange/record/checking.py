"""What a row of an archive has to be so that it may be here: whole, not here twice, and not one too many."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, JSONField, Model, Q, UniqueConstraint

from tamarack.common.packed import unpack
from tamarack.core.errors import TamarackError
from tamarack.exchange.record.kinds import Kind, Values
from tamarack.people.models import Person

TEXTS_MOST = 500
"""Texts in a list of a row."""
BROKEN = (ValidationError, TamarackError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
Names = tuple[str, ...]
"""Columns of a table."""


class StaysOut(Exception):
    """That a row cannot be here, and in a word why."""


def checked_row(kind: Kind, values: Values) -> Any:
    """A row whose every value may stand where it stands.

    Raises
    ------
    StaysOut
        If one may not.
    """
    try:
        row: Any = unpack(kind.model, values)
        fields = row._meta.concrete_fields
        unchecked = {each.name for each in fields if each.is_relation or isinstance(each, JSONField)}
        may_be_empty = {each.name for each in fields if each.blank or each.null}
        empty = {each.name for each in fields if getattr(row, each.attname) in ("", None)}
        if any(getattr(row, each.attname) is None for each in fields if not (each.null or each.primary_key)):
            raise StaysOut("refused")
        row.clean_fields(exclude=unchecked | (empty & may_be_empty))
        if kind.check:
            kind.check(row)
    except BROKEN:
        raise StaysOut("refused") from None
    try:
        for constraint in row._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                constraint.validate(kind.model, row)
    except ValidationError:
        raise StaysOut("there") from None
    return row


def check_data(data: Any, deep: int = 0) -> None:
    """See that data of a row is small, flat, and made of texts and numbers.

    Raises
    ------
    StaysOut
        If it is not.
    """
    if deep > 6 or (isinstance(data, (list, dict)) and len(data) > TEXTS_MOST):
        raise StaysOut("refused")
    if isinstance(data, dict):
        data = [*data, *data.values()]
    if isinstance(data, list):
        for each in data:
            check_data(each, deep + 1)
    elif isinstance(data, str) and len(data) > 20_000:
        raise StaysOut("refused")


class Room:
    """What someone has of a kind: asked for once, and added to in memory."""

    def __init__(self, kind: Kind, person: Person) -> None:
        own = kind.model._base_manager.filter(**{kind.whose: person})
        self.kind = kind
        self.taken = [
            (columns, condition, set(own.filter(condition).values_list(*columns)))
            for columns, condition in _only_once(kind.model)
        ]
        self.count = Counter(own.values_list(*kind.within)) if kind.within else Counter({(): own.count()})

    def take(self, row: Any) -> None:
        """Count a row in.

        Raises
        ------
        StaysOut
            If something stands in its place, or it is one too many.
        """
        marks = [
            (taken, _at(row, columns))
            for columns, condition, taken in self.taken
            if all(getattr(row, name) == value for name, value in condition.children)  # type: ignore[misc]
        ]
        if any(mark in taken for taken, mark in marks):
            raise StaysOut("there")
        thing = _at(row, self.kind.within)
        if self.count[thing] >= self.kind.most:
            raise StaysOut("many")
        self.count[thing] += 1
        for taken, mark in marks:
            taken.add(mark)


def _only_once(model: type[Model]) -> list[tuple[Names, Q]]:
    """Columns whose values together may be there once, among the rows for which a condition of equalities holds."""
    alone = [((each.attname,), Q()) for each in model._meta.concrete_fields if each.unique]
    together = [
        (tuple(model._meta.get_field(name).attname for name in each.fields), each.condition or Q())  # type: ignore[union-attr]
        for each in model._meta.constraints
        if isinstance(each, UniqueConstraint)
    ]
    return [(columns, condition) for columns, condition in [*alone, *together] if columns != ("id",)]


def _at(row: Any, columns: Names) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in columns)
