"""Pages of organisations: everything by forms, in both languages, and nothing of anyone's answers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment, Review
from tamarack.people.actions.grants import ask_everybody, give_grant
from tamarack.people.actions.members import invite
from tamarack.people.links import invitation_token
from tamarack.people.models import Grant, Invitation, Member, Organisation, Person, PutAside, Team
from tests.conftest import make_person
from tests.people.conftest import join


@pytest.fixture
def organisation(own: Client) -> Organisation:
    """Clearwater, set up through the page by its first owner, with a team."""
    own.post("/en/orgs/new/", {"name": "Clearwater", "kind": "centre", "language": "en"})
    own.post("/en/orgs/clearwater/teams/", {"name": "Careers"})
    return Organisation.objects.get()


def test_an_organisation_is_set_up_by_its_first_owner(own: Client, person: Person, organisation: Organisation) -> None:
    page = own.get("/en/orgs/clearwater/").content.decode()
    assert "Careers" in page
    assert "You are in it as Owner" in page
    assert Member.objects.get(person=person).role == "owner"


def test_someone_without_an_organisation_is_told_that_they_need_none(own: Client) -> None:
    assert "You are in no organisation, and need none" in own.get("/en/orgs/").content.decode()
    assert "n’en avez pas besoin" in own.get("/fr/orgs/").content.decode()


def test_someone_invited_joins_by_the_link(
    own: Client, visit: Callable[..., Client], organisation: Organisation, stranger: Person
) -> None:
    team = Team.objects.get()
    data = {"email": stranger.email, "role": "lead", "team": team.pk}
    assert own.post("/en/orgs/clearwater/invitations/", data).status_code == 302
    [letter] = mail.outbox
    path = re.search(r"/en/join/\S+", str(letter.body))
    assert path
    signed_out = Client().get(path[0]).content.decode()
    assert "Sign in" in signed_out
    assert stranger.email not in signed_out
    theirs = visit(stranger)
    assert "You are invited" in theirs.get("/en/orgs/").content.decode()
    assert "Join Clearwater" in theirs.get(path[0]).content.decode()
    theirs.post(path[0], {"join": "1"})
    assert Member.objects.get(person=stranger).role == "lead"
    assert "This invitation is over" in theirs.get(path[0]).content.decode()


def test_an_invitation_for_someone_else_says_so_without_their_address(
    own: Client, visit: Callable[..., Client], person: Person, organisation: Organisation, stranger: Person
) -> None:
    token = invitation_token(invite(person, organisation, email="mia@example.org"))
    page = visit(stranger).get(f"/en/join/{token}/").content.decode()
    assert "another address" in page
    assert "mia@example.org" not in page
    assert visit(stranger).post(f"/en/join/{token}/", {"join": "1"}).status_code == 403


def test_a_file_is_looked_at_before_anything_happens(own: Client, organisation: Organisation) -> None:
    upload = SimpleUploadedFile("people.csv", b"email,role,team\nmia@example.org,member,Careers\n")
    looked = own.post("/en/orgs/clearwater/members/import/", {"file": upload}).content.decode()
    assert "is invited by mail" in looked
    assert not Invitation.objects.exists()
    rows = re.search(r'name="rows" value="([^"]*)"', looked)
    assert rows
    own.post("/en/orgs/clearwater/members/import/", {"rows": rows[1], "bring": "1"})
    assert Invitation.objects.get().email == "mia@example.org"


@pytest.mark.parametrize("content", [b"email\nnobody\n", b"\xff\xfe", b"", b"email," + b"x" * 600_000])
def test_a_file_that_cannot_be_taken_is_told_on_the_page(
    own: Client, organisation: Organisation, content: bytes
) -> None:
    response = own.post("/en/orgs/clearwater/members/import/", {"file": SimpleUploadedFile("x.csv", content)})
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()


def test_settings_are_kept_and_wrong_ones_told(own: Client, organisation: Organisation) -> None:
    own.post("/en/orgs/clearwater/settings/", {"name": "Clearwater U", "kind": "employer", "language": "fr"})
    own.post("/en/orgs/clearwater/settings/counting/", {"k": 8, "threshold": 4, "months": 6, "begins": "2026-01-01"})
    kept = Organisation.objects.get()
    assert (kept.name, kept.kind, kept.language, kept.k, kept.threshold, kept.months) == (
        "Clearwater U", "employer", "fr", 8, 4, 6,
    )  # fmt: skip
    page = own.post("/en/orgs/clearwater/settings/counting/", {"k": 4, "threshold": 3, "months": 6, "begins": "x"})
    assert page.content.decode().count('class="error"') == 2
    assert Organisation.objects.get().k == 8


def test_deleting_needs_the_name(own: Client, organisation: Organisation) -> None:
    assert "not its name" in own.post("/en/orgs/clearwater/settings/delete/", {"name": "x"}).content.decode()
    own.post("/en/orgs/clearwater/settings/delete/", {"name": "Clearwater"})
    assert not Organisation.objects.exists()


def test_the_last_owner_is_told_why_they_cannot_leave(own: Client, organisation: Organisation) -> None:
    response = own.post("/en/orgs/clearwater/leave/")
    assert response.status_code == 422
    assert "no owner" in response.content.decode()
    assert Member.objects.exists()


def test_being_counted_is_asked_read_given_and_withdrawn(
    own: Client, visit: Callable[..., Client], organisation: Organisation
) -> None:
    member = join(organisation, "mia").person
    theirs = visit(member)
    own.post("/en/orgs/clearwater/ask/", {"purpose": "To plan our training"})
    assert "To plan our training" in theirs.get("/en/account/grants/").content.decode()
    page = theirs.get("/en/account/grants/give/clearwater/").content.decode()
    assert "To plan our training" in page
    assert "at least 5 people" in page
    theirs.post("/en/account/grants/give/clearwater/")
    grant = Grant.objects.get()
    assert (grant.person, grant.purpose) == (member, "To plan our training")
    theirs.post(f"/en/account/grants/{grant.pk}/withdraw/")
    assert Grant.objects.get().withdrawn_at


def test_who_leads_learns_of_no_one_s_yes_or_no(
    own: Client, visit: Callable[..., Client], person: Person, organisation: Organisation
) -> None:
    yes, no = join(organisation, "yes", team=Team.objects.get()).person, join(organisation, "no").person
    pages = [f"/en/orgs/clearwater/{part}" for part in ("", "members/", "ask/", "log/", "settings/")]
    pages.append("/en/teams/clearwater/careers/")
    ask = ask_everybody(person, organisation, "To plan")
    own.get("/en/orgs/")  # where what was said before is shown
    before = [re.sub(r'value="[^"]{20,}"', "", own.get(page).content.decode()) for page in pages]
    give_grant(yes, organisation)
    visit(no).post(f"/en/account/grants/asks/{ask.pk}/aside/")
    assert PutAside.objects.get().person == no
    after = [re.sub(r'value="[^"]{20,}"', "", own.get(page).content.decode()) for page in pages]
    assert before == after


def test_one_page_says_who_may_see_what_and_who_looked(
    own: Client, visit: Callable[..., Client], organisation: Organisation, done: Assessment
) -> None:
    reviewer = make_person("reviewer")
    review = Review.objects.create(
        person=done.person, assessment=done, reviewer=reviewer, reviewer_name="Rita", reviewer_email=reviewer.email,
        until=timezone.localdate(), state=Review.State.OPEN,
    )  # fmt: skip
    visit(reviewer).get(f"/en/reviews/{review.pk}/")
    page = own.get("/en/account/grants/").content.decode()
    assert "Rita" in page
    assert "Looked at last on" in page
    assert "Reviewer looked at the assessment" in own.get("/en/account/log/").content.decode()
    own.post(f"/en/reviews/{review.pk}/grant/", {"end": "1"})
    assert "Rita" not in own.get("/en/account/grants/").content.decode()
    assert visit(reviewer).get(f"/en/reviews/{review.pk}/").status_code == 404


def test_members_see_names_and_only_owners_addresses(
    own: Client, visit: Callable[..., Client], organisation: Organisation, person: Person
) -> None:
    member = visit(join(organisation, "mia").person)
    page = member.get("/en/orgs/clearwater/members/").content.decode()
    assert person.name in page
    assert person.email not in page
    assert "mia@clearwater.example" in own.get("/en/orgs/clearwater/members/?words=mia").content.decode()
    assert "Nobody was found" in member.get("/en/orgs/clearwater/members/?words=clearwater.example").content.decode()


@pytest.mark.parametrize("many", [1, 30])
def test_pages_of_an_organisation_cost_the_same_however_many_are_in_it(
    own: Client, person: Person, organisation: Organisation, django_assert_num_queries: Any, many: int
) -> None:
    team = Team.objects.get()
    for number in range(many):
        join(organisation, f"member{number}", team=team)
        invite(person, organisation, email=f"new{number}@example.org")
        Team.objects.create(organisation=organisation, code=f"t{number}", name=f"T{number}")
    give_grant(person, organisation)
    own.get("/en/orgs/")  # where what was said before is shown
    pages = {
        "/en/orgs/": 4, "/en/orgs/clearwater/": 6, "/en/orgs/clearwater/members/": 4,
        "/en/orgs/clearwater/invitations/": 5, "/en/orgs/clearwater/teams/": 4, "/en/orgs/clearwater/log/": 7,
        "/en/teams/clearwater/careers/": 4, "/en/account/grants/": 15, "/en/account/log/": 4,
    }  # fmt: skip
    for page, queries in pages.items():
        with django_assert_num_queries(2 + queries):
            assert own.get(page).status_code == 200, page
