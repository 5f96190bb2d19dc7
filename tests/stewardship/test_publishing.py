"""Publishing: what stands in the way, what it does, and what becomes of everyone's answers."""

from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.actions.carrying import carry_over, confirm, prepare_drafts
from tamarack.assessment.actions.rating import rate, start_assessment, submit_assessment
from tamarack.assessment.answers import Answer, Change
from tamarack.assessment.carrying import brought_to, offers
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries.rating import answers_of, own_assessments
from tamarack.core.changes import read_changes
from tamarack.core.errors import BadInput, NotAllowed
from tamarack.core.framework import to_document
from tamarack.exchange.ratings import ratings_csv
from tamarack.exchange.workbook import filled
from tamarack.people.models import Person
from tamarack.rubric.models import Life, Version
from tamarack.rubric.queries import Stored, current_version, framework, line_of, status
from tamarack.stewardship.actions import begin_next
from tamarack.stewardship.actions.life import set_status, withdraw_version
from tamarack.stewardship.actions.publishing import begin_restoring, declare, publish
from tamarack.stewardship.models import CarryOver, Draft
from tamarack.stewardship.queries.publishing import Effect, effect, gates
from tamarack.stewardship.tasks import carry_some
from tamarack.web.cached import forget_pages
from tests.conftest import make_person
from tests.core.test_versions import EDITS
from tests.reports.reading import text_of
from tests.stewardship.conftest import Drafted

ANSWERS = {"COL.1": "M", "COL.2": "B", "SME.1": "E", "SME.2": "B", "ETH.2": "M", "COM.5": "B", "DIG.3": "E"}
Published = Callable[..., Version]


def submitted(person: Person, stored: Stored, **answers: str) -> Assessment:
    draft = start_assessment(person, stored)
    given = {code.replace("_", "."): value for code, value in answers.items()} or ANSWERS
    rate(person, draft, {code: Change(value, note=f"note {code}") for code, value in given.items()})
    submit_assessment(person, draft)
    return draft


@pytest.fixture
def published(steward: Person, drafted: Drafted) -> Published:
    def make(*edits: str, **how: object) -> Version:
        draft = drafted(*edits, **how)
        return publish(steward, draft, draft.revision, "Reviewed.")

    return make


def test_what_is_published_says_what_the_draft_said(published: Published, version: Version) -> None:
    new = published("revised", "moved")
    said = framework(new.pk)
    assert said.criterion("COL.1").descriptors["M"]["en"] == "**Says** something else."
    assert [read_changes([entry])[0].entry for entry in said.changes] == [EDITS["revised"][1], EDITS["moved"][1]]
    assert current_version("cacee").id == new.pk
    assert [row.number for row in line_of(new)] == ["1.0", "1.1"]
    assert status(version.framework, "1.0") == Life.Status.SUPERSEDED
    assert status(version.framework, "1.1") == Life.Status.ADOPTED
    assert to_document(framework(version.pk)) != to_document(said)


@pytest.mark.parametrize("edit", ["revised", "merged", "criterion retired"])
def test_what_is_not_declared_stands_in_the_way_with_its_place(edit: str, steward: Person, drafted: Drafted) -> None:
    draft = drafted(edit, declared=False)
    assert gates(draft)
    assert gates(draft)[0].at
    with pytest.raises(NotAllowed, match="cannot be published yet"):
        publish(steward, draft, draft.revision, "Now.")
    assert Draft.objects.get().became is None
    assert Version.objects.count() == 1
    assert not CarryOver.objects.exists()


def test_a_steward_s_declaration_lets_it_through(steward: Person, drafted: Drafted) -> None:
    draft = drafted("revised", declared=False)
    [change] = read_changes([EDITS["revised"][1]])
    declare(steward, draft, draft.revision, add=[change])
    declared = Draft.objects.get()
    assert gates(declared) == []
    declare(steward, declared, declared.revision, remove=[change])
    assert [gate.at for gate in gates(Draft.objects.get())] == ["COL.1.M"]


