"""The pages of campaigns and of a cohort's forms, for owners, leads, members; bad input; what they cost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tamarack.assessment.actions.campaign import Plan, begin_campaign
from tamarack.assessment.actions.imported import bring_in
from tamarack.assessment.campaign_mail import mute_token
from tamarack.assessment.campaign_tasks import keep_campaigns
from tamarack.assessment.models import Campaign, CampaignMute, Imported
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.exchange.test_cohort import form

Visit = Callable[[Person | None], Client]
PAGE = "/en/orgs/clearwater/campaigns/"
FORMS = "/en/orgs/clearwater/forms/"
SOON = (timezone.localdate() + timedelta(days=20)).isoformat()


@pytest.fixture
def organisation(person: Person) -> Organisation:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    Member.objects.create(organisation=organisation, person=person)
    return organisation


@pytest.fixture
def owner(organisation: Organisation) -> Person:
    owner = make_person("olga")
    Member.objects.create(organisation=organisation, person=owner, role="owner")
    return owner


def begin(owner: Person, organisation: Organisation, team: Team | None = None) -> Campaign:
    until = timezone.localdate() + timedelta(days=20)
    return begin_campaign(owner, organisation, Plan("Our <secret> purpose", until, "Hello <all>", team))


def test_an_owner_begins_a_campaign_and_a_member_finds_it(
    visit: Visit, own: Client, owner: Person, organisation: Organisation
) -> None:
    client = visit(owner)
    sent = {"whom": "all", "purpose": "To plan our <training>", "until": SOON, "message": "Take your time."}
    page = client.post(f"{PAGE}new/", sent, follow=True)
    assert "The campaign is on" in page.content.decode()
    assert "To plan our &lt;training&gt;" in page.content.decode()
    keep_campaigns.call()
    assert {message.to[0] for message in mail.outbox} == {owner.email, "nadia@clearwater.example"}
    text = own.get("/en/assess/").content.decode()
    assert "Clearwater invites you to assess yourself" in text
    assert "To plan our &lt;training&gt;" in text
    assert "never who" in text


def test_numbers_below_five_are_not_told(visit: Visit, owner: Person, organisation: Organisation) -> None:
    campaign = begin(owner, organisation)
    client = visit(owner)
    assert "not counted yet" in client.get(PAGE).content.decode()
    Campaign.objects.update(counted_on=timezone.localdate())
    text = client.get(f"{PAGE}{campaign.pk}/").content.decode()
    assert text.count("fewer than five") == 2
    Campaign.objects.update(started=15, finished=10)
    text = client.get(f"{PAGE}{campaign.pk}/").content.decode()
    assert "<dd>15</dd>" in text
    assert "<dd>10</dd>" in text
    assert "Nadia" not in text


def test_the_end_leads_to_the_figures(visit: Visit, owner: Person, organisation: Organisation) -> None:
    campaign = begin(owner, organisation)
    client = visit(owner)
    assert "End this campaign now?" in client.get(f"{PAGE}{campaign.pk}/end/").content.decode()
    page = client.post(f"{PAGE}{campaign.pk}/end/", follow=True).content.decode()
    assert '/en/orgs/clearwater/figures/"' in page
    assert client.post(f"{PAGE}{campaign.pk}/end/").status_code == 403
    assert client.post(f"{PAGE}{campaign.pk}/remind/").status_code == 403


def test_a_lead_sees_and_runs_those_of_their_team_alone(
    visit: Visit, owner: Person, organisation: Organisation
) -> None:
    team = Team.objects.create(organisation=organisation, code="coop", name="Co-op")
    lead = make_person("lea")
    Member.objects.create(organisation=organisation, person=lead, role="lead", team=team)
    theirs = visit(lead)
    form_ = theirs.get(f"{PAGE}new/").content.decode()
    assert "Co-op" in form_
    assert "Everybody in the organisation" not in form_
    assert theirs.post(f"{PAGE}new/", {"whom": "all", "purpose": "x", "until": SOON}).status_code == 200
    assert not Campaign.objects.exists()
    campaign = begin(owner, organisation)
    assert "secret" not in theirs.get(PAGE).content.decode()
    for page in ("", "end/"):
        assert theirs.get(f"{PAGE}{campaign.pk}/{page}").status_code == 404
    assert theirs.get(FORMS).status_code == 403


def test_another_organisations_campaign_is_not_found(
    visit: Visit, own: Client, owner: Person, organisation: Organisation
) -> None:
    campaign = begin(owner, organisation)
    other = Organisation.objects.create(code="other", name="Other")
    Member.objects.create(organisation=other, person=owner, role="owner")
    client = visit(owner)
    told = [client.get(f"/en/orgs/other/campaigns/{pk}/") for pk in (campaign.pk, 999_999, 10**30)]
    assert {response.status_code for response in told} == {404}
    assert own.get(f"{PAGE}{campaign.pk}/").status_code == 404
    assert own.get(PAGE).status_code == 403
    assert own.post(f"/en/assess/campaigns/{10**30}/mail/").status_code == 404


def test_a_member_mutes_the_mail_here_and_by_the_link_in_it(
    own: Client, client: Client, person: Person, owner: Person, organisation: Organisation
) -> None:
    campaign = begin(owner, organisation)
    assert "Nobody there is told" in own.post(f"/en/assess/campaigns/{campaign.pk}/mail/", follow=True).content.decode()
    assert CampaignMute.objects.count() == 1
    own.post(f"/en/assess/campaigns/{campaign.pk}/mail/", {"again": "1"})
    assert not CampaignMute.objects.exists()
    page = f"/en/campaigns/mail/{mute_token(person, organisation)}/"
    response = client.get(page)
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not CampaignMute.objects.exists(), "looking does nothing"
    assert "You get no more of this mail" in client.post(page).content.decode()
    assert CampaignMute.objects.get().person == person
    for bad in ("x", mute_token(person, organisation)[:-1], f"{person.pk}-{organisation.pk}"):
        assert client.get(f"/en/campaigns/mail/{bad}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Please say what it is for."), ({"purpose": "x"}, "Please choose a day."),
        ({"purpose": "x", "until": "2026-13-01"}, "This is not a date"),
        ({"purpose": "x", "until": "2020-01-01"}, "Please choose a day after today"),
        ({"purpose": "x", "until": "9999-01-01"}, "This year cannot be meant"),
        ({"purpose": "x" * 501, "until": SOON}, "at most 500"), ({"purpose": "\x00", "until": SOON}, "Null characters"),
        ({"purpose": "x", "until": SOON, "whom": "999"}, "Select a valid choice"),
        ({"purpose": "x", "until": SOON, "message": "x" * 2001}, "at most 2000"),
    ],
)  # fmt: skip
def test_a_form_that_can_not_be_is_shown_again(
    visit: Visit, owner: Person, organisation: Organisation, sent: dict[str, str], told: str
) -> None:
    response = visit(owner).post(f"{PAGE}new/", {"whom": "all", **sent})
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Campaign.objects.exists()


def test_forms_are_first_shown_file_by_file_and_then_brought_in(
    visit: Visit, own: Client, owner: Person, organisation: Organisation, cacee: Stored
) -> None:
    client = visit(owner)

    def files() -> list[SimpleUploadedFile]:
        return [
            SimpleUploadedFile("nadia@clearwater.example.xlsx", form(cacee, COL_1="E", COL_2="B")),
            SimpleUploadedFile("nobody@clearwater.example.xlsx", form(cacee, COL_1="E")),
        ]

    text = client.post(FORMS, {"uploads": files()}).content.decode()
    assert "1 form would wait for its person" in text
    assert "Waits for them, with 2 criteria." in text
    assert "No member of the organisation has the address nobody@clearwater.example." in text
    assert not Imported.objects.exists()
    text = client.post(FORMS, {"uploads": files(), "bring": "1"}, follow=True).content.decode()
    assert "1 form waits for its person." in text
    assert "My example" not in text
    page = own.get("/en/assess/").content.decode()
    assert "Only you see it here" in page
    waits = Imported.objects.get()
    assert client.post(f"/en/assess/imported/{waits.pk}/").status_code == 404
    response = own.post(f"/en/assess/imported/{waits.pk}/", follow=True)
    assert "Taken into your draft" in response.content.decode()
    assert own.post(f"/en/assess/imported/{waits.pk}/").status_code == 404


def test_waiting_answers_are_erased_when_their_person_says_so(
    own: Client, person: Person, owner: Person, organisation: Organisation, cacee: Stored
) -> None:
    bring_in(owner, organisation, person, cacee, {"COL.1": ("E", "", "")})
    own.post(f"/en/assess/imported/{Imported.objects.get().pk}/", {"erase": "1"})
    assert not Imported.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b"no"), ("a.exe", b"MZ"), ("a.zip", b"no"), ("a.csv", b"a\n")]
)
def test_files_that_are_no_forms_are_told(
    visit: Visit, owner: Person, organisation: Organisation, name: str, content: bytes
) -> None:
    response = visit(owner).post(FORMS, {"uploads": [SimpleUploadedFile(name, content)], "bring": "1"})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert visit(owner).post(FORMS, {}).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_pages_cost_the_same_with_thirty(
    visit: Visit, own: Client, person: Person, owner: Person, organisation: Organisation, cacee: Stored,
    django_assert_max_num_queries: Any, count: int,
) -> None:  # fmt: skip
    for number in range(count):
        team = Team.objects.create(organisation=organisation, code=f"t{number}", name=f"Team {number}")
        Member.objects.filter(person=person).update(team=team)
        begin(owner, organisation, team)
        other = Organisation.objects.create(code=f"o{number}", name="Other")
        Imported.objects.create(
            person=person, version_id=cacee.id, organisation=other, answers={"COL.1": ["E", "", ""]}
        )
    client = visit(owner)
    with django_assert_max_num_queries(9):
        assert client.get(PAGE).status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get(f"{PAGE}{Campaign.objects.first().pk}/").status_code == 200  # type: ignore[union-attr]
    with django_assert_max_num_queries(9):
        assert own.get("/en/assess/").status_code == 200


def test_reading_a_cohort_costs_the_same_queries_with_thirty(
    owner: Person, organisation: Organisation, cacee: Stored, django_assert_max_num_queries: Any
) -> None:
    from tamarack.exchange.cohort import read_cohort

    content = form(cacee, COL_1="E")
    for count in (1, 30):
        files = [SimpleUploadedFile(f"p{number}@x.example.xlsx", content) for number in range(count)]
        with django_assert_max_num_queries(3):
            read_cohort(owner, organisation, files)
