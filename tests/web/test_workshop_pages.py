from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from tamarack.core.declaring import criteria
from tamarack.core.formats.release import verify_release
from tamarack.core.texts import texts
from tamarack.people.models import Person
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, name_steward
from tamarack.stewardship.models import CellComment, Draft, Edit, Steward
from tests.conftest import make_person

ROOT = "/en/steward/cacee/drafts/1.1/"
AREA = f"{ROOT}edit/COL/"
KEY = "COL.1.B|text|en"


@pytest.fixture
def draft(cacee: Stored) -> Draft:
    version = Version.objects.select_related("framework").get(pk=cacee.id)
    for name in ("joanne", "marc"):
        name_steward(make_person(name), version.framework)
    return begin_next(Person.objects.get(name="Joanne"), version, "1.1")


@pytest.fixture
def joanne(visit: Callable[..., Client], draft: Draft) -> Client:
    return visit(Person.objects.get(name="Joanne"))


@pytest.fixture
def marc(visit: Callable[..., Client], draft: Draft) -> Client:
    return visit(Person.objects.get(name="Marc"))


def now(draft: Draft) -> Draft:
    return Draft.objects.get(pk=draft.pk)


def text_of(draft: Draft, key: str = KEY) -> str:
    subject, field, language = key.split("|")
    return texts(now(draft).document)[subject, field].get(language, "")


