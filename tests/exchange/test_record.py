"""What someone takes along is there again on another Tamarack: row by row, file by file, and nothing twice."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage

from tamarack.core.errors import BadFile
from tamarack.exchange.own_data import own_data
from tamarack.exchange.record.kinds import KINDS
from tamarack.exchange.record.reading import bring_in
from tamarack.exchange.record.writing import record
from tamarack.people.models import Person
from tamarack.portfolio.models import File, Showcase
from tests.conftest import make_person


@pytest.fixture
def nadia(demo_files: None, db: None) -> Person:
    return Person.objects.get(name="Nadia Bouchard")


@pytest.fixture
def archive(nadia: Person) -> io.BytesIO:
    with own_data(nadia) as stream:
        return io.BytesIO(stream.read())


def alike(person: Person) -> list[Any]:
    """A record whose rows are numbered by their order, so that two can be compared."""
    rows = json.loads(json.dumps(record(person)["rows"], default=str))
    order = {(label, number): place for place, (label, number, _) in enumerate(rows)}
    labels = {kind.model: kind.label for kind in KINDS}

    def leads(label: str, values: dict[str, Any]) -> dict[str, Any]:
        [kind] = [kind for kind in KINDS if kind.label == label]
        found = dict(values)
        for field in kind.model._meta.concrete_fields:
            target = labels.get(field.related_model) or labels.get(kind.numbers.get(field.name))  # type: ignore[arg-type]
            if target and found.get(field.attname) is not None:
                found[field.attname] = order.get((target, found[field.attname]))
        found.pop("brought_from", None)
        if "stored" in found:
            found["stored"] = found["stored"].partition("/")[0]
        if str(found.get("role", "")).startswith("own-"):
            found["role"] = order["growth.Role", int(found["role"][4:])]
        return found

    return [[label, leads(label, values)] for label, _, values in rows]


def altered(archive: io.BytesIO, change: Callable[[dict[str, Any]], None]) -> io.BytesIO:
    """The archive with another record in it."""
    found = io.BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(found, "w") as target:
        for name in source.namelist():
            if name == "record.json":
                document = json.loads(source.read(name))
                change(document)
                target.writestr(name, json.dumps(document))
            else:
                target.writestr(name, source.read(name))
    return found


def test_everything_that_goes_along_is_there_again(nadia: Person, archive: io.BytesIO) -> None:
    elsewhere = make_person("elsewhere")
    report = bring_in(elsewhere, archive)
    assert not report.out
    assert alike(elsewhere) == alike(nadia)
    missing = {kind.label for kind in KINDS} - {label for label, _, _ in record(nadia)["rows"]}
    assert missing <= {"portfolio.Exemption"}, "the demo shows everything that goes along"


def test_files_come_along_with_their_content(nadia: Person, archive: io.BytesIO) -> None:
    elsewhere = make_person("elsewhere")
    bring_in(elsewhere, archive)
    there = {row.name: default_storage.open(row.stored).read() for row in File.objects.filter(person=nadia)}
    here = {row.name: default_storage.open(row.stored).read() for row in File.objects.filter(person=elsewhere)}
    assert there
    assert here.keys() == there.keys()
    assert all(here[name] == content for name, content in there.items() if not name.endswith((".png", ".jpg")))


def test_an_archive_brought_in_twice_doubles_nothing(archive: io.BytesIO) -> None:
    elsewhere = make_person("elsewhere")
    first = bring_in(elsewhere, archive)
    before = alike(elsewhere)
    again = bring_in(elsewhere, archive)
    assert not again.new
    assert again.known == first.new
    assert alike(elsewhere) == before


def test_nothing_that_opens_anything_goes_along(nadia: Person, archive: io.BytesIO) -> None:
    with zipfile.ZipFile(archive) as opened:
        text = opened.read("record.json").decode()
    secret = [row.link for row in Showcase.objects.filter(person=nadia) if row.link]
    assert secret
    assert not [link for link in secret if link in text]
    assert nadia.password not in text
    assert str(nadia.audit_key) not in text


def test_what_others_agreed_counts_nowhere_else_by_itself(archive: io.BytesIO) -> None:
    elsewhere = make_person("elsewhere")
    bring_in(elsewhere, archive)
    reviews = list(elsewhere.reviews.all())
    assert reviews
    assert all(row.reviewer is None and row.brought_from for row in reviews)


def test_rows_about_a_rubric_that_is_not_here_stay_out_and_come_when_it_is(nadia: Person, archive: io.BytesIO) -> None:
    def unknown(document: dict[str, Any]) -> None:
        for _, _, values in document["rows"]:
            if values.get("version_id") == ["cacee", "1.0"]:
                values["version_id"] = ["cacee", "9.9"]

    elsewhere = make_person("elsewhere")
    report = bring_in(elsewhere, altered(archive, unknown))
    assert report.out["assessment.Assessment", "version"]
    assert report.out["assessment.Rating", "parent"]
    assert report.new["portfolio.Evidence"]
    bring_in(elsewhere, archive)
    assert alike(elsewhere)[0] == alike(nadia)[0]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 5000), ("kind", "no such kind"), ("began", "not a day"), ("began", {"a": 1}),
     ("edited_at", None), ("role", None)],
)  # fmt: skip
def test_a_row_that_cannot_be_right_stays_out_with_what_hangs_on_it(
    archive: io.BytesIO, field: str, value: object
) -> None:
    def spoil(document: dict[str, Any]) -> None:
        [first, *_] = [values for label, _, values in document["rows"] if label == "portfolio.Evidence"]
        first[field] = value

    elsewhere = make_person("elsewhere")
    report = bring_in(elsewhere, altered(archive, spoil))
    assert report.out["portfolio.Evidence", "refused"] == 1


@pytest.mark.parametrize(("label", "field"), [("portfolio.Support", "evidence_id"), ("assessment.Rating", "reason")])
def test_a_row_without_what_every_such_row_has_stays_out(archive: io.BytesIO, label: str, field: str) -> None:
    def spoil(document: dict[str, Any]) -> None:
        next(values for of, _, values in document["rows"] if of == label)[field] = None

    report = bring_in(make_person("elsewhere"), altered(archive, spoil))
    assert report.out[label, "refused"] == 1


def test_a_row_of_a_version_that_is_no_name_stays_out(archive: io.BytesIO) -> None:
    def spoil(document: dict[str, Any]) -> None:
        next(values for of, _, values in document["rows"] if of == "portfolio.Support")["version_id"] = ["cacee", {}]

    report = bring_in(make_person("elsewhere"), altered(archive, spoil))
    assert report.out["portfolio.Support", "version"] == 1


@pytest.mark.parametrize(
    "document", [[], {}, {"format": 2, "rows": []}, {"format": 1, "rows": [1]}, {"format": 1, "rows": [["a", "b", {}]]}]
)
def test_another_file_is_refused(person: Person, document: Any) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("record.json", json.dumps(document))
    with pytest.raises(BadFile):
        bring_in(person, file)
    with pytest.raises(BadFile):
        bring_in(person, io.BytesIO(b"no archive"))


def test_a_record_that_unpacks_without_end_is_refused(person: Person) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("record.json", b"[" * 150_000_000)
    with pytest.raises(BadFile):
        bring_in(person, file)