def test_a_draft_that_someone_changed_meanwhile_is_not_declared_or_published_unseen(
    steward: Person, drafted: Drafted
) -> None:
    draft = drafted("revised")
    with pytest.raises(BadInput, match="Someone changed this draft"):
        publish(steward, draft, draft.revision - 1, "Now.")
    with pytest.raises(BadInput, match="Someone changed this draft"):
        declare(steward, draft, draft.revision - 1)


def test_an_incomplete_draft_cannot_be_published(steward: Person, drafted: Drafted) -> None:
    draft = drafted()
    del draft.document["title"]["fr"]
    draft.save()
    assert [gate.at for gate in gates(draft)] == ["title"]


def test_a_draft_on_a_version_that_is_not_the_newest_any_more_cannot_be_published(
    steward: Person, version: Version, published: Published
) -> None:
    other = begin_next(steward, version, "1.2")
    published("revised")
    assert "was published since" in gates(other)[0].template


def test_a_code_that_was_retired_is_never_given_again(steward: Person, drafted: Drafted, published: Published) -> None:
    new = published("criterion retired")
    draft = drafted(number="1.2", on=new)
    area = next(area for area in draft.document["competencies"] if area["code"] == "ETH")
    area["criteria"].append({**area["criteria"][0], "code": "ETH.5"})
    draft.document["changes"] = [{"kind": "added", "to": "ETH.5"}]
    draft.save()
    assert [gate.at for gate in gates(draft)] == ["ETH.5"]


def test_only_stewards_publish(drafted: Drafted, stranger: Person) -> None:
    draft = drafted("revised")
    with pytest.raises(NotAllowed):
        publish(stranger, draft, draft.revision, "Mine.")
    with pytest.raises(NotAllowed):
        declare(stranger, draft, draft.revision)


def test_the_preview_counts_from_five_people_on_in_steps_of_five(cacee: Stored, drafted: Drafted) -> None:
    draft = drafted("revised")
    for number in range(4):
        submitted(make_person(f"p{number}"), cacee)
    assert effect(draft) == Effect(None, None)
    for number in range(4, 7):
        submitted(make_person(f"p{number}"), cacee, COL_1="B")
    assert effect(draft) == Effect(5, None)
    for number in range(7, 13):
        submitted(make_person(f"p{number}"), cacee)
    assert effect(draft) == Effect(10, 10)


def test_answers_are_offered_taken_along_and_confirmed(person: Person, cacee: Stored, published: Published) -> None:
    old = submitted(person, cacee)
    assert offers(own_assessments(person)) == []
    published("revised", "merged", "moved", "descriptor retired", "criterion added", "split")
    [offer] = offers(own_assessments(person))
    assert (offer.assessment, offer.draft, offer.number) == (old, None, "1.0")
    draft = carry_over(person, current_version("cacee"))
    answers = answers_of(draft)
    assert {code: (each.value, each.confirm) for code, each in answers.by_code.items()} == {
        "COL.1": ("M", "revised"), "COL.2": ("B", ""), "SME.1": ("B", "merged"), "ETH.2": ("B", "retired"),
        "DIG.9": ("B", ""), "DIG.3": ("E", "split"), "DIG.8": ("E", "split"),
    }  # fmt: skip
    assert answers.of("SME.1").note == "note SME.1\n\nnote SME.2"
    assert answers.ratings == {"COL.2": "B", "DIG.9": "B"}
    assert set(answers.waiting) == {"COL.1", "DIG.3", "DIG.8", "ETH.2", "SME.1"}
    assert confirm(person, draft, ["COL.1", "COL.2", "nowhere"]) == ["COL.1"]
    assert answers_of(draft).of("COL.1") == Answer("M", "", "note COL.1")
    rate(person, draft, {"SME.1": Change("E")})
    assert answers_of(draft).of("SME.1") == Answer("E", "", "note SME.1\n\nnote SME.2")
    assert offers(own_assessments(person))[0].draft == draft
    submit_assessment(person, draft)
    assert offers(own_assessments(person)) == []
    assert answers_of(old).ratings == ANSWERS


