"""An account that is erased: everything goes at once, and for a while its person alone can bring it back.

The rows that go are packed, sealed with a key that is in nobody's hands but the person's, and deleted. So nothing of
them is left to hide anywhere, whatever table comes with the next version. What tells of a person in the rows of
others, by a name or an address, each app takes out when it hears `leaving`.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.db.models.deletion import Collector
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.common.database import write
from tamarack.common.keys import digests
from tamarack.common.packed import as_json, label_of, pack, parents, unpack
from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.people.models import GRACE, Errand, HeldFile, Leaving, Person

Row = TypeVar("Row", bound=models.Model)
Trace = tuple[str, int, dict[str, Any], dict[str, Any]]
"""A row of someone else's that told of a person: its table, its number, what stood there, and what stands there now."""

leaving = Signal()
"""Sent with `gone`, a `Gone`, before an account's rows go. Receivers return the traces that they took out."""


@dataclass(frozen=True)
class Gone:
    """Whose account goes, and by which addresses and names they were known.

    Where rows come back that lay sealed while others went, it is about those others, whoever they were, and about the
    rows of the one who came `back` alone. An address that someone gave up may be another's since: `former` has until
    when it was theirs.
    """

    person: Person | None
    addresses: frozenset[str]
    names: frozenset[str]
    back: Person | None = None
    former: Mapping[str, datetime] = field(default_factory=dict)

    def addressed(self, email: str, since: str) -> Q:
        """Rows in which a column has one of the addresses; one that was given up, in rows from before that alone."""
        found = Q(**{f"{email}__in": self.addresses})
        for address, until in self.former.items():
            found |= Q(**{email: address, f"{since}__lte": until})
        return found

    @property
    def words(self) -> frozenset[str]:
        """What names them."""
        return self.addresses | self.names

    def of_others(self, rows: "models.QuerySet[Row]", of: str = "person") -> "models.QuerySet[Row]":
        """Of rows, by where it stands whose they are, those in which they are to be taken out."""
        return rows.filter(**{of: self.back}) if self.back else rows.exclude(**{of: self.person})


def erased_address(row: models.Model) -> str:
    """What stands in place of the address of someone whose account is gone; no mail can reach it."""
    return f"{row.pk}@erased.invalid"


def replace(row: models.Model, **new: Any) -> Trace:
    """Change a row, and say what stood there."""
    old = {name: getattr(row, name) for name in new}
    type(row)._base_manager.filter(pk=row.pk).update(**new)
    return label_of(row), row.pk, old, new


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
        until=timezone.now() + GRACE,
        sealed=Fernet(key).encrypt(zlib.compress(as_json(held).encode())),
        known_by=[_digests(word)[0] for word in sorted(gone.words | gone.former.keys()) if word],
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
    for label, number, old, new in held["traces"]:
        _put_back(_table(label).filter(pk=number).first(), old, new)
    leaving_row.delete()
    _take_out_gone(person, rows)
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


def _put_back(row: models.Model | None, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Write what stood in someone else's row, but for what has changed there since."""
    if row is not None:
        values = {name: _merged(getattr(row, name), old[name], new[name]) for name in old}
        type(row)._base_manager.filter(pk=row.pk).update(**values)


def _merged(now: Any, old: Any, new: Any) -> Any:
    if now == new:
        return old
    if isinstance(now, dict) and isinstance(old, dict) and isinstance(new, dict):
        return {name: _merged(value, old.get(name), new.get(name)) for name, value in now.items()}
    if isinstance(now, list) and isinstance(old, list) and isinstance(new, list) and len(now) == len(old) == len(new):
        return [_merged(*values) for values in zip(now, old, new, strict=True)]
    return now


def _take_out_gone(person: Person, rows: Iterable[models.Model]) -> None:
    """Take out of rows that came back who has left since: their erasure could not see into what was sealed."""
    left = {digest for known_by in Leaving.objects.values_list("known_by", flat=True) for digest in known_by}
    told = {value for row in rows for field in row._meta.concrete_fields if isinstance(field, models.CharField)
            and (value := getattr(row, field.attname))} if left else set()  # fmt: skip
    known = {word for word in told if not left.isdisjoint(_digests(word))}
    if known:
        addresses = frozenset(word.lower() for word in known if "@" in word)
        leaving.send(sender=Person, gone=Gone(None, addresses, frozenset(known) - addresses, person))


def _digests(word: str) -> list[str]:
    """What tells an address or a name again, to who knows it and has one of the site's keys."""
    return [digest.hex() for digest in digests("tamarack.leaving", word.lower())]


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
    for (column, _), found in collector.field_updates.items():
        for row in (row for rows in found for row in (rows if isinstance(rows, models.QuerySet) else [rows])):
            if (label_of(row), row.pk) not in own:
                led[label_of(row), column.attname, getattr(row, column.attname)].append(row.pk)
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
