"""Reads of the audit log: a person's own, and an organisation's for its owners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from tamarack.common.models import Entry
from tamarack.people.audit import What
from tamarack.people.models import Organisation, Person

A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """An entry as it is read: names instead of keys; None where the account is gone or nobody is meant."""

    at: datetime
    what: What
    by: Person | None
    of: Person | None
    about: str
    organisation: str

    @property
    def label(self) -> str:
        """What was done, to read after a name."""
        return str(self.what.label)


@dataclass(frozen=True)
class Wanted:
    """Which entries are looked for."""

    what: str = ""
    since: date | None = None
    until: date | None = None


def own_entries(person: Person, page: str) -> "Page[Line]":
    """What others saw or changed of someone, and what they did themselves; the last first."""
    return _page(own_log(person), page)


def own_log(person: Person) -> QuerySet[Entry]:
    """The same, all of it, to be cut and made `lines` of."""
    return Entry.objects.filter(Q(of=person.audit_key) | Q(by=person.audit_key))


def organisation_entries(organisation: Organisation, wanted: Wanted, page: str) -> "Page[Line]":
    """What was done in an organisation's name; the last first."""
    found = organisation_log(organisation)
    if wanted.what:
        found = found.filter(what=wanted.what)
    if wanted.since:
        found = found.filter(at__date__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__date__lte=wanted.until)
    return _page(found, page)


def organisation_log(organisation: Organisation) -> QuerySet[Entry]:
    """The same, all of it, to be cut and made `lines` of."""
    return Entry.objects.filter(organisation=organisation.pk)


def readers_of(organisation: Organisation, most: int = 5) -> list[Line]:
    """Who looked at an organisation's figures last."""
    found = organisation_log(organisation).filter(what=What.READ_FIGURES)
    return lines(found[:most])


def _page(found: QuerySet[Entry], page: str) -> "Page[Line]":
    shown = Paginator(found, A_PAGE).get_page(page)
    shown.object_list = lines(shown.object_list)  # type: ignore[assignment]
    return shown  # type: ignore[return-value]


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries as they are read."""
    entries = list(entries)
    keys = {key for row in entries for key in (row.by, row.of) if key}
    people: dict[UUID, Person] = {row.audit_key: row for row in Person.objects.filter(audit_key__in=keys)}
    numbers = {row.organisation for row in entries if row.organisation}
    names = dict(Organisation.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return [
        Line(row.at, What(row.what), people.get(row.by), people.get(row.of), row.about,  # type: ignore[arg-type]
             names.get(row.organisation or 0, ""))
        for row in entries
    ]  # fmt: skip
