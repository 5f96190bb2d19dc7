"""Every page and button of feedback, for every kind of visitor: who asks, who is asked, and everyone else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamarack.assessment.actions.feedback import close_request, plan_again
from tamarack.assessment.feedback_mail import respondent_token
from tamarack.assessment.models import (
    KEEP,
    TRY,
    Assessment,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackRequest,
    FeedbackRespondent,
    Review,
)
from tamarack.growth.models import Action, Goal
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.feedback import ask, for_reviewer, respondent_of, say, unnamed

PAGES = ["/en/feedback/", "/en/feedback/new/"]
OWN = [
    "/en/feedback/{open}/", "/en/feedback/{closed}/", "/en/feedback/{closed}/?by=apart", "/en/feedback/{planned}/",
    "/en/feedback/{open}/people/", "/en/feedback/{open}/close/", "/en/feedback/{open}/delete/",
    "/en/feedback/{closed}/delete/", "/en/feedback/{closed}/reflect/",
]  # fmt: skip
POSTS: list[tuple[str, dict[str, str]]] = [
    ("/en/feedback/{open}/people/", {"rows": "1", "person-1-name": "New", "person-1-email": "new@x.example",
                                     "person-1-group": "peers", "person-1-language": "en"}),
    ("/en/feedback/{open}/date/", {"until": "2099-01-01"}),
    ("/en/feedback/{open}/withdraw/", {"respondent": "{pia}"}),
    ("/en/feedback/{open}/close/", {}),
    ("/en/feedback/{open}/delete/", {}),
    ("/en/feedback/{closed}/delete/", {}),
    ("/en/feedback/{closed}/focus/", {"criterion": "COL.1"}),
    ("/en/feedback/{closed}/action/", {"comment": "{comment}"}),
    ("/en/feedback/{closed}/again/", {"criterion": "COL.2"}),
]  # fmt: skip
LINKED = ["/en/feedback/for/{token}/", "/en/feedback/for/{token}/answer/all/"]
LINKED_POSTS = [
    ("/en/feedback/for/{token}/do/", {"do": "decline"}),
    ("/en/feedback/for/{token}/answer/all/", {"do": "give", "rating-COL.1": "B"}),
]
WHO = ["owner", "reviewer", "teammate", "stranger", "respondent", "administrator", "signed out"]


@pytest.fixture
def visitors(person: Person, stranger: Person, ids: dict[str, Any]) -> dict[str, Person | None]:
    team = Team.objects.create(
        organisation=Organisation.objects.create(code="clearwater", name="Clearwater"), code="career", name="Careers"
    )
    teammate = make_person("teammate")
    for member in (person, teammate):
        Member.objects.create(organisation=team.organisation, team=team, person=member)
    reviewer = make_person("rita")
    Review.objects.create(
        person=person, assessment_id=ids["assessment"], reviewer=reviewer, reviewer_name="Rita Reviewer",
        reviewer_email=reviewer.email, until="2099-01-01", state="open",
    )  # fmt: skip
    return {
        "owner": person, "reviewer": reviewer, "teammate": teammate, "stranger": stranger,
        "respondent": Person.objects.create_user("pia@others.example", name="Pia"),
        "administrator": make_person("admin", is_staff=True, is_superuser=True), "signed out": None,
    }  # fmt: skip


@pytest.fixture
def ids(person: Person, cacee: Stored, draft: Assessment, fill: Callable[..., Assessment]) -> dict[str, Any]:
    assessment = fill(draft, submit=True, COL_1="M")
    closed = ask(person, cacee, assessment)
    remarks = {
        "COL.1": unnamed("Pia’s secret words"),
        TRY: unnamed("a secret idea"),
        KEEP: for_reviewer("hidden from the requester"),
    }
    for name in ("Pia", "Per", "Pam"):
        say(closed, name, "B", remarks)
    close_request(person, closed)
    closed.refresh_from_db()
    planned = plan_again(person, closed, "COL.1")
    opened = ask(person, cacee, assessment, title="Nadia’s other secret request")
    for name in ("Per", "Pam", "Sam"):
        say(opened, name, remarks=remarks)
    pia = respondent_of(opened, "Pia")
    return {
        "open": opened.pk, "closed": closed.pk, "planned": planned.pk, "pia": pia.pk, "token": respondent_token(pia),
        "comment": FeedbackComment.objects.filter(about=TRY).first().pk, "assessment": assessment.pk,
    }  # fmt: skip


def everything() -> list[Any]:
    models = (FeedbackRequest, FeedbackRespondent, FeedbackAnswer, FeedbackComment, Goal, Action)
    return [list(model.objects.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", WHO)
def test_the_lists_are_for_who_is_signed_in_and_tell_nothing_of_others(
    visit: Callable[..., Client], visitors: dict[str, Person | None], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    if visitors[who] is None:
        assert response["Location"].startswith("/en/account/login/?next=/en/")
        return
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert who == "owner" or "secret" not in response.content.decode()


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("who", WHO)
def test_a_request_and_its_result_are_its_persons_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == {"owner": 200, "signed out": 302}.get(who, 404)
    text = response.content.decode()
    assert "hidden from the requester" not in text
    assert who == "owner" or "secret" not in text
    if who not in ("owner", "signed out"):
        unknown = visit(visitors[who]).get("/en/feedback/999999/")
        assert unknown.content.decode().count("no such request") == text.count("no such request") == 1


@pytest.mark.parametrize(("address", "data"), POSTS)
@pytest.mark.parametrize("who", WHO[1:])
def test_nobody_else_changes_a_request_or_makes_something_of_it(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], who: str,
    address: str, data: dict[str, str],
) -> None:  # fmt: skip
    before = everything()
    sent = {name: value.format(**ids) for name, value in data.items()}
    response = visit(visitors[who]).post(address.format(**ids), sent)
    assert response.status_code == (302 if who == "signed out" else 404)
    assert everything() == before


@pytest.mark.parametrize("who", WHO)
def test_whoever_has_the_link_answers_by_it_but_not_the_one_who_asks(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], who: str
) -> None:
    client = visit(visitors[who])
    notice, sheet = (page.format(**ids) for page in LINKED)
    before = everything()
    if who == "owner":
        for response in (
            client.get(notice),
            client.get(sheet),
            *(client.post(a.format(**ids), d) for a, d in LINKED_POSTS),
        ):
            assert response.status_code == 403
        assert everything() == before
        return
    assert client.get(sheet)["Location"] == notice, "who sees what is read first"
    assert client.post(f"{notice}do/", {"do": "begin"})["Location"] == sheet
    assert client.get(sheet).status_code == 200
    assert client.post(sheet, {"do": "give", "rating-COL.1": "B"})["Location"] == notice
    assert FeedbackAnswer.objects.get(respondent=ids["pia"]).ratings == {"COL.1": "B"}


@pytest.mark.parametrize("page", LINKED)
def test_pages_of_a_link_are_kept_nowhere_and_set_no_cookie(client: Client, ids: dict[str, Any], page: str) -> None:
    for address in (page.format(**ids), page.format(token=f"{ids['token']}x")):
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"].startswith("noindex")
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert "secret" not in response.content.decode()


def foreign_tokens(ids: dict[str, Any]) -> list[str]:
    number, _, rest = ids["token"].partition("-")
    other = FeedbackRespondent.objects.exclude(pk=ids["pia"]).first()
    assert other
    return [
        "x", "1", number, f"{number}-", ids["token"][:-1], f"{ids['token']}a", f"{other.pk}-{rest}",
        f"{other.pk}-{other.link}", f"{ids['token']}/../", ids["token"].upper(),
    ]  # fmt: skip


def test_links_cannot_be_made_up(client: Client, ids: dict[str, Any]) -> None:
    before = everything()
    for token in foreign_tokens(ids):
        for page in (*LINKED, *(address for address, _ in LINKED_POSTS)):
            for ask_ in (client.get, client.post):
                response = ask_(page.format(token=token), {"do": "decline"} if ask_ == client.post else None)
                assert response.status_code in (404, 405), (page, token)
    assert everything() == before


def test_every_address_of_feedback_is_in_this_file() -> None:
    from django.urls import get_resolver

    from tamarack.web.feedback import urls

    numbers = dict.fromkeys(("open", "closed", "planned", "token", "pia", "comment"), 1)
    pages = [*PAGES, *OWN, *(address for address, _ in POSTS), *LINKED, *(address for address, _ in LINKED_POSTS)]
    tested = {get_resolver().resolve(page.format(**numbers).partition("?")[0]).url_name for page in pages}
    assert {pattern.name for pattern in urls.urlpatterns} - tested == set()


@pytest.mark.parametrize(
    "address", ["/en/feedback/{open}/date/", "/en/feedback/{open}/withdraw/", "/en/feedback/{closed}/focus/",
                "/en/feedback/{closed}/action/", "/en/feedback/{closed}/again/", "/en/feedback/for/{token}/do/"]
)  # fmt: skip
def test_what_changes_something_is_not_done_by_a_link(own: Client, ids: dict[str, Any], address: str) -> None:
    assert own.get(address.format(**ids)).status_code == 405


def test_the_registered_pages_of_administrators_have_no_feedback() -> None:
    from django.contrib import admin

    models = {FeedbackRequest, FeedbackRespondent, FeedbackAnswer, FeedbackComment}
    assert not models & set(admin.site._registry)
