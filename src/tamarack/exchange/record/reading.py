"""Bring a record in: each row as its person's own, under a new number, checked as if it had been typed."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZipFile, ZipInfo

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CASCADE, ForeignKey, JSONField

from tamarack.common.database import write
from tamarack.common.packed import unpack
from tamarack.core.errors import DAMAGED_ZIP, N_, BadFile, TamarackError
from tamarack.core.formats.openbadge_image import read_credential
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
RECORD_MOST = 100_000_000
"""Bytes of the record itself, unpacked."""
ROWS_MOST = 200_000
CREDENTIAL_MOST = 300_000
TEXTS_MOST = 500
"""Texts in a list of a row."""
NOT_OURS = N_(
    "This is not an archive of Tamarack with everything of someone’s: it has no record in it, or a broken one."
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
        If it is no such archive; then nothing is taken from it.
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
    if len(entries) > ENTRIES_MOST or len(found) != 1 or found[0].file_size > RECORD_MOST:
        raise BadFile(NOT_OURS)
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
    if not (ours and whole and len(rows) <= ROWS_MOST):
        raise BadFile(NOT_OURS)
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

    def all(self) -> Report:
        """Files first, since that takes time and needs no lock; then the rows, all or none."""
        self._know()
        kept: list[str] = []
        try:
            for number, values in self.rows[File._meta.label]:
                if ("portfolio.File", number) not in self.here:
                    self._keep(number, values, kept)
            with write():
                for kind in KINDS:
                    self._bring_kind(kind)
                self._bring_credentials()
            for name in set(kept) - set(File.objects.filter(stored__in=kept).values_list("stored", flat=True)):
                default_storage.delete(name)
        except BaseException:
            for name in kept:
                default_storage.delete(name)
            raise
        return self.report

    def _know(self) -> None:
        """What came from there before, and is still here."""
        found = Brought.objects.filter(person=self.person, source=self.source)
        for label, number, here in found.values_list("kind", "number", "here"):
            self.here[label, number] = here
        for kind in KINDS:
            numbers = {here for (label, _), here in self.here.items() if label == kind.label}
            there = (
                set(kind.model._base_manager.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
            )
            for key in [key for key, here in self.here.items() if key[0] == kind.label and here not in there]:
                del self.here[key]

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

    def _bring_kind(self, kind: Kind) -> None:
        later: list[tuple[Any, str, int]] = []
        marks = []
        for number, values in sorted(self.rows[kind.label], key=lambda row: row[0]):
            if (kind.label, number) in self.here:
                self.report.known[kind.label] += 1
                continue
            try:
                row = self._row(kind, number, dict(values), later)
            except _StaysOut as why:
                self.report.out[kind.label, str(why)] += 1
                continue
            self.here[kind.label, number] = row.pk
            self.report.new[kind.label] += 1
            marks.append(Brought(person=self.person, source=self.source, kind=kind.label, number=number, here=row.pk))
        for row, name, number in later:
            if (kind.label, number) in self.here:
                setattr(row, name, self.here[kind.label, number])
                row.save(update_fields=[name.removesuffix("_id")])
        if marks:
            Brought.objects.filter(person=self.person, source=self.source, kind=kind.label,
                                   number__in=[mark.number for mark in marks]).delete()  # fmt: skip
            Brought.objects.bulk_create(marks)

    def _bring_credentials(self) -> None:
        """Credentials that someone holds, as they were signed: whoever wants to know verifies them."""
        label = BroughtCredential._meta.label
        for entry in self.archive.infolist():
            if not entry.filename.startswith("credentials/") or entry.file_size > CREDENTIAL_MOST:
                continue
            try:
                document = read_credential(_content(self.archive, entry))
                title, issuer = said_of(document)
            except (TamarackError, KeyError, TypeError):
                self.report.out[label, "refused"] += 1
                continue
            mark = hashlib.sha256(canonical_text(document)).hexdigest()
            _, is_new = BroughtCredential.objects.get_or_create(
                person=self.person, sha256=mark,
                defaults={"document": json.dumps(document, ensure_ascii=False), "title": title, "issuer": issuer},
            )  # fmt: skip
            (self.report.new if is_new else self.report.known)[label] += 1

    def _row(self, kind: Kind, number: int, values: Values, later: list[tuple[Any, str, int]]) -> Any:
        own: list[tuple[str, int]] = []
        for field_ in kind.model._meta.concrete_fields:
            if isinstance(field_, ForeignKey):
                led = self._led(field_, values.get(field_.attname), own)
                values[field_.attname] = self.person.pk if field_.name == "person" else led
            elif field_.name in kind.numbers:
                there = kind.numbers[field_.name]._meta.label
                led = values.get(field_.attname)
                values[field_.attname] = self.here.get((there, led)) if isinstance(led, int) else None
            elif isinstance(field_, JSONField) and field_.attname in values:
                _check_data(values[field_.attname])
        values |= {name: make() for name, make in kind.anew.items()}
        if kind.model is File:
            if number not in self.stored:
                raise _StaysOut("file")
            values |= self.stored[number]
        self._rename_role(values)
        if any(each.name == "brought_from" for each in kind.model._meta.concrete_fields):
            values["brought_from"] = self.source
        row = _checked(kind, values)
        row.save(force_insert=True)
        later.extend((row, name, there) for name, there in own)
        return row

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
                raise _StaysOut("version")
        elif target is field_.model and isinstance(value, int):
            own.append((field_.attname, value))
            found = None
        else:
            found = self.here.get((target._meta.label, value)) if isinstance(value, int) else None
            if found is None and (not field_.null or field_.remote_field.on_delete is CASCADE):
                raise _StaysOut("parent")
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


class _StaysOut(Exception):
    """That a row cannot be here, and in a word why."""


def _checked(kind: Kind, values: Values) -> Any:
    """A row whose every value may stand where it stands."""
    try:
        row: Any = unpack(kind.model, values)
        fields = row._meta.concrete_fields
        unchecked = {each.name for each in fields if each.is_relation or isinstance(each, JSONField)}
        may_be_empty = {each.name for each in fields if each.blank or each.null}
        empty = {each.name for each in fields if getattr(row, each.attname) in ("", None)}
        if any(getattr(row, each.attname) is None for each in fields if not (each.null or each.primary_key)):
            raise _StaysOut("refused")
        row.clean_fields(exclude=unchecked | (empty & may_be_empty))
        if kind.check:
            kind.check(row)
    except (ValidationError, TamarackError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise _StaysOut("refused") from None
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        raise _StaysOut("there") from None
    return row


def _check_data(data: Any, deep: int = 0) -> None:
    """Data of a row is small, flat, and made of texts and numbers."""
    if deep > 6 or (isinstance(data, (list, dict)) and len(data) > TEXTS_MOST):
        raise _StaysOut("refused")
    if isinstance(data, dict):
        data = [*data, *data.values()]
    if isinstance(data, list):
        for each in data:
            _check_data(each, deep + 1)
    elif isinstance(data, str) and len(data) > 20_000:
        raise _StaysOut("refused")