def test_taking_along_twice_finds_the_same_draft(person: Person, cacee: Stored, published: Published) -> None:
    submitted(person, cacee)
    published("revised")
    stored = current_version("cacee")
    assert carry_over(person, stored) == carry_over(person, stored)


def test_who_has_nothing_submitted_has_nothing_to_take_along(
    person: Person, cacee: Stored, published: Published
) -> None:
    start_assessment(person, cacee)
    published("revised")
    assert offers(own_assessments(person)) == []
    with pytest.raises(BadInput, match="no submitted assessment"):
        carry_over(person, current_version("cacee"))


def test_what_waits_in_a_submitted_assessment_still_waits_on_the_next_version(
    person: Person, cacee: Stored, published: Published
) -> None:
    submitted(person, cacee)
    first = published("revised")
    draft = carry_over(person, current_version("cacee"))
    submit_assessment(person, draft)
    published("renamed criterion", number="1.2", on=first)
    later = carry_over(person, current_version("cacee"))
    assert answers_of(later).of("COL.1").confirm == "revised"


def test_answers_go_along_over_several_versions(person: Person, cacee: Stored, published: Published) -> None:
    old = submitted(person, cacee)
    first = published("revised")
    second = published("descriptor retired", number="1.2", on=first)
    draft = carry_over(person, current_version("cacee"))
    assert set(answers_of(draft).waiting) == {"COL.1", "ETH.2"}
    brought = brought_to(second.pk, old, answers_of(old))
    assert brought is not None
    assert brought.by_code == answers_of(draft).by_code


def test_a_version_is_taken_back_by_one_that_restores_it(
    person: Person, steward: Person, cacee: Stored, version: Version, published: Published
) -> None:
    old = submitted(person, cacee)
    published("revised", "merged")
    draft = carry_over(person, current_version("cacee"))
    submit_assessment(person, draft)
    back = begin_restoring(steward, version, "1.2")
    assert gates(back) == []
    third = publish(steward, back, back.revision, "1.1 was a mistake.")
    assert [row.number for row in line_of(third)] == ["1.0", "1.2"]
    [offer] = offers(own_assessments(person))
    assert offer.assessment == old
    taken = carry_over(person, current_version("cacee"))
    assert answers_of(taken).ratings == ANSWERS
    assert Version.objects.filter(published_at__isnull=False).count() == 3


def test_a_version_that_restores_another_says_it_word_for_word(
    steward: Person, version: Version, published: Published
) -> None:
    published("revised")
    back = begin_restoring(steward, version, "1.2")
    EDITS["reworded"][0](back.document)
    back.save()
    assert [gate.at for gate in gates(back)] == ["COL.1.B"]


def test_drafts_are_prepared_in_the_background_and_nothing_is_submitted(
    cacee: Stored, published: Published, django_assert_max_num_queries: Callable[..., object]
) -> None:
    people = [make_person(f"p{number}") for number in range(12)]
    for person in people[:9]:
        submitted(person, cacee)
    start_assessment(people[9], cacee)
    new = published("revised")
    row = CarryOver.objects.get(version=new)
    assert (row.people, row.done, row.ended_at) == (9, 0, None)
    carry_some(new.pk)
    row.refresh_from_db()
    assert (row.done, row.ended_at is not None) == (9, True)
    drafts = Assessment.objects.filter(version=new)
    assert {draft.person for draft in drafts} == set(people[:9])
    assert not drafts.exclude(submitted_at=None).exists()
    assert answers_of(drafts[0]).of("COL.1").confirm == "revised"
    carry_some(new.pk)
    assert prepare_drafts(new.pk, [person.pk for person in people]) == 0
    assert drafts.count() == 9


def test_preparing_costs_as_many_queries_for_few_as_for_many(
    cacee: Stored, published: Published, django_assert_max_num_queries: Callable[..., object]
) -> None:
    people = [make_person(f"p{number}") for number in range(30)]
    for person in people:
        submitted(person, cacee)
    new = published("revised")
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        prepare_drafts(new.pk, [people[0].pk])
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        prepare_drafts(new.pk, [person.pk for person in people])


