"""What organisations and teams do together, through the pages."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.growth.actions import events, helping, resources, roles, team
from tamarack.growth.actions.resources import Described
from tamarack.growth.actions.team import Prepared
from tamarack.growth.models import LearningEvent, Match, Offer, Role, SignUp, TeamFocus, Template, Wish
from tamarack.growth.queries import find_role
from tamarack.rubric.queries import Stored
from tests.together import Place, in_the_past, local, planned

Visit = Callable[..., Client]
ORG, TEAM = "/en/orgs/clearwater/", "/en/teams/clearwater/career/"
PLAN = f"{TEAM}plan/"


@pytest.fixture
def place(cacee: Stored) -> Place:
    return Place(cacee)


@pytest.fixture
def rated(place: Place, fill: Callable[..., Assessment]) -> Place:
    place.rate(fill, place.owner, place.lead, place.member, place.other, COL_1="M")
    return place


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def form(when: Any, **said: Any) -> dict[str, Any]:
    """What the form of an event sends."""
    return {"title": "Clinic", "on": local(when), "begins": "10:00", "ends": "11:30", "where": "Room 1",
            "time_zone": "America/Halifax", "criteria": ["COL.1"], **said}  # fmt: skip


def test_an_owner_makes_a_role_profile_that_members_aim_for(visit: Visit, place: Place) -> None:
    owner, member = visit(place.owner), visit(place.member)
    assert "Campus" in page(owner, f"{ORG}roles/new/?from=campus-recruiter")
    owner.post(f"{ORG}roles/new/?from=campus-recruiter", {"name": "Recruiter of ours", "target-COL": "E"})
    role = Role.objects.get()
    assert (role.person, role.copied_from) == (None, "campus-recruiter")
    for address in ("/en/growth/roles/", "/en/growth/roles/compare/", "/en/growth/goals/new/", "/en/assess/short/",
                    "/en/growth/path/", f"{ORG}roles/"):  # fmt: skip
        told = page(member, address)
        assert "Recruiter of ours" in told, address
        assert "Clearwater" in told, address
    told = page(member, f"/en/growth/roles/org-{role.pk}/")
    assert "A role profile of Clearwater, for its members." in told
    assert "Change it" not in told
    member.post("/en/growth/goals/new/", {"aim": "Recruit", "others": "COL.1", "role": f"org-{role.pk}"})
    assert "Recruit" in page(member, "/en/growth/")
    owner.post(f"{ORG}roles/{role.pk}/delete/")
    assert page(member, "/en/growth/")
    assert not Role.objects.exists()


def test_members_find_shared_resources_marked_and_cannot_change_them(visit: Visit, place: Place) -> None:
    visit(place.owner).post(f"{ORG}resources/new/", {"title": "House guide", "kind": "link", "criteria": "COL.1"})
    visit(place.lead).post(f"{PLAN}resources/new/", {"title": "Team guide", "kind": "note", "criteria": "COL.1"})
    told = page(visit(place.member), "/en/growth/resources/")
    assert told.count("From Clearwater") == 2
    assert "Change<span" not in told
    assert "Download as CSV" not in told
    assert "House guide" in page(visit(place.member), "/en/growth/ideas/COL.1.B/")


def test_a_lead_chooses_a_focus_that_the_team_reads(visit: Visit, place: Place) -> None:
    lead = visit(place.lead)
    codes = ["COL.1", "COL.2", "COL.3", "COM.1", "COM.2", "COM.3"]
    refused = lead.post(f"{PLAN}focus/", {"criteria": codes})
    assert "You chose 6. Please leave 5 at most." in refused.content.decode()
    lead.post(f"{PLAN}focus/", {"criteria": codes[:2], "why": "For <students>", "until": "2030-01-02"})
    told = page(visit(place.member), PLAN)
    assert "For &lt;students&gt;" in told
    assert "Until 2 January 2030 · chosen by Lead-Clearwater" in " ".join(told.split())
    assert TeamFocus.objects.get().criteria == codes[:2]


def test_an_event_is_planned_in_the_time_zone_that_was_chosen(visit: Visit, place: Place) -> None:
    when = timezone.now() + timedelta(days=9)
    lead = visit(place.lead)
    address = lead.post(f"{PLAN}events/new/", form(when, capacity="3"))["Location"]
    event = LearningEvent.objects.get()
    assert (event.starts_at.astimezone(event.zone).hour, event.time_zone) == (10, "America/Halifax")
    told = page(visit(place.member), address)
    assert "10:00 to 11:30 (AST)" in told or "10:00 to 11:30 (ADT)" in told
    assert "Who comes is seen by who leads Career, and by those who have signed up." in told
    assert 'value="10:00"' in page(lead, f"{address}change/")
    lead.post(f"{address}change/", form(when, last=local(when + timedelta(days=1)), ends="09:00"))
    event.refresh_from_db()
    assert event.ends_at - event.starts_at == timedelta(hours=23)
    assert event.capacity is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"on": ""}, "Please choose a day."), ({"on": "31/12"}, "This is not a date."),
        ({"begins": "late"}, "This is not a time."), ({"ends": "09:00"}, "The end is not after the start."),
        ({"on": "2001-01-01"}, "This time has passed."), ({"where": ""}, "Please say where it is"),
        ({"link": "nowhere"}, ""), ({"capacity": "-1"}, ""), ({"time_zone": "Mars"}, ""), ({"title": ""}, "a title"),
        ({"title": "x" * 301}, ""), ({"criteria": ["COL.9"]}, ""), ({"title": "a\x00b"}, ""),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_told_on_the_form(visit: Visit, place: Place, wrong: dict[str, Any], told: str) -> None:
    response = visit(place.lead).post(f"{PLAN}events/new/", form(timezone.now() + timedelta(days=9), **wrong))
    assert response.status_code == 200
    assert "error" in response.content.decode()
    assert told in response.content.decode()
    assert not LearningEvent.objects.exists()


def test_names_of_who_comes_are_for_leads_and_for_who_signed_up(visit: Visit, place: Place) -> None:
    event = events.plan_event(place.lead, place.team, place.stored, planned("Clinic", for_all=True))
    address = f"{PLAN}events/{event.pk}/"
    visit(place.member).post(f"{address}sign-up/")
    for person, seen in ((place.owner, True), (place.lead, True), (place.member, True), (place.other, False)):
        assert ("Who comes</h2>" in page(visit(person), address)) is seen, person
    visit(place.other).post(f"{address}sign-up/")
    assert "Member-Clearwater" in page(visit(place.other), address)
    visit(place.other).post(f"{address}leave/")
    assert "Member-Clearwater" not in page(visit(place.other), address)


def test_a_full_event_says_so(visit: Visit, place: Place) -> None:
    event = events.plan_event(place.lead, place.team, place.stored, planned(capacity=1))
    events.sign_up(place.lead, event)
    member, address = visit(place.member), f"{PLAN}events/{event.pk}/"
    assert "All places are taken." in page(member, address)
    told = member.post(f"{address}sign-up/", follow=True).content.decode()
    assert "All 1 places are taken. If someone leaves, you can sign up." in told
    assert SignUp.objects.count() == 1


def test_who_took_part_is_offered_to_keep_it_prefilled_and_nobody_else_is(visit: Visit, place: Place) -> None:
    event = events.plan_event(
        place.lead, place.team, place.stored,
        planned("Clinic on bias", hours=1.5, criteria=["EDI.3"], link="https://example.org/clinic"),
    )  # fmt: skip
    events.sign_up(place.member, event)
    in_the_past(event)
    LearningEvent.objects.filter(pk=event.pk).update(ends_at=event.starts_at + timedelta(hours=1, minutes=30))
    member, other = visit(place.member), visit(place.lead)
    assert "You were there" in page(member, PLAN)
    assert "You were there" not in page(other, PLAN)
    address = f"/en/portfolio/new/?event={event.pk}"
    told = page(member, address)
    assert 'value="Clinic on bias"' in told
    assert "https://example.org/clinic" in told
    assert re.search(r'value="EDI\.3\.B"', told)
    assert 'value="Clinic on bias"' not in page(other, address)
    log = f"/en/portfolio/log/new/?event={event.pk}"
    told = page(member, log)
    assert 'value="Clinic on bias"' in told
    assert re.search(r'name="done"[^>]*value="1[.,]5"', told)
    assert 'value="Clinic on bias"' not in page(other, log)


def test_a_review_and_feedback_begin_with_a_template_and_the_lead_learns_nothing(visit: Visit, rated: Place) -> None:
    said = Prepared("Autumn round", "Let us <talk>", 30, "mentor", ["COL.1", "ETH.2"])
    of = {
        kind: team.prepare_template(rated.lead, rated.team, rated.stored, kind, said) for kind in ("review", "feedback")
    }
    member = visit(rated.member)
    told = page(member, PLAN)
    assert f"/en/reviews/new/?template={of['review'].pk}" in told
    assert f"/en/feedback/new/?template={of['feedback'].pk}" in told
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    for kind in ("review", "feedback"):
        told = page(member, f"/en/{kind}{'s' if kind == 'review' else ''}/new/?template={of[kind].pk}")
        assert "Let us &lt;talk&gt;" in told
        assert until in told
    assert '<option value="mentor" selected>' in page(member, f"/en/reviews/new/?template={of['review'].pk}")
    address = f"/en/feedback/new/?template={of['feedback'].pk}"
    told = page(member, address)
    assert "As prepared: COL.1, ETH.2" in told
    assert 'value="Autumn round"' in told
    response = member.post(
        address,
        {"about": "suggested", "title": "Mine", "until": until, "message": "", "assessment": "", "rows": "3",
         **{f"person-{n}-{name}": value for n in (1, 2, 3) for name, value in
            {"name": f"Ada {n}", "email": f"ada{n}@example.org", "group": "peers", "language": "en"}.items()}},
    )  # fmt: skip
    from tamarack.assessment.models import FeedbackRequest

    assert response.status_code == 302, response.content.decode()
    assert FeedbackRequest.objects.get().criteria == ["COL.1", "ETH.2"]
    assert {field.name for field in Template._meta.get_fields()} == {
        "id", "team", "kind", "version", "title", "message", "relation", "criteria", "days", "made_by", "created_at"
    }  # fmt: skip


def test_offering_seeking_and_finding_each_other(visit: Visit, rated: Place) -> None:
    helper, seeker = visit(rated.member), visit(rated.other)
    assert "Mastering, self-rated on" in page(helper, f"{ORG}helpers/offer/")
    helper.post(f"{ORG}helpers/offer/", {"level-COL.1": "M", "capacity": "1", "languages": ["en"],
                                         "reach": "organisation"})  # fmt: skip
    assert "Mastering, self-rated on" in page(seeker, f"{ORG}helpers/")
    seeker.post(f"{ORG}helpers/seek/", {"criteria": ["COL.1"], "languages": ["en"], "reach": "organisation"})
    address = seeker.post(f"{ORG}helpers/seek/ask/")["Location"]
    told = page(helper, address)
    assert "You offer help with 1 criterion that Other-Clearwater wants to grow in:" in told
    assert rated.other.email not in told
    seeker.post(address, {"yes": "1"})
    assert rated.member.email not in page(seeker, address)
    helper.post(address, {"yes": "1"})
    assert rated.other.email in page(helper, address)
    assert rated.member.email in page(seeker, address)
    helper.post(address, {"end": "1"})
    assert rated.member.email not in page(seeker, address)
    assert "You worked together. It ended on" in page(seeker, address)


@pytest.mark.parametrize("who", ["member", "other"])
def test_a_no_is_read_by_nobody_else_on_no_page(visit: Visit, rated: Place, who: str) -> None:
    rated.offer(rated.member, {"COL.1": "M"})
    match = helping.ask_match(rated.other, rated.seek(rated.other, "COL.1"), rated.stored)
    assert match
    them = rated.other if who == "member" else rated.member
    address = f"/en/helpers/{match.pk}/"

    def pages() -> list[str]:
        found = [page(visit(them), f"{ORG}helpers/"), page(visit(them), address)]
        found += [page(visit(rated.lead), f"{ORG}helpers/"), page(visit(rated.owner), f"{ORG}log/")]
        return [re.sub(r'value="[\w-]{64}"', "", text) for text in found]

    before = pages()
    visit(getattr(rated, who)).post(address, {"no": "1"})
    assert pages() == before
    assert "You said no. Nobody else is told." in page(visit(getattr(rated, who)), address)


def test_a_round_tells_the_lead_no_more_than_how_many(visit: Visit, rated: Place) -> None:
    rated.offer(rated.member, {"COL.1": "M"})
    rated.seek(rated.other, "COL.1")
    told = visit(rated.lead).post(f"{ORG}helpers/propose/", follow=True).content.decode()
    assert "1 proposal was made. The two learn of it by mail." in told
    assert "Other-Clearwater" not in told
    assert "Other-Clearwater" not in page(visit(rated.owner), f"{ORG}log/")


def test_who_has_rated_nothing_cannot_offer_and_is_told_so(visit: Visit, place: Place) -> None:
    response = visit(place.member).get(f"{ORG}helpers/offer/")
    assert response.status_code == 422
    assert "once you have rated yourself" in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"level-COL.1": "E"}, {"level-COL.1": ""}, {"capacity": "0"}, {"capacity": "21"}, {"capacity": "many"},
        {"languages": "xx"}, {"languages": ""}, {"reach": "galaxy"},
    ],
)  # fmt: skip
def test_an_offer_that_cannot_be_right_is_told_on_the_form(visit: Visit, rated: Place, wrong: dict[str, str]) -> None:
    said = {"level-COL.1": "M", "capacity": "1", "languages": "en", "reach": "team", **wrong}
    response = visit(rated.member).post(f"{ORG}helpers/offer/", said)
    assert (response.status_code, "error" in response.content.decode()) == (200, True)
    assert not Offer.objects.exists()


def test_a_reach_of_the_team_hides_an_offer_from_others(visit: Visit, rated: Place) -> None:
    rated.offer(rated.member, {"COL.1": "M"}, reach="team")
    assert "Member-Clearwater" in page(visit(rated.lead), f"{ORG}helpers/")
    assert "Member-Clearwater" not in page(visit(rated.other), f"{ORG}helpers/")
    assert "Member-Clearwater" not in page(visit(rated.owner), f"{ORG}helpers/")


def test_withdrawing_is_one_click(visit: Visit, rated: Place) -> None:
    rated.offer(rated.member, {"COL.1": "M"})
    rated.seek(rated.member, "ETH.1")
    member = visit(rated.member)
    for address in (f"{ORG}helpers/offer/withdraw/", f"{ORG}helpers/seek/withdraw/"):
        assert member.post(address)["Location"] == f"{ORG}helpers/"
    assert not Offer.objects.exists()
    assert not Wish.objects.exists()


def test_a_wish_begins_with_the_focus_of_the_leading_goal(visit: Visit, rated: Place) -> None:
    from tamarack.growth.actions.goals import Wanted, create_goal

    role = find_role(rated.member, rated.stored.framework, "campus-recruiter")
    create_goal(rated.member, rated.stored, Wanted("Grow", ["ETH.1"]), role)
    told = page(visit(rated.member), f"{ORG}helpers/seek/")
    assert re.search(r'value="ETH\.1"[^>]*checked', told)


def test_coverage_counts_offers_and_says_where_nobody_helps(visit: Visit, rated: Place) -> None:
    rated.offer(rated.member, {"COL.1": "M"}, reach="team")
    told = page(visit(rated.lead), f"{TEAM}helpers/")
    assert "For 34 of 35 criteria nobody does yet." in told
    assert told.count("nobody yet") == 34


@pytest.mark.parametrize("count", [1, 30])
def test_thirty_of_everything_cost_no_more_queries_than_one(
    visit: Visit, rated: Place, fill: Callable[..., Assessment], django_assert_num_queries: Any, count: int
) -> None:
    for index in range(count):
        said = Described(f"Guide {index}", criteria=["COL.1"])
        resources.share_resource(rated.owner, rated.stored, said, rated.organisation)
        resources.share_resource(rated.lead, rated.stored, said, rated.organisation, rated.team)
        role = find_role(None, rated.stored.framework, "campus-recruiter").profile
        roles.create_role(rated.owner, rated.stored, role, organisation=rated.organisation)
        event = events.plan_event(rated.lead, rated.team, rated.stored, planned(for_all=True))
        past = events.plan_event(rated.lead, rated.team, rated.stored, planned())
        someone = rated.add(f"person{index}", rated.team)
        rated.rate(fill, someone, COL_1="M")
        rated.offer(someone, {"COL.1": "M", "COL.2": "B"})
        SignUp.objects.create(event=event, person=rated.member)
        SignUp.objects.create(event=in_the_past(past), person=rated.member)
        template = Prepared("Autumn", criteria=["COL.1"])
        team.prepare_template(rated.lead, rated.team, rated.stored, "feedback", template)
        Match.objects.create(
            helper=someone, seeker=rated.member, version_id=rated.stored.id, fit=3, until=timezone.now(), why=[]
        )
    events.sign_up(rated.other, event)
    for person in rated.organisation.members.exclude(person=rated.member).select_related("person"):
        SignUp.objects.get_or_create(event=event, person=person.person)
    team.set_focus(rated.lead, rated.team, rated.stored, ["COL.1"])
    member = visit(rated.member)
    pages = {
        PLAN: 8, f"{PLAN}events/{event.pk}/": 10, f"{ORG}helpers/": 9, f"{ORG}helpers/seek/": 4,
        f"{ORG}helpers/offer/": 6, f"{ORG}roles/": 3, f"{ORG}resources/": 3, f"{TEAM}helpers/": 4,
        "/en/growth/resources/": 1, "/en/growth/roles/": 1, "/en/growth/roles/compare/": 3,
        "/en/growth/goals/new/": 3, "/en/assess/short/": 1,
    }  # fmt: skip
    for address, queries in pages.items():
        with django_assert_num_queries(2 + queries):
            page(member, address)
