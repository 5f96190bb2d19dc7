"""A draft's files: each says what it cannot hold; translations come back and nothing that changed is overwritten."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tamarack.core.formats import load_document, read_any
from tamarack.core.formats.losses import same
from tamarack.people.models import Person
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, name_steward
from tamarack.stewardship.actions.writing import Said, save_texts
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries.workshop import states
from tests.conftest import make_person

PAGE = "/en/steward/cacee/drafts/1.1/files/"
CELL = ("COL.1.B", "text")


@pytest.fixture
def steward(cacee: Stored) -> Person:
    version = Version.objects.select_related("framework").get(pk=cacee.id)
    person = make_person("steward")
    name_steward(person, version.framework)
    begin_next(person, version, "1.1")
    return person


@pytest.fixture
def client(visit: Callable[..., Client], steward: Person) -> Client:
    return visit(steward)


def draft() -> Draft:
    return Draft.objects.select_related("framework", "based_on__framework").get(number="1.1")


def test_a_draft_is_downloaded_in_every_format_and_losses_are_told_first(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "The texts in “fr” are left out: 156." in page
    assert "Holds English only." in page
    for name in ("yaml", "json", "csv", "xlsx", "md", "case.json"):
        response = client.get(f"{PAGE}cacee-1.1.{name}")
        assert response.headers["Content-Disposition"] == f'attachment; filename="cacee-1.1.{name}"'
        assert same(load_document(response.content), draft().document)
    for name in ("cacee-1.1-fr.matrix", "cacee-1.1-fr.moodle.csv"):
        document, gaps = read_any(client.get(PAGE + name).content, name, language="fr")
        assert document["title"] == {"fr": "Compétences de l’ACSEE"}
        assert gaps == []
    for name in ("cacee-1.1.pdf", "cacee-1.1-de.matrix", "cacee-1.1-en-en.xlf", "x"):
        assert client.get(PAGE + name).status_code == 404


def sent(client: Client, data: bytes) -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile("x.xlf", data)}, follow=True)


def test_a_translation_goes_out_and_comes_back_with_its_state(client: Client, steward: Person) -> None:
    save_texts(steward, draft(), [Said(CELL, "en", "**Finds** occasions.")])
    assert states(draft())[(*CELL, "fr")] == "outdated"
    data = client.get(PAGE + "cacee-1.1-en-fr.xlf").content.decode()
    assert data.count('state="initial"') == 1
    assert data.count('state="final"') == 155
    old = draft().document["competencies"][0]["criteria"][0]["descriptors"]["B"]["fr"]
    data = data.replace(old, "**Trouve** des occasions.").replace('state="initial"', 'state="reviewed"')
    page = sent(client, data.encode()).content.decode()
    assert "French: texts taken: 1, reviewed: 1, not taken: 0." in page
    assert draft().document["competencies"][0]["criteria"][0]["descriptors"]["B"]["fr"] == "**Trouve** des occasions."
    assert states(draft())[(*CELL, "fr")] == "reviewed"
    assert states(draft())[("COL.1.E", "text", "fr")] == "up_to_date"


def test_what_no_longer_fits_is_told_and_left(client: Client, steward: Person) -> None:
    data = client.get(PAGE + "cacee-1.1-en-fr.xlf").content
    save_texts(steward, draft(), [Said(CELL, "en", "**Finds** occasions.")])
    before = draft().document
    response = sent(client, data)
    assert response.status_code == 422
    assert "COL.1.B text" in response.content.decode()
    assert "has changed since" in response.content.decode()
    assert draft().document == before


@pytest.mark.parametrize("data", [b"", b"x", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\x00" * 100])
def test_what_is_no_translation_is_refused_in_words(client: Client, data: bytes) -> None:
    before = draft().document
    assert sent(client, data).status_code in (200, 422)
    assert draft().document == before
    assert client.post(PAGE).status_code == 422


def test_the_page_costs_the_same_whatever_the_draft_says(
    client: Client, steward: Person, django_assert_num_queries: Any
) -> None:
    client.get(PAGE)
    with django_assert_num_queries(2 + 5):
        client.get(PAGE)


def test_the_public_page_offers_the_files_of_others(client: Client) -> None:
    page = client.get("/en/rubric/cacee/").content.decode()
    for name in ("cacee.md", "cacee.case.json", "cacee-fr.matrix", "cacee-en.moodle.csv"):
        assert f"/en/rubric/cacee/files/{name}" in page
        assert client.get(f"/en/rubric/cacee/files/{name}").status_code == 200
    package = json.loads(client.get("/en/rubric/cacee/files/cacee.case.json").content)
    published = Version.objects.get(number="1.0").published_at
    assert published is not None
    assert package["CFDocument"]["lastChangeDateTime"] == published.isoformat(timespec="seconds")