def test_what_moved_is_told_across_versions(
    person: Person, cacee: Stored, published: Published, client: Client
) -> None:
    submitted(person, cacee, COL_1="B", COL_2="B")
    published("revised", "moved")
    draft = carry_over(person, current_version("cacee"))
    rate(person, draft, {"COL.2": Change("E")})
    submit_assessment(person, draft)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/en/me/over-time/").content.decode()
    assert "version 1.1 of the rubric" in page
    assert "1 descriptor newly met." in page
    assert "1 descriptor newly met." in client.get("/en/me/").content.decode()
    assert client.get(f"/en/assess/{draft.pk}/result/").status_code == 200


def test_the_answers_of_an_earlier_version_stand_beside_the_criteria_that_still_offer_them(
    person: Person, cacee: Stored, published: Published, client: Client
) -> None:
    submitted(person, cacee, COL_1="M", COL_2="B")
    published("level retired")
    draft = carry_over(person, current_version("cacee"))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/en/assess/{draft.pk}/col/").content.decode()
    assert "To confirm: Enhancing" in page
    assert "Mastering" not in page
    confirming = client.get(f"/en/assess/{draft.pk}/confirm/").content.decode()
    assert "The descriptor you chose is gone." in confirming
    client.post(f"/en/assess/{draft.pk}/confirm/", {"criterion": "COL.1"})
    assert "Nothing is left to confirm" in client.get(f"/en/assess/{draft.pk}/confirm/").content.decode()


def test_a_draft_is_compared_in_public_while_it_is_in_consultation_alone(
    steward: Person, version: Version, published: Published, client: Client
) -> None:
    published("revised")
    back = begin_restoring(steward, version, "1.2")
    assert client.get("/en/rubric/cacee/compare/1.1/1.2/").status_code == 404
    set_status(steward, version.framework, "1.2", Life.Status.CONSULTATION, "Back?")
    forget_pages()
    page = client.get("/en/rubric/cacee/compare/1.1/1.2/").content.decode()
    assert "draft in consultation" in page
    assert "COL.1.M" in page
    assert client.get("/en/rubric/cacee/versions/").status_code == 200
    assert back.document["restores"] == "1.0"


@pytest.mark.parametrize("name", ["changes.md", "changes.pdf"])
def test_the_change_log_is_a_file_in_the_language_of_the_page(published: Published, client: Client, name: str) -> None:
    published("revised", "merged", "moved", "criterion added")
    for language, word in (("en", "Revised"), ("fr", "Révisé")):
        response = client.get(f"/{language}/rubric/cacee/compare/1.0/1.1/{name}")
        assert response.status_code == 200
        text = response.content.decode() if name.endswith("md") else text_of(response.content)
        assert word in text
    assert client.get("/en/rubric/cacee/compare/1.0/1.1/other.md").status_code == 404


def test_what_waits_is_unrated_in_files_and_in_a_workbook(person: Person, cacee: Stored, published: Published) -> None:
    submitted(person, cacee, COL_1="M", COL_2="B")
    published("revised")
    draft = carry_over(person, current_version("cacee"))
    answers = answers_of(draft)
    rows = ratings_csv(answers).decode().splitlines()
    assert rows[1:3] == ["COL.1,", "COL.2,B"]
    assert filled(answers)["COL.1"] == ("", "", "note COL.1")
    assert filled(answers)["COL.2"] == ("B", "", "note COL.2")
    submit_assessment(person, draft)
    assert answers_of(draft).standing.unrated == 34


def test_after_a_withdrawal_the_version_before_is_gone_on_from(
    steward: Person, version: Version, drafted: Drafted, published: Published
) -> None:
    published("revised")
    withdraw_version(steward, version.framework, "1.1", "A mistake.")
    draft = drafted("reworded", number="1.2")
    assert gates(draft) == []
    publish(steward, draft, draft.revision, "Mended.")
    assert status(version.framework, "1.0") == Life.Status.SUPERSEDED
    assert status(version.framework, "1.1") == Life.Status.WITHDRAWN
    assert current_version("cacee").framework.version == "1.2"
