"""Bring a record in: each row as its person's own, under a new number, checked as if it had been typed.

All is read, checked, counted and made ready before the transaction, under numbers that are reserved. In the transaction
rows are only written, a kind at once, since everyone else who writes waits for that.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CASCADE, ForeignKey, JSONField, Model

from tamarack.common.database import Columns, columns, insert, reserve, write
from tamarack.common.numbers import figure
from tamarack.core.errors import DAMAGED_ZIP, N_, BadFile, TamarackError
from tamarack.core.formats.openbadge_image import read_credential
from tamarack.exchange.record.checking import Room, StaysOut, check_data, checked_row
from tamarack.exchange.record.kinds import KINDS, Kind, Values
from tamarack.exchange.record.writing import FORMAT, NAME
from tamarack.growth.models import Role
from tamarack.growth.queries import OWN
from tamarack.people.models import Brought, Person
from tamarack.portfolio.actions.files import check_total, store
from tamarack.portfolio.models import BroughtCredential, File
from tamarack.portfolio.uploads import checked
from tamarack.rubric.models import Version

ENTRIES_MOST = 20_000
RECORD_MOST = 60_000_000
"""Bytes of the record itself, unpacked."""
ROWS_MOST = 40_000
"""Rows in all: what is written in about two seconds, and more than ten full years have."""
CREDENTIAL_MOST = 300_000
CREDENTIALS_MOST = 200
"""Credentials from elsewhere that someone may hold, and that are looked at in an archive."""
AT_ONCE = 10_000
"""Numbers in one question to the database."""
NOT_OURS = N_(
    "This is not an archive of Tamarack with everything of someone’s: it has no record in it, or a broken one."
)
TOO_MUCH = N_(
    "There is more in this archive than fits in at once: {rows} rows at most, and {size} MB of data. Nothing was taken "
    "from it."
)
Key = tuple[str, int]


@dataclass
class Report:
    """What came of it: by table, how many rows are new, were here already, or stayed out, and why."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    out: Counter[tuple[str, str]] = field(default_factory=Counter)

    def as_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"new": self.new, "known": self.known, "out": [[*key, count] for key, count in self.out.items()]}


def bring_in(person: Person, file: IO[bytes]) -> Report:
    """Bring everything of an archive in that can be here. What is here already is left as it is.

    Raises
    ------
    BadFile
        If it is no such archive, or has too much in it (`TooMuch`); then nothing is taken from it.
    """
    try:
        archive = ZipFile(file)
    except DAMAGED_ZIP:
        raise BadFile(NOT_OURS) from None
    try:
        with archive:
            return _Bringing(person, _document(archive), archive).all()
    except _Damaged:
        raise BadFile(NOT_OURS) from None


