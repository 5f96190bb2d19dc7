"""What someone takes along is there again on another Tamarack: row by row, file by file, and nothing twice."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamarack.core.errors import BadFile
from tamarack.exchange.own_data import own_data
from tamarack.exchange.record.kinds import KINDS
from tamarack.exchange.record.reading import CREDENTIALS_MOST, ROWS_MOST, TooMuch, bring_in
from tamarack.exchange.record.writing import record
from tamarack.growth.actions.goals import GOALS_MOST
from tamarack.growth.models import Goal
from tamarack.people.models import Person
from tamarack.portfolio.actions.evidence import TAGS_MOST
from tamarack.portfolio.models import BroughtCredential, Evidence, File, Showcase, Tag
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


def packed(rows: list[Any], credentials: int = 0) -> io.BytesIO:
    """An archive of these rows, and of so many credentials."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("record.json", json.dumps({"format": 1, "from": "https://elsewhere.example", "rows": rows}))
        for number in range(credentials):
            made.writestr(f"credentials/{number}.json", json.dumps(credential(number)))
    return file


def credential(number: int) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "id": f"urn:example:{number}", "name": "A badge", "issuer": "did:web:elsewhere.example",
        "credentialSubject": {"achievement": {"name": "A badge"}},
    }  # fmt: skip


def tagged(entries: int, tags: int) -> list[Any]:
    """Rows of evidence, each with so many tags."""
    row = {"title": "A fair", "kind": "project"}
    return [
        *(["portfolio.Evidence", number, row] for number in range(entries)),
        *(
            ["portfolio.Tag", number * tags + tag, {"evidence_id": number, "name": f"tag {tag}"}]
            for number in range(entries)
            for tag in range(tags)
        ),
    ]


def test_what_is_beyond_the_limit_of_its_kind_stays_out(person: Person) -> None:
    report = bring_in(person, packed(tagged(2, TAGS_MOST + 3)))
    assert report.new["portfolio.Tag"] == 2 * TAGS_MOST
    assert dict(report.out) == {("portfolio.Tag", "many"): 6}
    assert [entry.tags.count() for entry in Evidence.objects.filter(person=person)] == [TAGS_MOST, TAGS_MOST]


def test_what_someone_has_already_counts_towards_the_limit(nadia: Person, archive: io.BytesIO) -> None:
    goals = Goal.objects.filter(person=nadia).count()
    assert goals > 1
    elsewhere = make_person("elsewhere")
    version = Goal.objects.filter(person=nadia)[0].version
    Goal.objects.bulk_create(Goal(person=elsewhere, version=version, aim="Mine") for _ in range(GOALS_MOST - 1))
    report = bring_in(elsewhere, archive)
    assert (report.new["growth.Goal"], report.out["growth.Goal", "many"]) == (1, goals - 1)
    assert Goal.objects.filter(person=elsewhere).count() == GOALS_MOST


def test_only_so_many_credentials_are_held_from_elsewhere(person: Person) -> None:
    held = BroughtCredential.objects.filter(person=person)
    report = bring_in(person, packed([], CREDENTIALS_MOST + 2))
    assert report.out["portfolio.BroughtCredential", "many"] == 2
    assert held.count() == CREDENTIALS_MOST
    held.first().delete()  # type: ignore[union-attr]
    bring_in(person, packed([], CREDENTIALS_MOST + 2))
    assert held.count() == CREDENTIALS_MOST


def test_an_archive_with_too_many_rows_is_refused_in_words(person: Person) -> None:
    rows = [["portfolio.Evidence", number, {"title": "A fair"}] for number in range(ROWS_MOST + 1)]
    with pytest.raises(TooMuch, match="40,000 rows at most"):
        bring_in(person, packed(rows))
    assert not Evidence.objects.filter(person=person).exists()


def test_writing_takes_as_many_questions_for_many_rows_as_for_few(db: None) -> None:
    """Everyone else who writes waits meanwhile (SQLite)."""
    few, many = make_person("few"), make_person("many")
    with CaptureQueriesContext(connection) as at_few:
        bring_in(few, packed(tagged(1, 2)))
    with CaptureQueriesContext(connection) as at_many:
        bring_in(many, packed(tagged(40, 15)))
    assert Tag.objects.filter(evidence__person=many).count() == 600
    assert len(at_many) == len(at_few)


def test_rows_that_lead_to_each_other_in_any_order_lead_there_again(person: Person) -> None:
    rows = [
        ["growth.Action", 1, {"what": "Then", "follows_id": 3}],
        ["growth.Action", 2, {"what": "Alone", "follows_id": 77}],
        ["growth.Action", 3, {"what": "First", "follows_id": None}],
    ]
    report = bring_in(person, packed(rows))
    assert not report.out
    then, alone, first = person.actions.order_by("pk")
    assert (then.follows, alone.follows, first.follows) == (first, None, None)


def test_what_stands_twice_in_an_archive_comes_in_once(person: Person) -> None:
    tags = [["portfolio.Tag", number, {"evidence_id": 0, "name": "fair"}] for number in range(3)]
    report = bring_in(person, packed([*tagged(1, 0), *tags]))
    assert report.out["portfolio.Tag", "there"] == 2
    assert [tag.name for tag in Tag.objects.filter(evidence__person=person)] == ["fair"]
