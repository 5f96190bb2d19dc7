"""Downloads and uploads, as a browser sees them."""

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tamarack.assessment.answers import Answers
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries.rating import answers_of
from tamarack.core.formats import load_framework
from tamarack.core.formats.workbook import write_workbook
from tamarack.exchange.workbook import words
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.web.assess.files import workbook_of
from tests.own_data import archive_of


@pytest.fixture
def done(draft: Assessment, fill: Callable[..., Assessment]) -> Assessment:
    return fill(draft, submit=True)


@pytest.mark.parametrize(
    ("name", "kind", "starts"),
    [
        ("profile.pdf", "application/pdf", b"%PDF"),
        ("profile.pdf?paper=a4&part=summary", "application/pdf", b"%PDF"),
        ("ratings.csv", "text/csv; charset=utf-8", b"criterion,rating"),
        ("ratings.json", "application/json", b"{"),
        ("ratings.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("workbook.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_a_result_can_be_taken_along(own: Client, done: Assessment, name: str, kind: str, starts: bytes) -> None:
    response = own.get(f"/fr/assess/{done.pk}/files/{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response.content.startswith(starts)
    plain = name.partition("?")[0]
    assert response["Content-Disposition"] == f'attachment; filename="tamarack-{done.dated.isoformat()}-{plain}"'
    assert "no-store" in response["Cache-Control"]


def test_a_file_that_there_is_not(own: Client, done: Assessment) -> None:
    response = own.get(f"/fr/assess/{done.pk}/files/x.exe")
    assert response.status_code == 404
    assert "«\u00a0x.exe\u00a0»" in response.content.decode()


@pytest.mark.parametrize("query", ["?paper=../../etc", "?part=x&paper=", "?paper=a4&paper=letter"])
def test_options_that_cannot_be_right_give_the_usual(own: Client, done: Assessment, query: str) -> None:
    assert own.get(f"/en/assess/{done.pk}/files/profile.pdf{query}").content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["yaml", "json", "csv", "xlsx"])
def test_the_rubric_as_a_file_is_the_rubric(client: Client, cacee: Stored, kind: str) -> None:
    response = client.get(f"/en/rubric/cacee/files/cacee.{kind}")
    assert response["Content-Disposition"] == f'attachment; filename="cacee.{kind}"'
    found = load_framework(response.content)
    assert [row.descriptors for row in found.criteria] == [row.descriptors for row in cacee.framework.criteria]


def test_the_rubric_as_pdf_and_as_a_picture(client: Client, cacee: Stored) -> None:
    for name, starts in (("cacee.pdf", b"%PDF"), ("cacee-a4.pdf", b"%PDF"), ("rings.png", b"\x89PNG")):
        response = client.get(f"/fr/rubric/cacee/files/{name}")
        assert response.content.startswith(starts)
        assert response["Content-Disposition"].startswith("inline")
    assert client.get("/en/rubric/cacee/files/nope.pdf").status_code == 404
    assert client.get("/en/rubric/nope/files/cacee.pdf").status_code == 404


def test_a_page_names_its_picture_for_sharing(client: Client, cacee: Stored) -> None:
    text = client.get("/fr/rubric/cacee/col/").content.decode()
    assert '<meta property="og:image" content="http://localhost:8000/fr/rubric/cacee/files/rings.png">' in text
    assert '<meta property="og:title" content="Collaboration · Compétences de l’ACSEE">' in text
    assert '<meta property="og:locale" content="fr_CA">' in text


def upload(client: Client, data: bytes, **more: str) -> str:
    file = SimpleUploadedFile("mine.xlsx", data)
    return client.post("/en/assess/workbook/", {"file": file, **more}, follow=True).content.decode()


def test_an_uploaded_workbook_becomes_a_draft(own: Client, cacee: Stored) -> None:
    data = write_workbook(cacee.framework, "fr", words("fr"), {"COL.1": ("M", "", "Été")})
    text = upload(own, data)
    assert "1 criterion taken over." in text
    assert answers_of(Assessment.objects.get()).ratings == {"COL.1": "M"}


def test_a_blank_workbook_is_offered_and_with_a_draft_its_answers_too(own: Client, draft: Assessment) -> None:
    text = own.get("/en/assess/workbook/").content.decode()
    assert f'href="/en/assess/{draft.pk}/files/workbook.xlsx"' in text
    assert own.get("/fr/assess/workbook/cacee.xlsx")["Content-Disposition"].endswith('"tamarack-cacee-fr.xlsx"')
    assert own.get("/fr/assess/workbook/nope.xlsx").status_code == 404


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x03\x04nonsense", b"criterion,rating\n"])
def test_a_file_that_is_no_workbook_is_told_and_nothing_is_taken(own: Client, cacee: Stored, data: bytes) -> None:
    response = own.post("/fr/assess/workbook/", {"file": SimpleUploadedFile("mine.xlsx", data)})
    assert response.status_code in (200, 422)
    text = response.content.decode()
    assert "Rien n’en a été repris" in text or "vide" in text
    assert not Assessment.objects.exists()


def test_every_problem_of_a_workbook_is_told_with_its_sheet_and_cell(own: Client, cacee: Stored) -> None:
    from dataclasses import replace

    called = replace(words("en"), not_yet="Not really")
    filled = {"COL.1": ("0", "", ""), "ETH.5": ("0", "", "")}
    text = upload(own, write_workbook(cacee.framework, "en", called, filled))
    assert "COL!" in text
    assert "ETH!" in text
    assert "Not really" in text
    assert not Assessment.objects.exists()


def test_nothing_chosen_and_too_much_are_told(own: Client, cacee: Stored) -> None:
    assert "Please choose the workbook" in own.post("/en/assess/workbook/").content.decode()
    file = SimpleUploadedFile("mine.xlsx", b"x" * 5_000_001)
    assert "larger than 5 MB" in own.post("/en/assess/workbook/", {"file": file}).content.decode()


def test_a_workbook_of_a_draft_holds_its_answers(own: Client, draft: Assessment, cacee: Stored) -> None:
    own.post(f"/en/assess/{draft.pk}/col/", {"rating-COL.1": "E"})
    assert own.get(f"/en/assess/{draft.pk}/files/workbook.xlsx").content[:2] == b"PK"
    assert workbook_of(Answers(cacee.framework, {}))[:2] == b"PK"


def test_all_own_data_is_an_archive(own: Client, person: Person, done: Assessment) -> None:
    with archive_of(person) as archive:
        assert json.loads(archive.read("account.json"))["email"] == person.email


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/en/search/?q=reseau", "<mark>réseau</mark>"),
        ("/en/search/?q=colaboration", 'href="/en/search/?q=collaboration">collaboration</a>'),
        ("/fr/search/?q=xylophone", "Rien dans la grille ne contient «\u00a0xylophone\u00a0»"),
        ("/en/search/?q=%3Cscript%3E", "&lt;script&gt;"),
        ("/fr/search/?q=COL.1", 'href="/fr/rubric/cacee/col/#COL.1.B"'),
        ("/en/search/", "Words, or a code such as COL.1"),
    ],
)
def test_searching(client: Client, cacee: Stored, page: str, told: str) -> None:
    response = client.get(page)
    assert response.status_code == 200
    assert told in response.content.decode()


def test_a_text_in_the_other_language_says_so(client: Client, cacee: Stored) -> None:
    assert '<p class="descriptor" lang="fr">' in client.get("/en/search/?q=étudiantes").content.decode()


def test_every_page_leads_to_the_search(client: Client, own: Client, done: Assessment) -> None:
    for visitor, page in (
        (client, "/en/"),
        (client, "/en/nope"),
        (own, "/en/me/"),
        (own, f"/en/assess/{done.pk}/result/"),
    ):
        assert 'href="/en/search/"' in visitor.get(page).content.decode()


def test_a_public_page_that_did_not_change_is_not_sent_again(client: Client, cacee: Stored) -> None:
    first = client.get("/en/rubric/cacee/col/", headers={"accept-encoding": "br"})
    tag = first["ETag"]
    assert set(first["Vary"].split(", ")) >= {"Accept-Encoding", "Cookie"}
    headers = {"accept-encoding": "br", "if-none-match": f'"other", {tag}'}
    again = client.get("/en/rubric/cacee/col/", headers=headers)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Cache-Control"] == first["Cache-Control"]
    other = client.get("/en/rubric/cacee/com/", headers=headers)
    assert other.status_code == 200
    plain = client.get("/en/rubric/cacee/col/", headers={"if-none-match": tag})
    assert plain.status_code == 200
    assert plain["ETag"] != tag


def test_someone_with_a_session_never_gets_the_page_of_the_others(own: Client, client: Client, cacee: Stored) -> None:
    tag = client.get("/en/rubric/cacee/col/")["ETag"]
    response = own.get("/en/rubric/cacee/col/", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert "Nadia" in response.content.decode()