class TooMuch(BadFile):
    """An archive with more in it than fits in at once."""

    def __init__(self) -> None:
        super().__init__(TOO_MUCH, rows=figure(ROWS_MOST), size=RECORD_MOST // 1_000_000)


class _Damaged(Exception):
    """An entry of the archive cannot be read."""


def _content(archive: ZipFile, entry: ZipInfo) -> bytes:
    """What an entry holds: no more than it says."""
    try:
        with archive.open(entry) as source:
            return source.read(entry.file_size + 1)[: entry.file_size]
    except DAMAGED_ZIP:
        raise _Damaged from None


def _document(archive: ZipFile) -> dict[str, Any]:
    entries = archive.infolist()
    found = [entry for entry in entries if entry.filename == NAME]
    if len(entries) > ENTRIES_MOST or len(found) != 1:
        raise BadFile(NOT_OURS)
    if found[0].file_size > RECORD_MOST:
        raise TooMuch
    data = _content(archive, found[0])
    try:
        document = json.loads(data)
        rows, ours = document["rows"], document["format"] == FORMAT
        whole = all(
            isinstance(row, list) and len(row) == 3 and isinstance(row[0], str) and isinstance(row[1], int)
            and abs(row[1]) < 2**62 and isinstance(row[2], dict)
            for row in rows
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadFile(NOT_OURS) from None
    if not (ours and whole):
        raise BadFile(NOT_OURS)
    if len(rows) > ROWS_MOST:
        raise TooMuch
    return dict(document)


class _Bringing:
    """One archive on its way in."""

    def __init__(self, person: Person, document: dict[str, Any], archive: ZipFile) -> None:
        self.person, self.archive, self.report = person, archive, Report()
        self.source = str(document.get("from", ""))[:200]
        self.rows: dict[str, list[tuple[int, Values]]] = {kind.label: [] for kind in KINDS}
        for label, number, values in document["rows"]:
            if label in self.rows:
                self.rows[label].append((number, values))
        known = Version.objects.values_list("framework__code", "number", "pk")
        self.versions = {(code, version): number for code, version, number in known}
        self.here: dict[Key, int] = {}
        self.stored: dict[int, Values] = {}
        self.ready: dict[type[Model], list[Columns]] = {}
        self.marks: list[Brought] = []
        self.credentials: list[BroughtCredential] = []

    def all(self) -> Report:
        """Files first, and every check, since that takes time and needs no lock; then the rows, all or none.

        If something else was written meanwhile that leaves no place for a row, the database refuses all of them, and
        the worker begins anew.
        """
        self._know()
        kept: list[str] = []
        try:
            for number, values in self.rows[File._meta.label]:
                if ("portfolio.File", number) not in self.here:
                    self._keep(number, values, kept)
            for kind in KINDS:
                self._prepare(kind)
            self._prepare_marks()
            self._prepare_credentials()
            with write():
                for model, rows in self.ready.items():
                    insert(model, rows)
                BroughtCredential.objects.bulk_create(self.credentials)
            for name in set(kept) - set(File.objects.filter(person=self.person).values_list("stored", flat=True)):
                default_storage.delete(name)
        except BaseException:
            for name in kept:
                default_storage.delete(name)
            raise
        return self.report

    def _know(self) -> None:
        """What came from there before, and is still here."""
        found = Brought.objects.filter(person=self.person, source=self.source)
        marks: dict[str, dict[int, list[tuple[int, int]]]] = {kind.label: {} for kind in KINDS}
        for pk, label, number, here in found.values_list("pk", "kind", "number", "here"):
            marks.get(label, {}).setdefault(here, []).append((pk, number))
        gone: list[int] = []
        for kind in KINDS:
            own = marks[kind.label]
            there = {
                here
                for some in _portions(list(own))
                for here in kind.model._base_manager.filter(pk__in=some).values_list("pk", flat=True)
            }
            for here, known in own.items():
                if here in there:
                    self.here |= {(kind.label, number): here for _, number in known}
                else:
                    gone.extend(pk for pk, _ in known)
        for some in _portions(gone):
            with write():
                Brought.objects.filter(pk__in=some).delete()

    def _keep(self, number: int, values: Values, kept: list[str]) -> None:
        """Put a file into the store, after the look that every upload gets."""
        name = str(values.get("name", ""))
        try:
            info = self.archive.getinfo(str(values.get("stored", "")))
            taken = sum(row["size"] for row in self.stored.values())
            check_total(self.person, taken + info.file_size, name)
            file = checked(SimpleUploadedFile(PurePosixPath(name).name or "file", _content(self.archive, info)))
        except KeyError:
            self.report.out[File._meta.label, "file"] += 1
            return
        except TamarackError:
            self.report.out[File._meta.label, "refused"] += 1
            return
        kept.append(stored := store(file.content))
        self.stored[number] = {
            "stored": stored, "name": file.name, "content_type": file.content_type, "size": len(file.content),
            "sha256": hashlib.sha256(file.content).hexdigest(),
        }  # fmt: skip

    def _prepare(self, kind: Kind) -> None:
        """Make a kind's rows ready to be written."""
        room, model = Room(kind, self.person), kind.model
        made: dict[int, Any] = {}
        later: list[tuple[Any, str, int]] = []
        wanted = sorted(self.rows[kind.label], key=lambda row: row[0])
        missing = sum((kind.label, number) not in self.here for number, _ in wanted)
        numbers = iter(reserve(model, missing) if model._meta.auto_field else ())
        for number, values in wanted:
            if (kind.label, number) in self.here:
                self.report.known[kind.label] += 1
                continue
            own: list[tuple[str, int]] = []
            try:
                room.take(row := self._row(kind, number, dict(values), own))
            except StaysOut as why:
                self.report.out[kind.label, str(why)] += 1
                continue
            row.pk = next(numbers, row.pk)
            made[number] = row
            self.here[kind.label, number] = row.pk
            self.report.new[kind.label] += 1
            later.extend((row, name, there) for name, there in own)
        for row, name, there in later:
            setattr(row, name, self.here.get((kind.label, there)))
        self.ready[model] = [columns(row) for row in made.values()]
        self.marks += [
            Brought(person=self.person, source=self.source, kind=kind.label, number=number, here=row.pk)
            for number, row in made.items()
        ]

    def _prepare_credentials(self) -> None:
        """Credentials that someone holds, as they were signed: whoever wants to know verifies them."""
        label = BroughtCredential._meta.label
        held = set(BroughtCredential.objects.filter(person=self.person).values_list("sha256", flat=True))
        entries = [
            entry for entry in self.archive.infolist()
            if entry.filename.startswith("credentials/") and entry.file_size <= CREDENTIAL_MOST
        ]  # fmt: skip
        unread = len(entries[CREDENTIALS_MOST:])
        for entry in entries[:CREDENTIALS_MOST]:
            try:
                document = read_credential(_content(self.archive, entry))
                title, issuer = said_of(document)
            except (TamarackError, KeyError, TypeError):
                self.report.out[label, "refused"] += 1
                continue
            mark = hashlib.sha256(canonical_text(document)).hexdigest()
            if mark in held:
                self.report.known[label] += 1
            elif len(held) >= CREDENTIALS_MOST:
                unread += 1
            else:
                held.add(mark)
                text = json.dumps(document, ensure_ascii=False)
                self.credentials.append(
                    BroughtCredential(person=self.person, sha256=mark, document=text, title=title, issuer=issuer)
                )
                self.report.new[label] += 1
        if unread:
            self.report.out[label, "many"] += unread

    def _prepare_marks(self) -> None:
        """What says next time that all this was here."""
        for mark, number in zip(self.marks, reserve(Brought, len(self.marks)), strict=True):
            mark.pk = number
        self.ready[Brought] = [columns(mark) for mark in self.marks]

    def _row(self, kind: Kind, number: int, values: Values, own: list[tuple[str, int]]) -> Any:
        """A row that may be here; into `own` go its links to rows of its own kind."""
        for field_ in kind.model._meta.concrete_fields:
            if isinstance(field_, ForeignKey):
                led = self._led(field_, values.get(field_.attname), own)
                values[field_.attname] = self.person.pk if field_.name == "person" else led
            elif field_.name in kind.numbers:
                there = kind.numbers[field_.name]._meta.label
                led = values.get(field_.attname)
                values[field_.attname] = self.here.get((there, led)) if isinstance(led, int) else None
            elif isinstance(field_, JSONField) and field_.attname in values:
                check_data(values[field_.attname])
        values |= {name: make() for name, make in kind.anew.items()}
        if kind.model is File:
            if number not in self.stored:
                raise StaysOut("file")
            values |= self.stored[number]
        self._rename_role(values)
        if any(each.name == "brought_from" for each in kind.model._meta.concrete_fields):
            values["brought_from"] = self.source
        return checked_row(kind, values)

    def _led(self, field_: "ForeignKey[Any, Any]", value: Any, own: list[tuple[str, int]]) -> Any:
        """Where a foreign key leads here."""
        target = field_.related_model
        if value is None:
            found = None
        elif target is Person:
            found = self.person.pk if value == "me" else None
        elif target is Version:
            named = isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)
            found = self.versions.get(tuple(value)) if named else None
            if found is None:
                raise StaysOut("version")
        elif target is field_.model and isinstance(value, int):
            own.append((field_.attname, value))
            found = None
        else:
            found = self.here.get((target._meta.label, value)) if isinstance(value, int) else None
            if found is None and (not field_.null or field_.remote_field.on_delete is CASCADE):
                raise StaysOut("parent")
        return found

    def _rename_role(self, values: Values) -> None:
        """A role profile of one's own is named by its number."""
        name = values.get("role")
        if isinstance(name, str) and name.startswith(OWN):
            number = name.removeprefix(OWN)
            here = self.here.get((Role._meta.label, int(number))) if number.isdecimal() and len(number) < 19 else None
            values["role"] = f"{OWN}{here}" if here else ""


def canonical_text(document: dict[str, Any]) -> bytes:
    """The same credential as the same bytes."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False).encode()


def said_of(document: dict[str, Any]) -> tuple[str, str]:
    """What a credential says that it is for, and who issued it."""
    subject, issuer = document["credentialSubject"], document["issuer"]
    achievement = (subject[0] if isinstance(subject, list) else subject)["achievement"]
    achievement = achievement[0] if isinstance(achievement, list) else achievement
    name = issuer.get("name") or issuer["id"] if isinstance(issuer, dict) else issuer
    return str(document.get("name") or achievement["name"])[:300], str(name)[:300]


def _portions(numbers: list[int]) -> Iterator[list[int]]:
    """As many numbers at a time as a question may have."""
    return (numbers[start : start + AT_ONCE] for start in range(0, len(numbers), AT_ONCE))
