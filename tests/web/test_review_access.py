"""Every page and button of reviews, for every kind of visitor."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.actions import review as actions
from tamarack.assessment.actions.review import Invitation
from tamarack.assessment.models import (
    KEEP,
    Assessment,
    FeedbackRequest,
    Rating,
    Review,
    ReviewEvent,
    ReviewMessage,
    ReviewRating,
)
from tamarack.core.errors import NotAllowed
from tamarack.growth.actions.goals import Wanted, create_goal
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.portfolio.actions.reviewed import share_evidence
from tamarack.portfolio.models import Acceptance, Evidence, SharedEvidence
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.feedback import ask, for_reviewer, say

PAGES = ["/en/reviews/", "/en/reviews/new/"]
BOTH = ["/en/reviews/{review}/", "/en/reviews/{review}/meeting/", "/en/reviews/{review}/evidence/{evidence}/"]
LEAVE = "/en/reviews/{review}/leave/"
POSTS: list[tuple[str, dict[str, Any]]] = [
    ("/en/reviews/{review}/answer/", {}),
    ("/en/reviews/{review}/answer/", {"decline": "1"}),
    ("/en/reviews/{review}/agree/", {"competency": "COL"}),
    ("/en/reviews/{review}/criterion/", {"criterion": "COL.1", "value": "M", "reason": "x", "differ": "1"}),
    ("/en/reviews/{review}/criterion/", {"criterion": "COL.2", "value": "M", "settle": "1"}),
    ("/en/reviews/{review}/criterion/", {"text": "Taken"}),
    ("/en/reviews/{review}/accept/", {"support": "{support}"}),
    ("/en/reviews/{review}/sign/", {}),
    ("/en/reviews/{review}/leave/", {}),
    ("/en/reviews/{review}/grant/", {"end": "1"}),
]
WHO = ["person", "reviewer", "teammate", "stranger", "administrator", "signed out"]


@pytest.fixture
def visitors(person: Person, stranger: Person) -> dict[str, Person | None]:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    team = Team.objects.create(organisation=organisation, code="career", name="Careers")
    teammate = make_person("teammate")
    for member in (person, teammate):
        Member.objects.create(organisation=team.organisation, team=team, person=member)
    return {
        "person": person, "reviewer": make_person("reviewer"), "teammate": teammate, "stranger": stranger,
        "administrator": make_person("admin", is_staff=True, is_superuser=True), "signed out": None,
    }  # fmt: skip


@pytest.fixture
def ids(
    person: Person, visitors: dict[str, Person | None], draft: Assessment, fill: Callable[..., Assessment],
    keep: Callable[..., Evidence], cacee: Stored,
) -> dict[str, int]:  # fmt: skip
    fill(draft, count=3, submit=True)
    Rating.objects.filter(criterion="COL.1").update(note="secret example")
    evidence = keep("A secret clinic", did="secret", serves=["COL.1.B"])
    reviewer = visitors["reviewer"]
    assert reviewer
    create_goal(person, cacee, Wanted("A secret aim", ["DIG.7"]))
    review = actions.invite(person, draft, Invitation("R", reviewer.email, "peer", soon(), "secret message"))
    share_evidence(person, review, [evidence])
    actions.take_up(reviewer, review)
    actions.differ(reviewer, review, "COL.2", "E", "secret reason")
    support = evidence.supports.get()
    return {"review": review.pk, "evidence": evidence.pk, "support": support.pk}


def soon() -> Any:
    return timezone.localdate() + timedelta(days=30)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", WHO)
def test_pages_tell_nothing_of_others(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    assert response.status_code == (302 if who == "signed out" else 422 if "new" in page and who != "person" else 200)
    if who != "person":
        assert "secret" not in response.content.decode()


@pytest.mark.parametrize("page", [*BOTH, LEAVE])
@pytest.mark.parametrize("who", WHO)
def test_a_review_is_seen_by_its_two_people_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == {"person": 200, "reviewer": 200, "signed out": 302}.get(who, 404)
    if response.status_code != 200:
        assert "secret" not in response.content.decode()


def everything() -> list[Any]:
    models = (Review, ReviewRating, ReviewMessage, ReviewEvent, SharedEvidence, Acceptance)
    return [list(model.objects.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("address", "data"), POSTS)
@pytest.mark.parametrize("who", WHO[2:])
def test_nobody_else_does_anything_in_a_review(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str,
    address: str, data: dict[str, str],
) -> None:  # fmt: skip
    before = everything()
    sent = {name: value.format(**ids) for name, value in data.items()}
    response = visit(visitors[who]).post(address.format(**ids), sent)
    assert response.status_code == (302 if who == "signed out" else 404)
    assert everything() == before


@pytest.mark.parametrize(("address", "data"), POSTS[2:4] + POSTS[6:7])
def test_the_person_does_not_evaluate_themselves(
    own: Client, ids: dict[str, int], address: str, data: dict[str, str]
) -> None:
    before = everything()
    sent = {name: value.format(**ids) for name, value in data.items()}
    assert own.post(address.format(**ids), sent).status_code == 403
    assert everything() == before


def test_the_reviewer_does_not_change_the_grant(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int]
) -> None:
    before = Review.objects.values().get()
    for data in ({"end": "1"}, {"until": "2027-06-01", "shows_notes": "on"}):
        visit(visitors["reviewer"]).post(f"/en/reviews/{ids['review']}/grant/", data)
    assert Review.objects.values().get() == before


def test_the_reviewer_sees_what_was_granted_and_no_more(
    visit: Callable[..., Client], visitors: dict[str, Person | None], own: Client, person: Person, ids: dict[str, int],
    keep: Callable[..., Evidence],
) -> None:  # fmt: skip
    other = keep("Another secret entry", serves=["COL.1.B"])
    theirs = visit(visitors["reviewer"])
    page = f"/en/reviews/{ids['review']}/"
    text = theirs.get(page).content.decode()
    assert "secret example" in text
    assert "A secret clinic" in text
    assert "Another secret entry" not in text
    assert theirs.get(f"{page}evidence/{other.pk}/").status_code == 404
    assert "A secret aim" not in theirs.get(f"{page}meeting/").content.decode()
    assert "A secret aim" in own.get(f"{page}meeting/").content.decode()
    own.post(f"{page}grant/", {"until": soon().isoformat(), "evidence": []})
    text = theirs.get(page).content.decode()
    assert "secret example" not in text
    assert "A secret clinic" not in text
    assert theirs.get(f"{page}evidence/{ids['evidence']}/").status_code == 404


@pytest.mark.parametrize("how", ["ended", "left", "late"])
def test_a_reviewer_whose_grant_is_over_sees_nothing(
    visit: Callable[..., Client], visitors: dict[str, Person | None], own: Client, ids: dict[str, int], how: str
) -> None:
    page = f"/en/reviews/{ids['review']}/"
    if how == "ended":
        own.post(f"{page}grant/", {"end": "1"})
    elif how == "left":
        own.post(f"{page}leave/")
    else:
        Review.objects.update(until=timezone.localdate() - timedelta(days=1))
    theirs = visit(visitors["reviewer"])
    for address in BOTH:
        assert theirs.get(address.format(**ids)).status_code == 404
    assert theirs.get("/en/reviews/").status_code == 200
    assert own.get(page).status_code == 200


def test_someone_invited_sees_the_invitation_and_no_rating(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int]
) -> None:
    Review.objects.update(state=Review.State.INVITED, reviewer=None)
    theirs = visit(visitors["reviewer"])
    text = theirs.get(f"/en/reviews/{ids['review']}/").content.decode()
    assert "secret message" in text
    assert "secret example" not in text
    assert theirs.get(f"/en/reviews/{ids['review']}/meeting/").status_code == 404
    assert visit(visitors["stranger"]).get(f"/en/reviews/{ids['review']}/").status_code == 404


@pytest.mark.parametrize("address", sorted({address for address, _ in POSTS if address != LEAVE}))
def test_what_changes_something_is_not_done_by_a_link(own: Client, ids: dict[str, int], address: str) -> None:
    assert own.get(address.format(**ids)).status_code == 405


def test_every_address_of_reviews_is_in_this_file() -> None:
    from django.urls import get_resolver

    from tamarack.web.reviews import urls

    pages = [*PAGES, *BOTH, LEAVE, *(address for address, _ in POSTS)]
    tested = {get_resolver().resolve(page.format(review=1, evidence=1)).url_name for page in pages}
    assert {pattern.name for pattern in urls.urlpatterns} - tested == set()


def hidden(client: Client, page: str, name: str) -> str:
    """What a form on a page sends along."""
    found = re.search(rf'name="{name}" value="([^"]+)"', client.get(page).content.decode())
    return found[1] if found else ""


def test_both_sign_through_the_pages(
    visit: Callable[..., Client], visitors: dict[str, Person | None], own: Client, ids: dict[str, int]
) -> None:
    theirs, page = visit(visitors["reviewer"]), f"/en/reviews/{ids['review']}/"
    theirs.post(f"{page}agree/", {"competency": "COL"})
    theirs.post(f"{page}criterion/", {"criterion": "COL.1", "value": "M", "reason": "Seen it.", "differ": "1"})
    assert own.post(f"{page}sign/", {"seal": hidden(own, page, "seal")}).status_code == 422
    assert "still to be settled" in own.get(page).content.decode()
    for code, value in (("COL.1", "M"), ("COL.2", "E")):
        own.post(f"{page}criterion/", {"criterion": code, "value": value, "settle": "1"})
    theirs.post(f"{page}accept/", {"support": str(ids["support"]), "seen": hidden(theirs, page, "seen")})
    for client in (theirs, own):
        client.post(f"{page}sign/", {"seal": hidden(client, page, "seal")})
    assert Review.objects.get().is_signed
    assert "Signed by both" in own.get(page).content.decode()
    assert Acceptance.objects.filter(lapsed_at=None).count() == 1


@pytest.mark.parametrize("count", [1, 30])
def test_a_review_costs_the_same_with_thirty_entries(
    own: Client, person: Person, ids: dict[str, int], keep: Callable[..., Evidence],
    django_assert_max_num_queries: Any, count: int,
) -> None:  # fmt: skip
    review = Review.objects.get()
    entries = [keep(f"Entry {number}", serves=["COL.1.B", "COL.2.B"]) for number in range(count)]
    share_evidence(person, review, entries)
    for number in range(count):
        actions.say(person, review, f"Message {number}", "COL.1")
    with django_assert_max_num_queries(18):
        assert own.get(f"/en/reviews/{review.pk}/").status_code == 200
    with django_assert_max_num_queries(10):
        assert own.get("/en/reviews/").status_code == 200


def test_feedback_is_shown_to_the_reviewer_as_granted_and_what_was_for_them_alone_to_nobody_else(
    visit: Callable[..., Client], visitors: dict[str, Person | None], own: Client, person: Person, cacee: Stored,
    ids: dict[str, int],
) -> None:  # fmt: skip
    review = Review.objects.get()
    request = ask(person, cacee, review.assessment, groups={"peers": ["Pia", "Per", "Pam"]})
    FeedbackRequest.objects.update(reviewer_email=review.reviewer_email)
    for name in ("Pia", "Per", "Pam"):
        say(request, name, "E", {"COL.1": for_reviewer("secret hint"), KEEP: for_reviewer("secret wish")}, EDI_5="B")
    own.post(f"/en/feedback/{request.pk}/close/")
    page, theirs = f"/en/reviews/{review.pk}/", visit(visitors["reviewer"])
    assert "Others, in feedback:" not in theirs.get(page).content.decode()
    grant = {"until": soon().isoformat(), "shows_notes": "on", "feedback": [str(request.pk)]}
    own.post(f"{page}grant/", grant)
    text = theirs.get(page).content.decode()
    assert "Others, in feedback:" in text
    assert "secret hint" in text
    assert "secret wish" in text
    assert "secret wish" not in own.get(page).content.decode()
    assert "secret hint" not in own.get(page).content.decode()
    FeedbackRequest.objects.update(reviewer_email="someone.else@clearwater.example")
    text = theirs.get(page).content.decode()
    assert "Others, in feedback:" in text
    assert "secret hint" not in text


def test_open_requests_and_those_of_others_are_not_shown(
    own: Client, person: Person, stranger: Person, cacee: Stored, ids: dict[str, int]
) -> None:
    review = Review.objects.get()
    for whose in (person, stranger):
        with pytest.raises(NotAllowed):
            actions.show_feedback(person, review, [ask(whose, cacee)])
    assert not review.feedback.exists()
