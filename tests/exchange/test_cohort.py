"""The forms of a cohort: whose they are, what becomes of them, and what who brings them in may learn."""

import io
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tamarack.assessment.actions.imported import WAITS, bring_in, discard_imported, forget_old, take_imported
from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.models import Assessment, Imported, Rating
from tamarack.assessment.queries.rating import answers_of
from tamarack.common.models import Entry
from tamarack.core.errors import BadInput, NotAllowed
from tamarack.core.formats.workbook import write_workbook
from tamarack.exchange.cohort import Form, import_cohort, read_cohort
from tamarack.exchange.workbook import filled, words
from tamarack.people.models import Member, Organisation, Person
from tamarack.rubric.queries import Stored
from tests.conftest import make_person


@pytest.fixture
def organisation(person: Person) -> Organisation:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    Member.objects.create(organisation=organisation, person=person)
    return organisation


@pytest.fixture
def owner(organisation: Organisation) -> Person:
    owner = make_person("olga")
    Member.objects.create(organisation=organisation, person=owner, role="owner")
    return owner


def form(cacee: Stored, **answers: str) -> bytes:
    by_code = {code.replace("_", "."): Answer(value, "", "My example") for code, value in answers.items()}
    return write_workbook(cacee.framework, "en", words("en"), filled(Answers(cacee.framework, by_code)))


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def archive(**files: bytes) -> bytes:
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def told(forms: list[Form]) -> dict[str, str]:
    return {row.name: row.why_not.message if row.why_not else f"{row.person}: {row.count}" for row in forms}


def test_files_are_matched_by_their_name_or_by_a_list(owner: Person, organisation: Organisation, cacee: Stored) -> None:
    good = form(cacee, COL_1="E", COL_2="B")
    packed = archive(**{
        "forms/first.xlsx": good, "other@clearwater.example.xlsx": good, "x.xlsx": good,
        "list.csv": b"file;address\nfirst.xlsx;Nadia@Clearwater.example\n", "__MACOSX/._first.xlsx": b"",
    })  # fmt: skip
    assert told(read_cohort(owner, organisation, [upload("forms.zip", packed)])) == {
        "first.xlsx": "Nadia: 2",
        "other@clearwater.example.xlsx": "No member of the organisation has the address other@clearwater.example.",
        "x.xlsx": "Its name is no address, and no list names one for it.",
    }
    assert not Imported.objects.exists()


def test_two_forms_for_one_person_are_both_left_out_and_damaged_ones_are_told(
    owner: Person, organisation: Organisation, cacee: Stored
) -> None:
    listed = b"file,address\na.xlsx,nadia@clearwater.example\nb.xlsx,nadia@clearwater.example\n"
    listed += b"empty.xlsx,olga@clearwater.example\n"
    files = [upload(name, form(cacee, COL_1="E")) for name in ("a.xlsx", "b.xlsx")]
    files += [upload("list.csv", listed), upload("empty.xlsx", form(cacee))]
    found = read_cohort(owner, organisation, files)
    assert [row.is_taken for row in found] == [False, False, False]
    assert "Another file" in told(found)["a.xlsx"]
    assert told(found)["empty.xlsx"] == "Nothing is filled in."


def test_the_import_waits_for_its_person_and_touches_no_draft(
    owner: Person, organisation: Organisation, person: Person, cacee: Stored
) -> None:
    draft = Assessment.objects.create(person=person, version_id=cacee.id)
    Rating.objects.create(assessment=draft, criterion="COL.1", value="M", note="Mine")
    file = upload("nadia@clearwater.example.xlsx", form(cacee, COL_1="E", COL_2="B"))
    assert import_cohort(owner, organisation, read_cohort(owner, organisation, [file])) == 1
    assert {code: row.value for code, row in answers_of(draft).by_code.items()} == {"COL.1": "M"}
    entry = Entry.objects.get()
    assert (entry.what, entry.by, entry.of, entry.organisation, entry.about) == (
        "imported", owner.audit_key, person.audit_key, organisation.pk, "",
    )  # fmt: skip
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert "My example" not in mail.outbox[0].body
    taken = take_imported(person, Imported.objects.get())
    assert taken == draft
    assert {code: (row.value, row.note) for code, row in answers_of(draft).by_code.items()} == {
        "COL.1": ("M", "Mine"), "COL.2": ("B", "My example"),
    }  # fmt: skip
    assert not Imported.objects.exists()
    assert draft.is_draft