PAGES = [
    "/en/steward/", "/en/steward/new/", "/en/steward/cacee/", "/en/steward/cacee/draft/", "/en/steward/cacee/stewards/",
    "/en/steward/cacee/versions/1.0/withdraw/", ROOT, f"{ROOT}edit/", AREA, f"{AREA}?show=fr", f"{AREA}?show=fr,en",
    f"{ROOT}at/COL/", f"{ROOT}at/COL.1/", f"{ROOT}at/ETH.2.E/", f"{ROOT}at/level:B/", f"{ROOT}history/",
    f"{ROOT}translation/", f"{ROOT}translation/?language=en&state=up_to_date", f"{ROOT}checks/", f"{ROOT}drop/",
    *(f"{ROOT}change/{verb}/?code=COL.1" for verb in ("split", "merge", "move", "retire")),
    *(f"{ROOT}change/{verb}/" for verb in ("add_competency", "add_level", "add_language")),
    f"{ROOT}change/add_criterion/?code=COL", f"{ROOT}change/add_descriptor/?code=ETH.2.E",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_there_in_both_languages_and_for_stewards_alone(
    path: str, joanne: Client, visit: Callable[..., Client]
) -> None:
    assert joanne.get(path).status_code == 200
    assert joanne.get(path.replace("/en/", "/fr/")).status_code == 200
    stranger = visit(make_person("stranger"))
    if path != "/en/steward/":
        assert stranger.get(path).status_code == (403 if path == "/en/steward/new/" else 404)


def test_a_form_without_scripts_keeps_what_was_changed(joanne: Client, draft: Draft) -> None:
    before = text_of(draft)
    sent = {f"t|{KEY}": "Another.", f"b|{KEY}": before, "t|COL.2.B|text|en": "x", "b|COL.2.B|text|en": "x"}
    response = joanne.post(f"{AREA}?show=en", sent)
    assert response.status_code == 302
    assert response["Location"].endswith("?show=en")
    assert text_of(draft) == "Another."
    assert Edit.objects.count() == 1


def test_the_second_of_two_sees_both_texts_and_chooses(joanne: Client, marc: Client, draft: Draft) -> None:
    before = text_of(draft)
    joanne.post(AREA, {f"t|{KEY}": "Joanne wrote this.", f"b|{KEY}": before})
    response = marc.post(AREA, {f"t|{KEY}": "Marc wrote that.", f"b|{KEY}": before})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Joanne changed this text" in page
    assert "<del>Joanne </del>wrote " in page
    assert "<ins>Marc </ins>wrote " in page
    assert text_of(draft) == "Joanne wrote this."
    marc.post(AREA, {f"t|{KEY}": "Both wrote.", f"b|{KEY}": "Joanne wrote this."})
    assert text_of(draft) == "Both wrote."


def test_a_script_is_told_what_stands_and_what_differs(joanne: Client, marc: Client, draft: Draft) -> None:
    before = text_of(draft)
    script = {"HTTP_ACCEPT": "application/json"}
    told = joanne.post(AREA, {f"t|{KEY}": "One. ", f"b|{KEY}": before}, **script).json()
    assert (told["texts"], told["was"], told["revision"]) == ({KEY: "One."}, 1, 2)
    assert told["states"]["COL.1.B|text|fr"] == "outdated"
    other = "COL.1.E|text|en"
    sent = {f"t|{KEY}": "Two.", f"b|{KEY}": before, f"t|{other}": "**x", f"b|{other}": ""}
    told = marc.post(AREA, sent, **script).json()
    assert "Joanne changed this text" in told["conflicts"][KEY]
    assert list(told["errors"]) == ["COL.1.E|text|en"]
    assert "Joanne is here, at COL." in told["here"]


def test_moving_up_keeps_what_was_written_on_the_page(joanne: Client, draft: Draft) -> None:
    sent = {f"t|{KEY}": "New.", f"b|{KEY}": text_of(draft), "revision": "1", "order": "up COL.2"}
    assert joanne.post(AREA, sent).status_code == 302
    assert text_of(draft) == "New."
    assert list(criteria(now(draft).document))[:2] == ["COL.2", "COL.1"]


def test_a_change_of_structure_is_confirmed_and_refused_when_stale(joanne: Client, marc: Client, draft: Draft) -> None:
    path = f"{ROOT}change/retire/"
    assert "stay in people’s history" in joanne.get(f"{path}?code=COL.1").content.decode()
    marc.post(AREA, {f"t|{KEY}": "New.", f"b|{KEY}": text_of(draft)})
    response = joanne.post(path, {"code": "COL.1", "revision": "1"})
    assert response.status_code == 409
    assert "changed meanwhile" in response.content.decode()
    assert joanne.post(path, {"code": "COL.1", "revision": "2"}).status_code == 302
    assert "COL.1" not in criteria(now(draft).document)
    edit = Edit.objects.filter(verb="retire").get()
    joanne.post(f"{ROOT}undo/", {"edit": edit.pk})
    assert "COL.1" in criteria(now(draft).document)
    assert now(draft).changes == []


@pytest.mark.parametrize(
    ("verb", "sent"),
    [
        ("move", {"code": "COM.5", "to": "DIG"}), ("split", {"code": "DIG.3"}),
        ("merge", {"code": "SME.1", "to": "SME.2"}), ("add_criterion", {"code": "EDI", "name-en": "Plain language"}),
        ("add_competency", {"code": "ENV", "name-en": "E"}),
        ("add_level", {"code": "P", "rank": "1", "name-en": "Preparing"}), ("add_language", {"code": "es"}),
        ("add_descriptor", {"code": "ETH.2.E"}), ("retire", {"code": "level:M"}), ("retire", {"code": "ETH"}),
        ("retire", {"code": "ETH.2.M"}),
    ],
)  # fmt: skip
def test_every_change_can_be_made_and_taken_back(verb: str, sent: dict[str, str], joanne: Client, draft: Draft) -> None:
    before = now(draft).document
    response = joanne.post(f"{ROOT}change/{verb}/", {**sent, "revision": "1"}, follow=True)
    assert response.status_code == 200, response.content.decode()[-2000:]
    assert now(draft).changes
    assert f"{ROOT}history/".encode() in joanne.get(ROOT).content
    joanne.post(f"{ROOT}undo/", {"edit": Edit.objects.get().pk})
    assert {**now(draft).document, "changes": []} == {**before, "changes": []}


@pytest.mark.parametrize("path", ["change/explode/", "at/XYZ/", "edit/XYZ/", "at/COL.1.X/"])
def test_what_is_not_there_is_not_found(path: str, joanne: Client) -> None:
    assert joanne.get(f"{ROOT}{path}").status_code == 404


def test_bad_input_is_told_and_changes_nothing(joanne: Client, draft: Draft) -> None:
    for verb, sent in (
        ("add_competency", {"code": "a b"}), ("add_level", {"code": "NA", "rank": "1"}), ("merge", {"code": "COL.1"}),
        ("retire", {"code": "nothing"}), ("order", {"code": "COL.1"}), ("bring_back", {"code": "COL.1"}),
        ("add_language", {"code": "english"}), ("split", {"code": "x" * 500}),
    ):  # fmt: skip
        response = joanne.post(f"{ROOT}change/{verb}/", {**sent, "revision": "1"})
        assert response.status_code in (302, 404, 409, 422), verb
    for sent in ({"t|": "x"}, {"t|a|b|c|d": "x"}, {"t|COL|name|xx": "x", "order": "sideways"}):
        assert joanne.post(AREA, sent).status_code in (302, 404, 409, 422)
    assert joanne.post(f"{ROOT}undo/", {"edit": "one"}).status_code == 404


def test_stewards_talk_about_a_cell(joanne: Client, marc: Client, draft: Draft) -> None:
    joanne.post(f"{ROOT}at/COL.1.B/", {"text": "Is this <b>clear</b>?"})
    page = marc.get(f"{ROOT}at/COL.1.B/").content.decode()
    assert "Is this &lt;b&gt;clear&lt;/b&gt;?" in page
    assert "1 comment" in marc.get(AREA).content.decode()
    marc.post(f"{ROOT}comments/{CellComment.objects.get().pk}/", {"settled": "yes"})
    assert "1 comment" not in marc.get(AREA).content.decode()


def test_translations_are_counted_listed_and_reviewed(joanne: Client, draft: Draft) -> None:
    joanne.post(AREA, {f"t|{KEY}": "New.", f"b|{KEY}": text_of(draft)})
    page = joanne.get(f"{ROOT}translation/?language=fr&state=outdated").content.decode()
    assert "COL.1.B" in page
    joanne.post(f"{ROOT}translation/", {"text": ["COL.1.B|text|fr", "bad"]})
    assert "COL.1.B" not in joanne.get(f"{ROOT}translation/?language=fr&state=outdated").content.decode()


def test_a_framework_begins_blank_from_a_file_or_as_a_copy(joanne: Client) -> None:
    blank = {"code": "small", "number": "1.0", "begin": "blank", "title": "Small", "languages": "en, fr",
             "levels": "B Building\nE Enhancing"}  # fmt: skip
    assert joanne.post("/en/steward/new/", blank)["Location"] == "/en/steward/small/drafts/1.0/"
    copy = {"code": "copied", "number": "1.0", "begin": "copy", "source": "cacee"}
    assert joanne.post("/en/steward/new/", copy).status_code == 302
    file = BytesIO(joanne.get("/en/rubric/cacee/files/cacee.yaml").content)
    file.name = "cacee.yaml"
    assert (
        joanne.post("/en/steward/new/", {"code": "filed", "number": "1.0", "begin": "file", "file": file}).status_code
        == 302
    )
    assert len(criteria(Draft.objects.get(framework__code="filed").document)) == 35
    again = joanne.post("/en/steward/new/", {**blank, "title": "Again"})
    assert "There is a rubric “small” already" in again.content.decode()
    for wrong in ({"levels": ""}, {"code": "New one"}, {"levels": "B"}, {"languages": "English"}, {"begin": "file"}):
        assert joanne.post("/en/steward/new/", {**blank, "code": "other", **wrong}).status_code == 422


def test_stewards_name_each_other_and_the_last_one_stays(joanne: Client, visit: Callable[..., Client]) -> None:
    path = "/en/steward/cacee/stewards/"
    assert "No account here has the address" in joanne.post(path, {"email": "x@example.org"}).content.decode()
    joanne.post(path, {"email": make_person("new").email})
    assert "New" in joanne.get(path).content.decode()
    for row in Steward.objects.exclude(person__name="Joanne"):
        joanne.post(f"{path}{row.pk}/remove/")
    joanne.post(f"{path}{Steward.objects.get().pk}/remove/")
    assert Steward.objects.count() == 1


def test_a_version_is_withdrawn_with_a_reason(joanne: Client, draft: Draft) -> None:
    path = "/en/steward/cacee/versions/1.0/withdraw/"
    assert joanne.post(path, {"why": ""}).status_code == 200
    assert joanne.post(path, {"why": "A mistake."}).status_code == 302
    page = joanne.get("/en/steward/cacee/").content.decode()
    assert "A mistake." in page
    assert "withdrawn" in page


def test_a_release_verifies_and_a_changed_one_does_not(
    client: Client, cacee: Stored, settings: Any, tmp_path: Any
) -> None:
    settings.KEYS_ROOT = tmp_path
    data = client.get("/en/rubric/cacee/versions/1.0/release.zip").content
    key = client.get("/en/rubric/release-key.txt").content.decode().strip()
    release = verify_release(data, key)
    assert (release.framework, release.version) == ("cacee", "1.0")
    assert sorted(ZipFile(BytesIO(data)).namelist()) == [
        "README.txt", "cacee-1.0.json", "cacee-1.0.yaml", "release.json", "release.json.sig",
    ]  # fmt: skip
    assert client.get("/en/rubric/cacee/versions/9.9/release.zip").status_code == 404


def test_the_cost_of_a_page_does_not_grow(joanne: Client, draft: Draft, django_assert_max_num_queries: Any) -> None:
    joanne.get(AREA)
    with django_assert_max_num_queries(30) as few:
        joanne.get(AREA)
    for number in range(30):
        CellComment.objects.create(draft=draft, subject=f"COL.{number}")
        Edit.objects.create(draft=draft, verb="wrote", subject=f"COL.{number}", field="name", language="en")
    with django_assert_max_num_queries(len(few)):
        joanne.get(AREA)
