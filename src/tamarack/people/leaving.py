"""An account that is erased: everything goes at once, and for a while its person alone can bring it back.

The rows that go are packed, sealed with a key that is in nobody's hands but the person's, and deleted. So nothing of
them is left to hide anywhere, whatever table comes with the next version. What tells of a person in the rows of
others, by a name or an address, each app takes out when it hears `leaving`.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.deletion import Collector
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.common.database import write
from tamarack.common.packed import as_json, label_of, pack, parents, unpack
from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.people.models import GRACE, Errand, HeldFile, Leaving, Person

Trace = tuple[str, int, dict[str, Any]]
"""A row of someone else's that told of a person: its table, its number, and what stood there."""

leaving = Signal()
"""Sent with `gone`, a `Gone`, before an account's rows go. Receivers return the traces that they took out."""


@dataclass(frozen=True)
class Gone:
    """Whose account goes, and the addresses they were known by."""

    person: Person
    addresses: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """What names them."""
        return self.addresses | {self.person.name}


def erased_address(row: models.Model) -> str:
    """What stands in place of the address of someone whose account is gone; no mail can reach it."""
    return f"{row.pk}@erased.invalid"


def replace(row: models.Model, **new: Any) -> Trace:
    """Change a row, and say what stood there."""
    old = {name: getattr(row, name) for name in new}
    type(row)._base_manager.filter(pk=row.pk).update(**new)
    return label_of(row), row.pk, old


def seal(gone: Gone) -> tuple[Leaving, str]:
    """Take out all that is someone's, and give the sealed rest with the key to it.

    Archives that were made for them, or wait to be brought in, are erased: whoever runs the server could read them.
    """
    Errand.objects.filter(person=gone.person).delete()
    traces = [trace for _, found in leaving.send(sender=Person, gone=gone) for trace in found or ()]
    collector = Collector(using="default")
    collector.collect([gone.person])
    going = list(_rows(collector))
    held = {"rows": [[label_of(row), pack(row)] for row in going], "unlinked": _unlinked(collector, going),
            "traces": traces}  # fmt: skip
    key = Fernet.generate_key()
    row = Leaving.objects.create(
        until=timezone.now() + GRACE, sealed=Fernet(key).encrypt(zlib.compress(as_json(held).encode()))
    )
    stored = [name for row_ in going if (name := getattr(row_, "stored", ""))]
    HeldFile.objects.bulk_create(HeldFile(leaving=row, stored=name) for name in stored)
    collector.delete()
    return row, key.decode()


def unseal(leaving_row: Leaving, key: str) -> Person:
    """Put everything back as it was; what belonged to something that is gone since stays away.

    Raises
    ------
    UnknownCode
        If the key is not the one.
    BadInput
        If someone has made an account with the same address since.
    """
    try:
        held = json.loads(zlib.decompress(Fernet(key.encode()).decrypt(bytes(leaving_row.sealed))))
    except (InvalidToken, ValueError):
        raise UnknownCode(N_("This link is not complete, or it does not lead anywhere any more.")) from None
    rows = _with_parents([unpack(apps.get_model(label), values) for label, values in held["rows"]])
    [person] = [row for row in rows if isinstance(row, Person)]
    _check_free(person, rows)
    for same in _by_table(rows).values():
        type(same[0])._base_manager.bulk_create(same)
    for label, name, value, numbers in held["unlinked"]:
        _table(label).filter(pk__in=numbers, **{name: None}).update(**{name: value})
    for label, number, old in held["traces"]:
        _table(label).filter(pk=number).update(**old)
    leaving_row.delete()
    return person


def end_leaving() -> int:
    """Erase for good what was sealed longer ago than the grace, and say how many accounts that were."""
    over = list(Leaving.objects.filter(until__lt=timezone.now()))
    for row in over:
        with write():
            for stored in row.files.values_list("stored", flat=True):
                transaction.on_commit(partial(default_storage.delete, stored), robust=True)
            row.delete()
    return len(over)


def _rows(collector: Collector) -> Iterator[models.Model]:
    """Every row that will be deleted, once."""
    seen: set[tuple[str, Any]] = set()
    for found in (*collector.data.values(), *collector.fast_deletes):
        for row in found:
            if (mark := (label_of(row), row.pk)) not in seen:
                seen.add(mark)
                yield row


def _unlinked(collector: Collector, going: Iterable[models.Model]) -> list[list[Any]]:
    """Columns of rows that stay, which will lead nowhere: table, column, where it led, and the rows' numbers."""
    own = {(label_of(row), row.pk) for row in going}
    led: dict[tuple[str, str, Any], list[Any]] = defaultdict(list)
    for (field, _), found in collector.field_updates.items():
        for row in (row for rows in found for row in (rows if isinstance(rows, models.QuerySet) else [rows])):
            if (label_of(row), row.pk) not in own:
                led[label_of(row), field.attname, getattr(row, field.attname)].append(row.pk)
    return [[*place, numbers] for place, numbers in led.items()]


def _with_parents(rows: list[models.Model]) -> list[models.Model]:
    """The rows whose parents are among them or still there; a link that may be empty is emptied instead."""
    while True:
        own = {(label_of(row), row.pk) for row in rows}
        there = _there({(field.related_model, value) for row in rows for field, value in parents(row)}, own)
        kept = [row for row in rows if all(_holds(row, field, value, there) for field, value in list(parents(row)))]
        if len(kept) == len(rows):
            return kept
        rows = kept


def _there(wanted: set[tuple[Any, Any]], own: set[tuple[str, Any]]) -> set[tuple[Any, Any]]:
    """Of the rows that others lead to, those that come along or are in the database."""
    by_model: dict[Any, set[Any]] = defaultdict(set)
    for model, value in wanted:
        by_model[model].add(value)
    found = {
        (model, number)
        for model, numbers in by_model.items()
        for number in model._base_manager.filter(pk__in=numbers).values_list("pk", flat=True)
    }
    return found | {(model, value) for model, value in wanted if (model._meta.label, value) in own}


def _holds(row: models.Model, field: Any, value: Any, there: set[tuple[Any, Any]]) -> bool:
    if (field.related_model, value) in there:
        return True
    if field.null:
        setattr(row, field.attname, None)
    return bool(field.null)


def _check_free(person: Person, rows: Iterable[models.Model]) -> None:
    """See that nobody has made an account with one of the addresses since."""
    from allauth.account.models import EmailAddress

    known = {person.email, *(row.email for row in rows if isinstance(row, EmailAddress))}
    taken = any(
        model.objects.filter(email__iexact=address).exists() for model in (Person, EmailAddress) for address in known
    )
    if taken:
        raise BadInput(
            N_(
                "There is a new account with the same address. Sign in there and delete it first; then open this link "
                "again."
            )
        )


def _by_table(rows: Iterable[models.Model]) -> dict[type[models.Model], list[Any]]:
    found: dict[type[models.Model], list[Any]] = defaultdict(list)
    for row in rows:
        found[type(row)].append(row)
    return found


def _table(label: str) -> "models.QuerySet[models.Model]":
    found: models.QuerySet[models.Model] = apps.get_model(label)._base_manager.all()
    return found


def someone(name: str) -> str:
    """A name that others keep, or what stands in its place once the account behind it is gone."""
    return name or gettext("someone whose account is deleted")
