"""What the pages of feedback do, and what they do not tell."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.actions import answering
from tamarack.assessment.actions.feedback import close_request
from tamarack.assessment.feedback_mail import respondent_token
from tamarack.assessment.models import (
    TRY,
    Assessment,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackRequest,
    FeedbackRespondent,
)
from tamarack.growth.actions.goals import Wanted, create_goal
from tamarack.growth.models import Action, Goal
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tests.feedback import ask, for_reviewer, named, respondent_of, say, unnamed
from tests.own_data import archive_of
from tests.web.test_queries import SESSION_AND_USER

TOKEN = re.compile(r"csrfmiddlewaretoken\" value=\"\w+\"")


@pytest.fixture
def done(draft: Assessment, fill: Callable[..., Assessment]) -> Assessment:
    return fill(draft, submit=True, COL_1="M", COL_2="0")


@pytest.fixture
def asked(person: Person, cacee: Stored, done: Assessment) -> FeedbackRequest:
    return ask(person, cacee, done)


@pytest.fixture
def closed(asked: FeedbackRequest) -> FeedbackRequest:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, "E", EDI_5="B")
    close_request(asked.person, asked)
    asked.refresh_from_db()
    return asked


def rows(*names: str, **said: str) -> dict[str, str]:
    found = {"rows": str(len(names) or 3)}
    for number, name in enumerate(names, start=1):
        found |= {
            f"person-{number}-name": name, f"person-{number}-email": f"{name.lower()}@x.example",
            f"person-{number}-group": "peers", f"person-{number}-language": "en",
        }  # fmt: skip
    until = str(timezone.localdate() + timedelta(days=20))
    return found | {"about": "COL", "title": "Mine", "until": until, "assessment": "", **said}


def page(client: Client, address: str) -> str:
    return main(client.get(address).content.decode())


def main(text: str) -> str:
    """What a page says itself."""
    return TOKEN.sub("", text).partition("<main")[2].partition("</main>")[0]


def address_of(respondent: FeedbackRespondent) -> str:
    return f"/en/feedback/for/{respondent_token(respondent)}/"


# What the requester is not told


def test_nothing_that_respondents_do_changes_what_the_requester_sees(own: Client, asked: FeedbackRequest) -> None:
    addresses = [f"/en/feedback/{asked.pk}/", "/en/feedback/", f"/en/feedback/{asked.pk}/people/"]
    before = [page(own, address) for address in addresses]
    data = own_data(own)
    say(asked, "Pia", remarks={"COL.1": unnamed("x")})
    say(asked, "Per", give=False)
    answering.decline(respondent_of(asked, "Pam"), for_ever=True)
    say(asked, "Sam")
    say(asked, "Mona")
    FeedbackRespondent.objects.filter(name="Sue").update(reminded=2, mailed_on=timezone.localdate())
    assert [page(own, address) for address in addresses] == before
    assert own_data(own) == data


def test_from_three_answers_on_it_is_told_that_there_are_enough_and_no_more(
    own: Client, asked: FeedbackRequest
) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    enough = page(own, f"/en/feedback/{asked.pk}/")
    assert "Enough people have answered" in enough
    say(asked, "Sam")
    assert page(own, f"/en/feedback/{asked.pk}/") == enough


def test_ending_a_link_tells_nothing_of_its_person(own: Client, asked: FeedbackRequest) -> None:
    say(asked, "Pia")
    pages = []
    for name in ("Pia", "Per"):
        respondent = respondent_of(asked, name)
        response = own.post(f"/en/feedback/{asked.pk}/withdraw/", {"respondent": str(respondent.pk)}, follow=True)
        pages.append(main(response.content.decode()).replace(name, "X"))
        FeedbackRespondent.objects.filter(pk=respondent.pk).update(withdrawn=False)
    one, other = (re.sub(r"value=\"\d+\"", "", re.sub(r"<li>.*?</li>", "", text, flags=re.S)) for text in pages)
    assert one == other


def test_the_result_shows_no_exact_mean_and_no_number_of_answers(own: Client, asked: FeedbackRequest) -> None:
    for name, rating in (("Pia", "B"), ("Per", "E"), ("Pam", "E")):
        say(asked, name, rating, EDI_5="B")
    close_request(asked.person, asked)
    text = page(own, f"/en/feedback/{asked.pk}/")
    assert "between Building and Enhancing" in text
    for exact in ("1.7", "1.67", "5/3", "3 of 6", "3 people answered"):
        assert exact not in text
    for name in ("Pia", "Per", "Pam", "Sam", "others.example"):
        assert name not in text


def test_the_order_by_distance_follows_what_is_shown_alone(person: Person, cacee: Stored, own: Client) -> None:
    """Two criteria that are shown alike stand in rubric order, whichever is exactly farther."""
    orders = []
    for first, second in (("B", "E"), ("E", "B")):
        request = ask(person, cacee, criteria=("COL.1", "COL.2"), groups={"peers": ["Pia", "Per", "Pam", "Pat"]})
        say(request, "Pia", "E", COL_1=first, COL_2=second)
        for name in ("Per", "Pam", "Pat"):
            say(request, name, "E")
        close_request(person, request)
        text = page(own, f"/en/feedback/{request.pk}/?by=apart")
        orders.append(re.findall(r'<span class="code">(COL\.\d)</span>', text.partition("</table>")[0]))
    assert orders[0] == orders[1] == ["COL.1", "COL.2"]


# Asking


def test_asking_sends_invitations_once(own: Client, cacee: Stored, done: Assessment, mailoutbox: list[Any]) -> None:
    text = own.get("/en/feedback/new/").content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text)
    assert token
    data = rows("Pia", "Per", "Pam", message="Hello") | {"csrfmiddlewaretoken": token[1], "assessment": str(done.pk)}
    first, second = (own.post("/en/feedback/new/", data) for _ in range(2))
    made = FeedbackRequest.objects.get()
    assert first["Location"] == second["Location"] == f"/en/feedback/{made.pk}/"
    assert made.criteria == ["COL.1", "COL.2", "COL.3"]
    assert made.assessment == done
    assert len(mailoutbox) == 3


def test_all_criteria_a_competency_or_the_focus_can_be_asked(own: Client, person: Person, cacee: Stored) -> None:
    assert "My focus criteria" not in page(own, "/en/feedback/new/")
    create_goal(person, cacee, Wanted("Grow", ["DIG.7", "COL.1"]))
    assert "My focus criteria: COL.1, DIG.7" in page(own, "/en/feedback/new/")
    for about, count in (("focus", 2), ("DIG", 7), ("all", 35)):
        own.post("/en/feedback/new/", rows("Pia", "Per", "Pam", about=about))
        assert len(FeedbackRequest.objects.latest("pk").criteria) == count


def test_more_rows_keep_what_was_written_and_check_nothing_yet(own: Client, cacee: Stored) -> None:
    text = own.post("/en/feedback/new/", rows("Pia", "<b>", more="1", title="")).content.decode()
    assert 'name="person-8-email"' in text
    assert 'value="Pia"' in text
    assert "&lt;b&gt;" in text
    assert 'class="error"' not in text
    assert not FeedbackRequest.objects.exists()


BAD: list[tuple[dict[str, str], str]] = [
    ({"person-1-email": "not an address"}, "This address is not complete"),
    ({"person-1-name": ""}, "Please give a name"),
    ({"person-1-group": "strangers"}, "strangers"),
    ({"person-1-email": "nadia@clearwater.example"}, "is your own address"),
    ({"person-2-email": "pia@x.example"}, "is named twice"),
    ({"person-3-name": "", "person-3-email": ""}, "please ask 3 people or more"),
    ({"until": "2020-01-01"}, "Please choose a day after today"),
    ({"until": "tomorrow"}, "This is not a date"),
    ({"until": "9999-12-31"}, "This year cannot be meant"),
    ({"title": ""}, "Please give the request a name"),
    ({"message": "x" * 2001}, "2000"),
    ({"message": "x\x00"}, "Null characters"),
    ({"about": "NOPE"}, "NOPE"),
    ({"assessment": "999999"}, "999999"),
    ({"rows": "1000000"}, ""),
    ({"rows": "x" * 500}, ""),
]


@pytest.mark.parametrize(("change", "told"), BAD)
def test_a_form_that_cannot_be_right_is_shown_again_and_leaves_nothing_behind(
    own: Client, cacee: Stored, mailoutbox: list[Any], change: dict[str, str], told: str
) -> None:
    response = own.post("/en/feedback/new/", rows("Pia", "Per", "Pam") | change)
    if not told:
        assert response.status_code == 302, "a strange number of rows is the usual one"
        return
    assert response.status_code == 200
    text = response.content.decode()
    assert told in text
    assert 'value="Pam"' in text or "person-3-name" in change
    assert not FeedbackRequest.objects.exists()
    assert mailoutbox == []


def test_texts_are_escaped_everywhere(own: Client, client: Client, person: Person, cacee: Stored) -> None:
    evil = "<script>alert(1)</script>"
    Person.objects.filter(pk=person.pk).update(name=evil)
    person.refresh_from_db()
    request = ask(person, cacee, reviewer=evil, title=evil)
    FeedbackRequest.objects.update(message=evil)
    FeedbackRespondent.objects.filter(name="Mona").update(name=evil)
    request.refresh_from_db()
    pages = [own.get(f"/en/feedback/{request.pk}/"), own.get("/en/feedback/")]
    pages.append(client.get(address_of(respondent_of(request, "Pia"))))
    answering.begin_answer(respondent_of(request, "Pia"))
    pages.append(client.get(f"{address_of(respondent_of(request, 'Pia'))}answer/all/"))
    for name in ("Pia", "Per", "Pam", evil):
        say(request, name, remarks={"COL.1": named(evil), TRY: named(evil)})
    close_request(person, request)
    pages += [own.get(f"/en/feedback/{request.pk}/"), own.get(f"/en/feedback/{request.pk}/reflect/")]
    for response in pages:
        text = response.content.decode()
        assert evil not in text
        assert "&lt;script&gt;" in text


# Answering


def test_someone_answers_half_way_comes_back_and_gives_it(client: Client, asked: FeedbackRequest) -> None:
    home = address_of(respondent_of(asked, "Pia"))
    notice = client.get(home).content.decode()
    for words in (
        "Who sees what",
        "Rita Reviewer (rita@clearwater.example) alone",
        "invents respondents could isolate",
        "Please be frank.",
    ):
        assert words in notice
    sheet = client.post(f"{home}do/", {"do": "begin"})["Location"]
    first = {"do": "later", "rating-COL.1": "E", "remark-COL.1": "Well\r\ndone", "read-by-COL.1": "named"}
    assert client.post(sheet, first)["Location"] == f"{home}?saved"
    assert "Saved. You can go on" in client.get(f"{home}?saved").content.decode()
    text = client.get(sheet).content.decode()
    assert re.search(r'name="rating-COL.1" value="E" checked', text)
    assert "Well\ndone</textarea>" in text
    assert '<option value="named" selected' in text
    assert client.post(sheet, {"do": "give", "rating-COL.2": "0", "rating-EDI.5": "-"})["Location"] == home
    assert "You have given your feedback" in client.get(home).content.decode()
    answer = FeedbackAnswer.objects.get()
    assert answer.ratings == {"COL.1": "E", "COL.2": "0", "EDI.5": "-"}
    assert answer.remarks == {"COL.1": ["Well\ndone", "named"]}


def test_a_used_link_lets_nothing_more_be_done_but_taking_back(client: Client, asked: FeedbackRequest) -> None:
    home = address_of(say(asked, "Pia"))
    replay = client.post(f"{home}answer/all/", {"do": "give", "rating-COL.1": "M"})
    assert replay.status_code == 403
    assert "already" in replay.content.decode()
    assert client.get(f"{home}answer/all/")["Location"] == home
    assert client.post(f"{home}do/", {"do": "begin"}).status_code == 403
    assert client.post(f"{home}do/", {"do": "decline"}).status_code == 403
    assert FeedbackAnswer.objects.get().ratings["COL.1"] == "B"
    client.post(f"{home}do/", {"do": "back"})
    assert client.get(f"{home}answer/all/").status_code == 200


def test_someone_declines_and_changes_their_mind(client: Client, asked: FeedbackRequest) -> None:
    home = address_of(say(asked, "Pia", give=False))
    client.post(f"{home}do/", {"do": "decline"})
    assert "You have declined" in client.get(home).content.decode()
    assert client.post(f"{home}answer/all/", {"do": "give", "rating-COL.1": "M"}).status_code == 403
    assert not FeedbackAnswer.objects.exists()
    client.post(f"{home}do/", {"do": "reconsider"})
    assert "asks for your feedback" in client.get(home).content.decode()


def test_ended_links_say_so(client: Client, asked: FeedbackRequest) -> None:
    homes = {name: address_of(respondent_of(asked, name)) for name in ("Pia", "Sam", "Ted", "Mona")}
    FeedbackRespondent.objects.filter(name="Ted").update(withdrawn=True)
    response = client.get(homes["Ted"])
    assert response.status_code == 410
    assert "has been withdrawn" in response.content.decode()
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    FeedbackRequest.objects.update(until=timezone.localdate() - timedelta(days=1))
    for name in ("Pia", "Sam", "Mona"):
        assert client.get(homes[name]).status_code == 410
    FeedbackRequest.objects.update(until=timezone.localdate())
    close_request(asked.person, asked)
    texts = {client.get(homes[name]).content.decode().replace(homes[name][3:], "") for name in ("Pia", "Sam", "Mona")}
    assert len(texts) == 1
    assert "This request has closed" in texts.pop()
    asked.delete()
    assert client.get(homes["Pia"]).status_code == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"remark-COL.1": "x\n" * 1000, "read-by-COL.1": "unnamed"}, "has 1000 lines; 60 fit"),
        ({"remark-COL.1": "x" * 2001, "read-by-COL.1": "unnamed"}, "2001 characters; 2000 fit"),
        ({"remark-COL.1": "x", "read-by-COL.1": "all"}, "cannot be chosen here"),
        ({"remark-COL.1": "x"}, "cannot be chosen here"),
        ({"remark-+keep": "x\x07", "read-by-+keep": "named"}, "control characters"),
        ({"rating-COL.1": "M!"}, "is not an answer"),
        ({"rating-EDI.5": "M"}, "is not an answer"),
        ({"rating-ETH.1": "M"}, "You are not asked about"),
        ({"remark-ETH.1": "x", "read-by-ETH.1": "named"}, "You are not asked about"),
        ({"rating-COL.1": "-", "rating-COL.2": "-"}, "Please rate one criterion at least"),
    ],
)
def test_what_cannot_be_right_is_told_and_leaves_nothing_behind(
    client: Client, asked: FeedbackRequest, sent: dict[str, str], told: str
) -> None:
    pia = respondent_of(asked, "Pia")
    answering.begin_answer(pia)
    response = client.post(f"{address_of(pia)}answer/all/", {"do": "give", **sent})
    assert response.status_code in (404, 422)
    assert told in response.content.decode()
    assert not FeedbackAnswer.objects.exists()
    assert respondent_of(asked, "Pia").state == "asked"


def test_what_was_written_stays_in_the_form(client: Client, asked: FeedbackRequest) -> None:
    pia = respondent_of(asked, "Pia")
    answering.begin_answer(pia)
    sent = {"do": "later", "rating-COL.1": "M", "remark-COL.1": "long " * 500, "read-by-COL.1": "named"}
    text = client.post(f"{address_of(pia)}answer/all/", sent).content.decode()
    assert "long long" in text
    assert re.search(r'name="rating-COL.1" value="M" checked', text)
    assert "Nothing is saved yet" in text


def test_many_criteria_are_asked_one_competency_a_page(client: Client, person: Person, cacee: Stored) -> None:
    request = ask(person, cacee, criteria=[row.code for row in cacee.framework.criteria])
    home = address_of(respondent_of(request, "Pia"))
    address = client.post(f"{home}do/", {"do": "begin"})["Location"]
    assert address == f"{home}answer/col/"
    visited = []
    while address != home:
        text = client.get(address).content.decode()
        visited.append(address.rstrip("/").rpartition("/")[2])
        last = 'value="give"' in text
        assert ("One thing to keep" in text) == last
        address = client.post(address, {"do": "give" if last else "on", f"rating-{visited[-1].upper()}.1": "B"})[
            "Location"
        ]
    assert visited == ["col", "com", "dig", "edi", "eth", "sme", "mtn"]
    assert len(FeedbackAnswer.objects.get().ratings) == 7
    assert client.get(f"{home}answer/nope/").status_code == 404


def test_the_page_of_a_manager_says_that_they_are_named(client: Client, asked: FeedbackRequest) -> None:
    text = client.get(address_of(respondent_of(asked, "Mona"))).content.decode()
    assert "managers are named" in text
    assert "Where this has limits" not in text


def test_the_page_of_a_link_is_there_in_the_other_language(client: Client, asked: FeedbackRequest) -> None:
    home = address_of(respondent_of(asked, "Pia"))
    text = client.get(home).content.decode()
    assert f'href="{home.replace("/en/", "/fr/")}"' in text
    assert "Qui voit quoi" in client.get(home.replace("/en/", "/fr/")).content.decode()


# The result, and what comes of it


def test_the_result_stands_side_by_side(own: Client, closed: FeedbackRequest) -> None:
    text = page(own, f"/en/feedback/{closed.pk}/")
    assert "They find one strength that you did not claim, and one place worth talking about." in text
    assert 'aria-label="You: Mastering. Others: Enhancing."' in text
    assert text.count('class="dumbbell"') == 3
    assert text.count("Blind spot") == text.count("Hidden strength") == 1


def test_the_archive_says_whether_one_refused_requests(
    own: Client, person: Person, stranger: Person, cacee: Stored
) -> None:
    request = ask(stranger, cacee)
    FeedbackRespondent.objects.filter(name="Pia").update(email=person.email)
    assert own_data(own)["wants_no_requests"] is False
    answering.decline(respondent_of(request, "Pia"), for_ever=True)
    assert own_data(own)["wants_no_requests"] is True


def test_an_empty_result_says_so(own: Client, asked: FeedbackRequest) -> None:
    FeedbackRequest.objects.update(state="closed", published={}, closed_on=timezone.localdate())
    assert "Too few people answered" in page(own, f"/en/feedback/{asked.pk}/")
    assert own.get(f"/en/feedback/{asked.pk}/reflect/").status_code == 200


def test_a_criterion_becomes_a_focus_criterion_of_the_goal_or_of_a_new_one(
    own: Client, person: Person, cacee: Stored, closed: FeedbackRequest
) -> None:
    own.post(f"/en/feedback/{closed.pk}/focus/", {"criterion": "COL.1"})
    goal = Goal.objects.get()
    assert (goal.aim, goal.focus) == ("Grow in: Network and alliances", ["COL.1"])
    own.post(f"/en/feedback/{closed.pk}/focus/", {"criterion": "COL.2"})
    goal.refresh_from_db()
    assert goal.focus == ["COL.1", "COL.2"]
    assert "A focus criterion already" in page(own, f"/en/feedback/{closed.pk}/reflect/")


def test_a_full_focus_is_told(own: Client, person: Person, cacee: Stored, closed: FeedbackRequest) -> None:
    create_goal(person, cacee, Wanted("Everything", ["DIG.1", "DIG.2", "DIG.3", "DIG.4", "DIG.5"]))
    response = own.post(f"/en/feedback/{closed.pk}/focus/", {"criterion": "COL.1"})
    assert response.status_code == 422
    assert "has 5 focus criteria already" in response.content.decode()


def test_a_suggestion_becomes_an_action_but_not_one_for_the_reviewer(own: Client, asked: FeedbackRequest) -> None:
    say(asked, "Pia", remarks={TRY: unnamed("Ask\nus " + "earlier " * 100)})
    say(asked, "Per", remarks={TRY: for_reviewer("not for Nadia")})
    say(asked, "Pam", remarks={"COL.1": unnamed("no suggestion")})
    close_request(asked.person, asked)
    for row in FeedbackComment.objects.all():
        response = own.post(f"/en/feedback/{asked.pk}/action/", {"comment": str(row.pk)})
        assert response.status_code == (302 if row.text.startswith("Ask") else 404)
    action = Action.objects.get()
    assert action.what.startswith("Ask us earlier")
    assert len(action.what) == 300
    for comment in ("", "x", "9" * 40):
        assert own.post(f"/en/feedback/{asked.pk}/action/", {"comment": comment}).status_code == 422


def test_asking_again_is_planned_shown_and_cancelled(own: Client, closed: FeedbackRequest) -> None:
    address = own.post(f"/en/feedback/{closed.pk}/again/", {"criterion": "COL.2"})["Location"]
    assert "Planned: the invitations go out on" in page(own, address)
    assert "Planned: they are asked again" in page(own, f"/en/feedback/{closed.pk}/reflect/")
    own.post(f"{address}delete/")
    assert FeedbackRequest.objects.count() == 1


def test_an_open_request_has_nothing_to_reflect_on(own: Client, asked: FeedbackRequest) -> None:
    assert own.get(f"/en/feedback/{asked.pk}/reflect/").status_code == 403
    assert own.post(f"/en/feedback/{asked.pk}/close/").status_code == 403
    assert own.get(f"/en/feedback/{asked.pk}/close/").status_code == 302


# Own data and cost


def own_data(client: Client) -> dict[str, Any]:
    person = Person.objects.get(pk=client.session["_auth_user_id"])
    found: dict[str, Any] = json.loads(archive_of(person).read("feedback.json"))
    return found


def test_own_data_hold_what_the_result_shows_and_no_more(own: Client, asked: FeedbackRequest) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name, "E", {"COL.1": for_reviewer("hidden"), "COL.2": unnamed("shown")}, EDI_5="B")
    say(asked, "Sam", "M", {"COL.1": unnamed("below")}, EDI_5="B")
    close_request(asked.person, asked)
    data = own_data(own)
    (request,) = data["requests"]
    assert "withheld" in data["withheld"]
    assert [row["name"] for row in request["asked"]] == ["Mona", "Pia", "Per", "Pam", "Sam", "Sue", "Ted"]
    assert set(request["asked"][0]) == {"name", "email", "group", "language", "ended"}
    first = request["result"]["criteria"][0]
    assert first["groups"] == {"Peers": {"mean": "Enhancing", "apart": None}}
    assert first["reading"] == "Blind spot"
    assert request["promise"]["en"]
    assert {row["text"] for row in request["result"]["comments"]} == {"shown"}
    assert "hidden" not in json.dumps(request)
    assert "below" not in json.dumps(request["result"])


@pytest.mark.parametrize(("count", "criteria"), [(3, 1), (50, 35)])
def test_a_result_costs_the_same_with_fifty_respondents(
    own: Client, person: Person, cacee: Stored, done: Assessment, django_assert_num_queries: Any, count: int,
    criteria: int,
) -> None:  # fmt: skip
    codes = [row.code for row in cacee.framework.criteria[:criteria]]
    request = ask(person, cacee, done, criteria=codes, groups={"peers": [f"P{number}" for number in range(count)]})
    for number in range(count):
        ratings = {code: cacee.framework.criterion(code).levels[number % 2 - 1] for code in codes}
        FeedbackAnswer.objects.create(
            respondent=respondent_of(request, f"P{number}"), ratings=ratings, remarks={"COL.1": ["x", "unnamed"]}
        )
    FeedbackRespondent.objects.update(state="answered", has_read=True)
    FeedbackRequest.objects.update(had_enough=True)
    with django_assert_num_queries(SESSION_AND_USER + 3):
        assert own.get(f"/en/feedback/{request.pk}/").status_code == 200
    close_request(person, request)
    pages = {"": 3, "?by=apart": 3, "reflect/": 5, "delete/": 1}
    for page_, queries in pages.items():
        with django_assert_num_queries(SESSION_AND_USER + queries):
            assert own.get(f"/en/feedback/{request.pk}/{page_}").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_lists_cost_the_same_with_thirty_requests(
    own: Client, person: Person, cacee: Stored, done: Assessment, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        request = ask(person, cacee, done, groups={"manager": ["Mona"]})
    pages = {"/en/feedback/": 1, "/en/feedback/new/": 3, f"/en/feedback/{request.pk}/": 4}
    for address, queries in pages.items():
        with django_assert_num_queries(SESSION_AND_USER + queries):
            assert own.get(address).status_code == 200
