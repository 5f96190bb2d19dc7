"""Crosswalks: stewards relate criteria, everyone reads them, and who rates sees what they answered elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.demo_crosswalk import add_demo_crosswalk
from tamarack.core.crosswalk import Relation
from tamarack.core.errors import NotAllowed
from tamarack.exchange.own_stewardship import stewardship_documents
from tamarack.people.models import Person
from tamarack.rubric.models import Framework
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import name_steward
from tamarack.stewardship.actions.crosswalks import begin_crosswalk, relate, take_relations, unrelate
from tamarack.stewardship.models import Crosswalk, CrosswalkRow
from tests.conftest import make_person

STEWARDS = "/en/steward/cacee/crosswalks/"
PAGE = STEWARDS + "example/"
PUBLIC = "/en/rubric/cacee/crosswalks/"


@pytest.fixture
def steward(cacee: Stored, example: Stored) -> Person:
    person = make_person("steward")
    name_steward(person, Framework.objects.get(code="cacee"))
    return person


@pytest.fixture
def crosswalk(steward: Person) -> Crosswalk:
    frameworks = Framework.objects.in_bulk(["cacee", "example"], field_name="code")
    return begin_crosswalk(steward, frameworks["cacee"], frameworks["example"])


def test_a_steward_relates_criteria_and_takes_one_away(visit: Callable[..., Client], steward: Person) -> None:
    client = visit(steward)
    assert client.post(STEWARDS, {"other": "example"}).headers["Location"] == PAGE
    said = {"do": "relate", "mine": "COL.1", "kind": "broader", "theirs": "PEO.1", "note": "Because <b>"}
    assert client.post(PAGE, said).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Because &lt;b&gt;" in page
    assert "broader than" in page
    assert "Steward" in page
    client.post(PAGE, {"do": "unrelate", "mine": "COL.1", "theirs": "PEO.1"})
    assert CrosswalkRow.objects.count() == 0
    assert "Because" not in client.get(PAGE).content.decode()


def test_stewards_of_the_other_rubric_see_it_from_their_side(
    visit: Callable[..., Client], crosswalk: Crosswalk, steward: Person
) -> None:
    relate(steward, crosswalk, Relation("COL.1", "broader", "PEO.1"))
    other = make_person("other")
    name_steward(other, Framework.objects.get(code="example"))
    page = visit(other).get("/en/steward/example/crosswalks/cacee/").content.decode()
    assert "narrower than" in page
    said = {"do": "relate", "mine": "PEO.2", "kind": "narrower", "theirs": "COM.1", "note": ""}
    visit(other).post("/en/steward/example/crosswalks/cacee/", said)
    assert CrosswalkRow.objects.get(left_code="COM.1").relation == Relation("COM.1", "broader", "PEO.2")
    with pytest.raises(NotAllowed):
        relate(make_person("nobody"), crosswalk, Relation("COL.1", "same", "PEO.1"))
    with pytest.raises(NotAllowed):
        unrelate(make_person("somebody"), crosswalk, "COL.1", "PEO.1")


def test_a_file_goes_out_and_comes_in_and_keeps_who_said_what(
    visit: Callable[..., Client], crosswalk: Crosswalk, steward: Person
) -> None:
    relate(steward, crosswalk, Relation("COL.1", "broader", "PEO.1"))
    relate(steward, crosswalk, Relation("COL.2", "same", "GOV.4", "Both"))
    first = CrosswalkRow.objects.get(left_code="COL.1")
    other = make_person("other")
    name_steward(other, crosswalk.right)
    client = visit(other)
    content = client.get("/en/steward/example/crosswalks/cacee/crosswalk.csv").content
    assert content.decode().splitlines() == [
        "example,relation,cacee,note", "PEO.1,narrower,COL.1,", "GOV.4,same,COL.2,Both",
    ]  # fmt: skip
    changed = content.replace(b"GOV.4,same,COL.2,Both", b"GOV.1,related,COM.2,")
    file = SimpleUploadedFile("x.csv", changed, "text/csv")
    page = client.post("/en/steward/example/crosswalks/cacee/", {"do": "take", "file": file}, follow=True)
    assert "2 relations taken." in page.content.decode()
    assert CrosswalkRow.objects.get(left_code="COL.1") == first
    assert CrosswalkRow.objects.get(left_code="COL.1").person == steward
    assert CrosswalkRow.objects.get(left_code="COM.2").person == other
    assert CrosswalkRow.objects.count() == 2


def test_nothing_is_taken_from_a_file_with_an_error(
    visit: Callable[..., Client], crosswalk: Crosswalk, steward: Person
) -> None:
    relate(steward, crosswalk, Relation("COL.1", "broader", "PEO.1"))
    file = SimpleUploadedFile("x.csv", b"cacee,relation,example,note\nCOL.2,same,GOV.4,\nCOL.99,same,GOV.4,\n")
    page = visit(steward).post(PAGE, {"do": "take", "file": file})
    assert page.status_code == 422
    assert "There is no criterion “COL.99” there." in page.content.decode()
    assert CrosswalkRow.objects.get().left_code == "COL.1"


@pytest.mark.parametrize(
    "said",
    [
        {"do": "relate", "mine": "COL.99", "kind": "same", "theirs": "PEO.1"},
        {"do": "relate", "mine": "COL.1", "kind": "like", "theirs": "PEO.1"},
        {"do": "relate", "mine": "COL.1", "kind": "same", "theirs": "PEO.1", "note": "x" * 501},
        {"do": "relate"}, {"do": "take"}, {"do": "unrelate"}, {"do": "unrelate", "mine": "x" * 999, "theirs": "\x00"},
        {"do": "what"},
    ],
)  # fmt: skip
def test_bad_input_changes_nothing(
    visit: Callable[..., Client], crosswalk: Crosswalk, steward: Person, said: dict[str, Any]
) -> None:
    relate(steward, crosswalk, Relation("COL.1", "broader", "PEO.1"))
    assert visit(steward).post(PAGE, said).status_code in (200, 302, 400)
    assert CrosswalkRow.objects.get().relation == Relation("COL.1", "broader", "PEO.1")


def test_everyone_reads_a_crosswalk_from_both_sides_once_it_says_something(
    client: Client, crosswalk: Crosswalk, steward: Person
) -> None:
    assert client.get(PUBLIC + "example/?fresh=1").status_code == 404
    assert "There is no crosswalk yet." in client.get(PUBLIC + "?fresh=1").content.decode()
    take_relations(steward, crosswalk, [Relation("COL.1", "broader", "PEO.1", "A note")])
    page = client.get(PUBLIC + "example/").content.decode()
    assert "broader than" in page
    assert "A note" in page
    assert "narrower than" in client.get("/en/rubric/example/crosswalks/cacee/").content.decode()
    assert "plus large que" in client.get("/fr/rubric/cacee/crosswalks/example/").content.decode()
    assert client.get(PUBLIC + "example/crosswalk.csv").content.startswith(b"cacee,relation,example,note\r\n")
    assert 'href="/en/rubric/cacee/crosswalks/example/"' in client.get(PUBLIC).content.decode()
    assert PUBLIC in client.get("/en/rubric/cacee/").content.decode()


def answered(person: Person, stored: Stored, **ratings: str) -> Assessment:
    made = Assessment.objects.create(person=person, version_id=stored.id, submitted_at=timezone.now())
    Rating.objects.bulk_create(
        Rating(assessment=made, criterion=code.replace("_", "."), value=value, reason="role" if value == "NA" else "")
        for code, value in ratings.items()
    )
    return made


def test_who_rates_sees_what_they_answered_elsewhere_and_only_that(
    own: Client, person: Person, stranger: Person, draft: Assessment, example: Stored, crosswalk: Crosswalk,
    steward: Person,
) -> None:  # fmt: skip
    take_relations(steward, crosswalk, [Relation("COL.1", "same", "GOV.4"), Relation("COL.2", "broader", "PEO.1")])
    page = f"/en/assess/{draft.pk}/col/"
    answered(stranger, example, GOV_4="S")
    assert "you answered" not in own.get(page).content.decode()
    answered(person, example, GOV_4="A", PEO_1="NA")
    newest = answered(person, example, GOV_4="L", PEO_1="0")
    text = own.get(page).content.decode()
    assert f'In <a href="/en/assess/{newest.pk}/result/">Volunteer Leadership' in text
    assert "you answered “Leading” for GOV.4 Community voice (the same)." in text
    assert text.count("you answered") == 1
    assert not Rating.objects.filter(assessment=draft).exists()
    french = own.get(f"/fr/assess/{draft.pk}/col/").content.decode()
    assert "vous avez répondu «\u00a0Conduite\u00a0»" in french


@pytest.mark.parametrize("count", [1, 14])
def test_pages_of_crosswalks_cost_the_same_with_more_relations(
    visit: Callable[..., Client], own: Client, person: Person, draft: Assessment, cacee: Stored, example: Stored,
    crosswalk: Crosswalk, steward: Person, django_assert_num_queries: Any, count: int,
) -> None:  # fmt: skip
    pairs = zip(cacee.framework.criteria, example.framework.criteria, strict=False)
    take_relations(steward, crosswalk, [Relation(one.code, "same", two.code) for one, two in list(pairs)[:count]])
    answered(person, example, **{row.code.replace(".", "_"): row.levels[0] for row in example.framework.criteria})
    client = visit(steward)
    for page in (PAGE, STEWARDS, PUBLIC + "example/?fresh=1", f"/en/assess/{draft.pk}/all/"):
        client.get(page)
        own.get(page)
    with django_assert_num_queries(2 + 4):
        client.get(PAGE)
    with django_assert_num_queries(2 + 3):
        client.get(STEWARDS)
    with django_assert_num_queries(0):
        Client().get(PUBLIC + "example/?fresh=1")
    with django_assert_num_queries(2 + 3 + 2):
        own.get(f"/en/assess/{draft.pk}/all/")


def test_what_someone_said_of_crosswalks_is_in_their_archive_and_loses_the_name_with_the_account(
    crosswalk: Crosswalk, steward: Person
) -> None:
    relate(steward, crosswalk, Relation("COL.1", "broader", "PEO.1", "Mine"))
    told = stewardship_documents(steward)["stewardship.json"]
    assert told["crosswalks"][0]["between"] == ["cacee", "example"]
    assert told["relations"][0]["note"] == "Mine"
    steward.delete()
    assert CrosswalkRow.objects.get().person is None
    assert Crosswalk.objects.get().made_by is None


def test_the_worked_example_fits_both_rubrics(cacee: Stored, example: Stored) -> None:
    add_demo_crosswalk()
    rows = CrosswalkRow.objects.all()
    assert {row.kind for row in rows} == {"same", "broader", "narrower", "related"}
    for row in rows:
        cacee.framework.criterion(row.left_code)
        example.framework.criterion(row.right_code)
    add_demo_crosswalk()
    assert CrosswalkRow.objects.count() == len(rows)