@pytest.mark.parametrize("drafts", [True, False])
def test_who_brings_forms_in_is_told_the_same_whether_there_is_a_draft(
    owner: Person, organisation: Organisation, person: Person, cacee: Stored, drafts: bool
) -> None:
    if drafts:
        Assessment.objects.create(person=person, version_id=cacee.id)
    file = upload("nadia@clearwater.example.xlsx", form(cacee, COL_1="E"))
    for _ in range(2):
        found = read_cohort(owner, organisation, [upload(file.name or "", form(cacee, COL_1="E"))])
        assert told(found) == {"nadia@clearwater.example.xlsx": "Nadia: 1"}
        assert import_cohort(owner, organisation, found) == 1
    assert Imported.objects.count() == 1
    draft = take_imported(person, Imported.objects.get())
    assert answers_of(draft).of("COL.1").value == "E"


def test_nobody_else_takes_or_erases_it_and_only_owners_bring_it_in(
    owner: Person, organisation: Organisation, person: Person, stranger: Person, cacee: Stored
) -> None:
    with pytest.raises(NotAllowed):
        read_cohort(person, organisation, [])
    with pytest.raises(NotAllowed):
        bring_in(person, organisation, owner, cacee, {"COL.1": ("E", "", "")})
    with pytest.raises(NotAllowed):
        bring_in(owner, organisation, stranger, cacee, {"COL.1": ("E", "", "")})
    bring_in(owner, organisation, person, cacee, {"COL.1": ("E", "", "")})
    for act in (take_imported, discard_imported):
        with pytest.raises(NotAllowed):
            act(owner, Imported.objects.get())
    discard_imported(person, Imported.objects.get())
    assert not Imported.objects.exists()
    assert not Assessment.objects.exists()


def test_what_nobody_takes_is_erased(owner: Person, organisation: Organisation, person: Person, cacee: Stored) -> None:
    bring_in(owner, organisation, person, cacee, {"COL.1": ("E", "", "")})
    forget_old()
    assert Imported.objects.exists()
    Imported.objects.update(at=timezone.now() - WAITS)
    forget_old()
    assert not Imported.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"words"), ("a.xlsx", b""), ("a.exe", b"MZ"), ("a.zip", b"PK no"),
        ("a.zip", archive(**{"a.exe": b"MZ"})),
        ("a.zip", archive(**{"a.xlsx": b"words"})), ("a.zip", archive(**{f"{n}.xlsx": b"x" for n in range(301)})),
        ("list.csv", b"file,address\n"), ("list.csv", b"\xff\xfe"),
        ("a.zip", archive(**{"x/a.csv": b"a", "y/a.csv": b"a"})),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(owner: Person, organisation: Organisation, name: str, content: bytes) -> None:
    with pytest.raises(BadInput):
        read_cohort(owner, organisation, [upload(name, content)])


def test_a_list_without_its_columns_is_told(owner: Person, organisation: Organisation, cacee: Stored) -> None:
    files = [upload("list.csv", b"a,b\n1,2\n"), upload("a.xlsx", form(cacee, COL_1="E"))]
    with pytest.raises(BadInput, match="columns file and address"):
        read_cohort(owner, organisation, files)


def test_an_archive_with_a_file_that_has_no_name_is_refused(owner: Person, organisation: Organisation) -> None:
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as packed:
        nameless = zipfile.ZipInfo("a")
        packed.writestr(nameless, b"words")
        nameless.filename = ""
    with pytest.raises(BadInput, match="are not taken"):
        read_cohort(owner, organisation, [upload("a.zip", stream.getvalue())])


def test_an_archive_that_unpacks_to_too_much_is_refused(owner: Person, organisation: Organisation) -> None:
    with zipfile.ZipFile(stream := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"{number}.xlsx", bytes(40_000_000))
    with pytest.raises(BadInput, match="far more"):
        read_cohort(owner, organisation, [upload("a.zip", stream.getvalue())])


def test_own_data_has_what_waits_and_what_is_muted(
    owner: Person, organisation: Organisation, person: Person, cacee: Stored
) -> None:
    from tamarack.assessment.actions.campaign import mute
    from tamarack.exchange.own_campaigns import campaign_document

    bring_in(owner, organisation, person, cacee, {"COL.1": ("E", "", "A note")})
    mute(person, organisation)
    document: dict[str, Any] = campaign_document(person)
    assert document["waiting"][0]["answers"] == {"COL.1": ["E", "", "A note"]}
    assert document["muted"][0]["organisation"] == "Clearwater"
    assert document["asked"] == []


def test_a_list_that_is_not_csv_is_told(owner: Person, organisation: Organisation, cacee: Stored) -> None:
    broken = upload("list.csv", b'file,address\n"a.xlsx,nadia@clearwater.example\n')
    with pytest.raises(BadInput, match="not a CSV file"):
        read_cohort(owner, organisation, [broken, upload("a.xlsx", form(cacee, COL_1="E"))])
