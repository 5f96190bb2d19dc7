"""Feedback: who is asked, what they say, what becomes of it when a request closes."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tamarack.assessment.actions import answering
from tamarack.assessment.actions import feedback as asking
from tamarack.assessment.actions.answering import Remark, Said
from tamarack.assessment.actions.feedback import Asked, Invited
from tamarack.assessment.models import (
    KEEP,
    TRY,
    Assessment,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackRefusal,
    FeedbackRequest,
    FeedbackRespondent,
)
from tamarack.assessment.promise import told
from tamarack.assessment.queries import feedback as queries
from tamarack.core.agreement import Near, Reading
from tamarack.core.errors import BadInput, BadRating, NotAllowed, TamarackError, UnknownCode
from tamarack.people.actions.accounts import delete_account
from tamarack.people.models import Member, Organisation, Person
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.feedback import ask, for_reviewer, named, people, respondent_of, say, unnamed


@pytest.fixture
def done(draft: Assessment, fill: Callable[..., Assessment]) -> Assessment:
    fill(draft, submit=True, COL_1="M", COL_2="0")
    draft.ratings.filter(criterion="EDI.5").update(value="NA", reason="role")
    return draft


@pytest.fixture
def asked(person: Person, cacee: Stored, done: Assessment) -> FeedbackRequest:
    return ask(person, cacee, done)


def close(request: FeedbackRequest) -> FeedbackRequest:
    asking.close_request(request.person, request)
    request.refresh_from_db()
    return request


def texts(request: FeedbackRequest) -> dict[str, set[tuple[str, str, str]]]:
    return {
        about: {(row.part, row.name, row.text) for row in rows}
        for about, rows in queries.readable_comments(request).items()
    }


def row(request: FeedbackRequest, code: str) -> Any:
    return next(row for row in queries.result(request).rows if row.criterion.code == code)


# What a closed request shows


def test_a_group_is_shown_from_three_and_the_smaller_ones_together(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, "B")
    for name in ("Sam", "Sue", "Ted"):
        say(asked, name, "M", EDI_5="B")
    say(asked, "Mona", "0")
    found = row(close(asked), "COL.1")
    assert set(found.cells) == {"peers", "pool"}
    assert found.cells["peers"].place.at == 1
    assert found.cells["pool"].place.near == Near.HIGHEST
    assert [cell.place.at for cell in found.managers] == [0]
    assert found.others.at == 2, "managers stand apart"
    assert found.reading == Reading.BLIND_SPOT
    assert queries.result(asked).managers == ["Mona"]


def test_below_three_nothing_is_shown_and_nothing_is_kept(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, "B")
    for name in ("Sam", "Sue"):
        say(asked, name, "M", {"COL.1": unnamed("Sam and Sue’s"), TRY: named("signed")}, EDI_5="B")
    close(asked)
    assert set(row(asked, "COL.1").cells) == {"peers"}
    assert row(asked, "COL.1").others.at == 1
    assert not FeedbackComment.objects.exists()
    assert "students" not in str(asked.published)


def test_not_observed_counts_nowhere(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per"):
        say(asked, name, "B")
    say(asked, "Pam", "B", COL_1="-")
    say(asked, "Ted", "B", COL_1="-")
    close(asked)
    assert row(asked, "COL.1").cells == {}
    assert set(row(asked, "COL.2").cells) == {"peers"}


def test_self_and_others_are_compared_and_never_averaged(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, "E", EDI_5="B")
    close(asked)
    assert row(asked, "COL.1").reading == Reading.BLIND_SPOT
    assert row(asked, "COL.2").reading == Reading.HIDDEN_STRENGTH
    assert row(asked, "EDI.5").reading is None, "one’s own rating is not applicable"
    assert row(asked, "COL.1").others.at == 2


def test_without_an_assessment_there_is_no_reading(person: Person, cacee: Stored) -> None:
    request = ask(person, cacee)
    for name in ("Pia", "Per", "Pam"):
        say(request, name)
    assert {found.reading for found in queries.result(close(request)).rows} == {None}


def test_the_result_stays_when_the_assessment_is_deleted(asked: FeedbackRequest, done: Assessment) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    close(asked)
    done.delete()
    asked.refresh_from_db()
    assert row(asked, "COL.1").cells
    assert row(asked, "COL.1").reading is None


def test_as_many_strengths_as_places_to_talk_about_are_in_view(
    person: Person, cacee: Stored, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    codes = [found.code for found in cacee.framework.criteria[:12]]
    own = dict.fromkeys((code.replace(".", "_") for code in codes[:4]), "M") | {codes[5].replace(".", "_"): "0"}
    request = ask(person, cacee, fill(draft, submit=True, **own), criteria=codes)
    for name in ("Pia", "Per", "Pam"):
        say(request, name, "B")
    less, more = queries.result(close(request)).to_reflect
    assert len(less) == len(more) == 3
    assert {found.reading for found in less} == {Reading.BLIND_SPOT}
    assert more[0].criterion.code == codes[5]


# Comments


def test_comments_follow_their_group_and_carry_what_their_author_chose(asked: FeedbackRequest) -> None:
    say(asked, "Pia", "B", {"COL.1": unnamed("no name"), KEEP: named("with name")})
    say(asked, "Per", "B", {"COL.1": for_reviewer("reviewer only")})
    say(asked, "Pam", "B")
    say(asked, "Mona", "B", {"COL.2": named("manager’s"), TRY: for_reviewer("from the manager")})
    close(asked)
    assert texts(asked) == {
        "COL.1": {("peers", "", "no name")},
        KEEP: {("peers", "Pia", "with name")},
        "COL.2": {("manager", "Mona", "manager’s")},
    }
    assert queries.comments_for_reviewer(asked) == {"COL.1": ["reviewer only"], "": ["from the manager"]}


def test_a_comment_of_a_pooled_group_is_read_in_the_pool(asked: FeedbackRequest) -> None:
    say(asked, "Sam", "B", {"COL.1": unnamed("Sam’s"), KEEP: unnamed("keep")})
    say(asked, "Sue", "B", {"COL.1": for_reviewer("Sue’s")})
    say(asked, "Ted", "B")
    close(asked)
    assert texts(asked) == {"COL.1": {("pool", "", "Sam’s")}, KEEP: {("pool", "", "keep")}}
    assert queries.comments_for_reviewer(asked) == {"COL.1": ["Sue’s"]}


def test_comments_for_the_reviewer_follow_the_threshold_too(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, "B")
    say(asked, "Sam", "B", {"COL.1": for_reviewer("alone"), TRY: for_reviewer("alone")})
    assert queries.comments_for_reviewer(close(asked)) == {}


def test_comments_come_in_no_order(person: Person, cacee: Stored) -> None:
    names = [f"P{number}" for number in range(12)]
    request = ask(person, cacee, groups={"peers": names})
    for name in names:
        say(request, name, "B", {"COL.1": unnamed(name)})
    close(request)
    assert [found.text for found in queries.readable_comments(request)["COL.1"]] != names
    assert {field.name for field in FeedbackComment._meta.get_fields()} == {
        "id", "request", "about", "part", "name", "for_reviewer", "text",
    }  # fmt: skip


# Closing


def test_the_link_between_people_and_what_they_said_is_cut(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, "B", {"COL.1": unnamed("said")})
    say(asked, "Sam", give=False)
    answering.decline(respondent_of(asked, "Sue"))
    FeedbackRespondent.objects.filter(name="Ted").update(reminded=2)
    close(asked)
    assert not FeedbackAnswer.objects.exists()
    left = FeedbackRespondent.objects.values_list("state", "has_read", "reminded", "mailed_on")
    assert list(left.order_by().distinct()) == [("asked", False, 0, None)]
    assert not {"Pia", "Per", "Pam"} & set(str(asked.published).replace("'", " ").split())


def test_what_was_saved_and_not_given_is_erased(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per"):
        say(asked, name)
    say(asked, "Pam", remarks={"COL.1": unnamed("half-way")}, give=False)
    say(asked, "Sam")
    close(asked)
    assert row(asked, "COL.1").cells.keys() == {"pool"}
    assert not FeedbackComment.objects.exists()


def test_a_request_is_closed_by_its_person_from_three_answers_on(asked: FeedbackRequest) -> None:
    say(asked, "Pia")
    say(asked, "Sam")
    say(asked, "Mona")
    asked.refresh_from_db()
    assert not queries.can_be_closed(asked)
    with pytest.raises(NotAllowed):
        close(asked)
    say(asked, "Ted")
    asked.refresh_from_db()
    assert queries.can_be_closed(asked)
    close(asked)
    assert asked.is_closed


def test_that_enough_answered_stays_when_one_is_taken_back(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Sam", "Ted"):
        say(asked, name)
    answering.take_answer_back(respondent_of(asked, "Pia"))
    asked.refresh_from_db()
    assert queries.can_be_closed(asked)
    assert queries.result(close(asked)).is_empty


def test_managers_alone_can_be_closed_at_any_time(person: Person, cacee: Stored) -> None:
    request = ask(person, cacee, groups={"manager": ["Mona"]})
    assert queries.can_be_closed(request)
    assert queries.result(close(request)).is_empty


def test_nothing_is_added_to_a_closed_request(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    say(asked, "Sam", give=False)
    before = close(asked).published
    sam = respondent_of(asked, "Sam")
    for act in (
        lambda: answering.give_answer(sam, Said({"COL.1": "M"})),
        lambda: answering.save_answer(sam, Said({"COL.1": "M"})),
        lambda: answering.begin_answer(sam),
        lambda: answering.decline(sam),
        lambda: answering.take_answer_back(respondent_of(asked, "Pia")),
        lambda: asking.invite_more(asked.person, asked, people({"peers": ["New"]})),
        lambda: asking.close_request(asked.person, asked),
    ):
        with pytest.raises(NotAllowed):
            act()
    asked.refresh_from_db()
    assert asked.published == before
    assert not FeedbackAnswer.objects.exists()


# Answering


def test_who_sees_what_is_read_before_anything_is_written(asked: FeedbackRequest) -> None:
    pia = respondent_of(asked, "Pia")
    with pytest.raises(NotAllowed, match="read first"):
        answering.save_answer(pia, Said({"COL.1": "B"}))
    assert not FeedbackAnswer.objects.exists()


def test_feedback_is_given_once(asked: FeedbackRequest) -> None:
    pia = say(asked, "Pia", "B")
    with pytest.raises(NotAllowed, match="already"):
        answering.give_answer(pia, Said({"COL.1": "M"}))
    with pytest.raises(NotAllowed, match="already"):
        answering.save_answer(pia, Said({"COL.1": "M"}))
    assert FeedbackAnswer.objects.get().ratings["COL.1"] == "B"


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_the_same_time_give_one_answer(person: Person, cacee: Stored) -> None:
    request = ask(person, cacee)
    pia = respondent_of(request, "Pia")
    answering.begin_answer(pia)
    start, outcomes = threading.Barrier(4), []

    def give(value: str) -> None:
        start.wait()
        try:
            answering.give_answer(pia, Said({"COL.1": value}))
            outcomes.append(value)
        except NotAllowed:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=(value,)) for value in ("0", "B", "E", "M")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[:1] != ["refused"]
    assert outcomes.count("refused") == 3
    (kept,) = (value for value in outcomes if value != "refused")
    assert FeedbackAnswer.objects.get().ratings == {"COL.1": kept}


def test_feedback_can_be_taken_back_changed_and_given_again(asked: FeedbackRequest) -> None:
    pia = say(asked, "Pia", "B", {"COL.1": unnamed("first")})
    answering.take_answer_back(pia)
    assert not respondent_of(asked, "Pia").has_answered
    answering.give_answer(pia, Said({"COL.1": "M"}, {"COL.1": unnamed("")}))
    answer = FeedbackAnswer.objects.get()
    assert (answer.ratings["COL.1"], answer.ratings["COL.2"], answer.remarks) == ("M", "B", {})


def test_declining_erases_and_can_be_taken_back(asked: FeedbackRequest) -> None:
    pia = say(asked, "Pia", give=False)
    answering.decline(pia)
    assert not FeedbackAnswer.objects.exists()
    with pytest.raises(NotAllowed, match="declined"):
        answering.save_answer(pia, Said({"COL.1": "M"}))
    answering.reconsider(pia)
    answering.save_answer(pia, Said({"COL.1": "M"}))


def test_whoever_wants_no_requests_gets_no_mail_and_the_requester_is_not_told(
    asked: FeedbackRequest, cacee: Stored, mailoutbox: list[Any]
) -> None:
    mailoutbox.clear()
    answering.decline(respondent_of(asked, "Pia"), for_ever=True)
    assert "pia" not in FeedbackRefusal.objects.get().address
    again = ask(asked.person, cacee)
    assert sorted(mail.to[0].partition("@")[0] for mail in mailoutbox) == ["mona", "pam", "per", "sam", "sue", "ted"]
    states = FeedbackRespondent.objects.filter(request=again).values_list("state", "mailed_on", "withdrawn")
    assert len(states.order_by().distinct()) == 1
    answering.reconsider(respondent_of(asked, "Pia"))
    assert not FeedbackRefusal.objects.exists()


def test_a_withdrawn_link_ends_but_keeps_what_was_given(asked: FeedbackRequest) -> None:
    pia, per = say(asked, "Pia"), respondent_of(asked, "Per")
    answering.begin_answer(per)
    for someone in (pia, per):
        asking.withdraw_link(asked.person, asked, someone)
    with pytest.raises(NotAllowed, match="withdrawn"):
        answering.give_answer(per, Said({"COL.1": "B"}))
    with pytest.raises(NotAllowed, match="withdrawn"):
        answering.decline(per)
    assert respondent_of(asked, "Pia").has_answered
    answering.take_answer_back(pia)
    assert not respondent_of(asked, "Pia").has_answered


def test_after_its_last_day_nobody_can_answer(asked: FeedbackRequest) -> None:
    pia = say(asked, "Pia", give=False)
    FeedbackRequest.objects.update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="closed"):
        answering.give_answer(pia, Said({"COL.1": "B"}))


WRONG: list[tuple[Said, type[TamarackError]]] = [
    (Said({"COL.3": "B"}), UnknownCode),
    (Said({"NO.1": "B"}), UnknownCode),
    (Said({"COL.1": "X"}), BadRating),
    (Said({"COL.1": "NA"}), BadRating),
    (Said({"EDI.5": "M"}), BadRating),
    (Said({}, {"COL.3": unnamed("x")}), UnknownCode),
    (Said({}, {"COL.1": Remark("x", "everyone")}), BadInput),
    (Said({}, {"COL.1": unnamed("x" * 2001)}), BadInput),
    (Said({}, {"COL.1": unnamed("x\n" * 1000)}), BadInput),
    (Said({}, {KEEP: unnamed("x\x00")}), BadInput),
]


@pytest.mark.parametrize(("said", "error"), WRONG)
def test_what_cannot_be_right_leaves_nothing_behind(
    asked: FeedbackRequest, said: Said, error: type[TamarackError]
) -> None:
    pia = respondent_of(asked, "Pia")
    answering.begin_answer(pia)
    for act in (answering.save_answer, answering.give_answer):
        with pytest.raises(error):
            act(pia, Said({"COL.2": "B", **said.ratings}, said.remarks))
    assert not FeedbackAnswer.objects.exists()
    assert respondent_of(asked, "Pia").state == "asked"


def test_an_answer_rates_something(asked: FeedbackRequest) -> None:
    pia = respondent_of(asked, "Pia")
    answering.begin_answer(pia)
    with pytest.raises(BadInput):
        answering.give_answer(pia, Said(dict.fromkeys(asked.criteria, "-"), {KEEP: unnamed("well")}))
    assert not FeedbackAnswer.objects.exists()


def test_no_comment_goes_to_a_reviewer_whom_nobody_named(person: Person, cacee: Stored) -> None:
    request = ask(person, cacee, reviewer="")
    with pytest.raises(BadInput):
        say(request, "Pia", remarks={"COL.1": for_reviewer("x")})
    assert "reviewer" not in answering.readers(respondent_of(request, "Pia"))


def test_managers_are_named_and_cannot_hide_it(asked: FeedbackRequest) -> None:
    assert answering.readers(respondent_of(asked, "Mona")) == ["named", "reviewer"]
    with pytest.raises(BadInput):
        say(asked, "Mona", remarks={"COL.1": unnamed("x")})


# Asking


@pytest.mark.parametrize(
    ("change", "groups"),
    [
        ({"criteria": ()}, None),
        ({"criteria": ("NO.1",)}, None),
        ({"title": " "}, None),
        ({"title": "x" * 81}, None),
        ({"message": "x" * 2001}, None),
        ({"until": date(2020, 1, 1)}, None),
        ({"until": timezone.localdate()}, None),
        ({"until": date(2199, 1, 1)}, None),
        ({}, {}),
        ({}, {"peers": ["Pia", "Per"]}),
        ({}, {"manager": ["Mona"], "peers": ["Pia"]}),
        ({}, {"peers": ["Pia", "Per", "Pam", "Pia"]}),
        ({}, {"peers": [f"P{number}" for number in range(61)]}),
        ({}, {"everyone": ["Pia", "Per", "Pam"]}),
        ({}, {"peers": ["", "Per", "Pam"]}),
    ],
)
def test_a_request_that_cannot_be_right_leaves_nothing_behind(
    person: Person, cacee: Stored, mailoutbox: list[Any], change: dict[str, Any], groups: dict[str, list[str]] | None
) -> None:
    said = {"title": "T", "criteria": ["COL.1"], "until": timezone.localdate() + timedelta(days=9)} | change
    invited = [] if groups == {} else people(groups)
    with pytest.raises(TamarackError):
        asking.create_request(person, cacee, Asked(**said), invited)
    assert not FeedbackRequest.objects.exists()
    assert not FeedbackRespondent.objects.exists()
    assert mailoutbox == []


@pytest.mark.parametrize("email", ["nadia@clearwater.example", "NADIA@clearwater.example", "no address", "a@b"])
def test_nobody_asks_themselves_nor_an_address_that_is_none(person: Person, cacee: Stored, email: str) -> None:
    invited = [*people({"peers": ["Pia", "Per", "Pam"]}), Invited("X", email, "peers")]
    asked = Asked("T", ["COL.1"], timezone.localdate() + timedelta(days=9))
    with pytest.raises(BadInput):
        asking.create_request(person, cacee, asked, invited)
    assert not FeedbackRequest.objects.exists()


def test_the_same_address_is_asked_once_whatever_its_case(asked: FeedbackRequest) -> None:
    with pytest.raises(BadInput, match="twice"):
        asking.invite_more(asked.person, asked, [Invited("Pia", "PIA@others.example", "students")])


def test_an_assessment_of_someone_else_or_a_draft_is_no_own_view(
    person: Person, stranger: Person, cacee: Stored, draft: Assessment
) -> None:
    theirs = Assessment.objects.create(person=stranger, version_id=cacee.id, submitted_at=timezone.now())
    with pytest.raises(NotAllowed):
        ask(person, cacee, theirs)
    with pytest.raises(BadInput):
        ask(person, cacee, draft)
    assert not FeedbackRequest.objects.exists()


def test_only_the_one_who_asks_changes_a_request(asked: FeedbackRequest, stranger: Person) -> None:
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    pia = respondent_of(asked, "Pia")
    for someone in (stranger, administrator):
        for act in (
            lambda who=someone: asking.close_request(who, asked),
            lambda who=someone: asking.delete_request(who, asked),
            lambda who=someone: asking.withdraw_link(who, asked, pia),
            lambda who=someone: asking.move_date(who, asked, timezone.localdate() + timedelta(days=2)),
            lambda who=someone: asking.invite_more(who, asked, people({"peers": ["New"]})),
            lambda who=someone: asking.plan_again(who, asked, "COL.1"),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert FeedbackRequest.objects.count() == 1


def test_nobody_sends_mail_by_the_hundred(person: Person, cacee: Stored) -> None:
    groups = {"peers": [f"P{number}" for number in range(60)]}
    for _ in range(3):
        asking.delete_request(person, ask(person, cacee, groups=groups))
    with pytest.raises(BadInput, match="tomorrow"):
        ask(person, cacee, groups=groups)


def test_the_promise_is_kept_with_the_request_in_both_languages(asked: FeedbackRequest) -> None:
    assert set(asked.promise) == {"en", "fr"}
    english = str(asked.promise["en"])
    assert "invents respondents could isolate a real one" in english
    assert "Rita Reviewer" in english
    asked.promise["en"]["anonymous"] = [["As it was then", ["Other words"]]]
    asked.save()
    assert told(respondent_of(asked, "Pia"))[0] == ["As it was then", ["Other words"]]
    assert "managers are named" in str(told(respondent_of(asked, "Mona")))


def test_erasing_a_request_erases_everything_of_it(asked: FeedbackRequest) -> None:
    say(asked, "Pia", remarks={"COL.1": unnamed("x")})
    asking.delete_request(asked.person, asked)
    for model in (FeedbackRequest, FeedbackRespondent, FeedbackAnswer, FeedbackComment):
        assert not model.objects.exists()


def test_an_account_takes_its_requests_and_addresses_along(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, remarks={"COL.1": unnamed("x")})
    close(asked)
    delete_account(Person.objects.get(pk=asked.person_id))
    for model in (FeedbackRequest, FeedbackRespondent, FeedbackAnswer, FeedbackComment):
        assert not model.objects.exists()


# Asking again


def test_the_same_people_are_planned_to_be_asked_again_on_one_criterion(asked: FeedbackRequest) -> None:
    asking.withdraw_link(asked.person, asked, respondent_of(asked, "Ted"))
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    close(asked)
    planned = asking.plan_again(asked.person, asked, "COL.2")
    assert (planned.state, planned.criteria) == ("planned", ["COL.2"])
    assert planned.opens_on == timezone.localdate() + timedelta(days=91)
    assert {found.name for found in planned.respondents.all()} == {"Mona", "Pia", "Per", "Pam", "Sam", "Sue"}
    assert asking.plan_again(asked.person, asked, "COL.1") == planned
    planned.refresh_from_db()
    assert planned.criteria == ["COL.1", "COL.2"]
    assert queries.planned_after(asked) == planned


def test_only_a_closed_request_is_asked_again(asked: FeedbackRequest) -> None:
    with pytest.raises(NotAllowed):
        asking.plan_again(asked.person, asked, "COL.1")
    with pytest.raises(UnknownCode):
        for name in ("Pia", "Per", "Pam"):
            say(asked, name)
        asking.plan_again(asked.person, close(asked), "NO.1")


def test_links_of_planned_and_withdrawn_requests_lead_nowhere_yet(asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    planned = asking.plan_again(asked.person, close(asked), "COL.1")
    with pytest.raises(NotAllowed):
        answering.begin_answer(respondent_of(planned, "Pia"))


def test_an_organisation_may_raise_from_how_many_on_feedback_is_shown(person: Person, cacee: Stored) -> None:
    for threshold in (3, 5):
        organisation = Organisation.objects.create(code=f"o{threshold}", name="O", threshold=threshold)
        Member.objects.create(organisation=organisation, person=person)
    with pytest.raises(BadInput, match="ask 5 people or more"):
        ask(person, cacee, groups={"peers": ["Pia", "Per", "Pam", "Pat"]})
    request = ask(person, cacee)
    assert "5 of its people or more" in str(request.promise["en"]["anonymous"])
    for name in ("Pia", "Per", "Pam"):
        say(request, name)
    with pytest.raises(NotAllowed, match="when 5 people have answered"):
        close(request)
    for name in ("Sam", "Sue"):
        say(request, name)
    assert set(row(close(request), "COL.1").cells) == {"pool"}
