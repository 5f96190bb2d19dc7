"""Campaigns: who is asked, what is counted and shown, what mail goes out."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tamarack.assessment.actions.campaign import Plan, begin_campaign, end_campaign, mute, remind_all
from tamarack.assessment.campaign_tasks import count, keep_campaigns, rounded, send_mail
from tamarack.assessment.models import Asked, Assessment, Campaign, Imported
from tamarack.assessment.queries.campaign import invitations_of
from tamarack.common.models import Entry
from tamarack.core.errors import BadInput, NotAllowed
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.conftest import make_person

DAY = timedelta(days=1)


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(code="clearwater", name="Clearwater")


def add(organisation: Organisation, name: str, role: str = "member", team: Team | None = None, **more: Any) -> Person:
    person = make_person(name, **more)
    Member.objects.create(organisation=organisation, person=person, role=role, team=team)
    return person


@pytest.fixture
def owner(organisation: Organisation) -> Person:
    return add(organisation, "olga", "owner")


@pytest.fixture
def people(organisation: Organisation, owner: Person) -> list[Person]:
    """Eleven others: with the owner there are twelve."""
    return [add(organisation, f"p{number}") for number in range(11)]


def plan(**more: Any) -> Plan:
    return Plan("To see what to offer next year", timezone.localdate() + 21 * DAY, "Please take your time.", **more)


def begin(owner: Person, organisation: Organisation, days: int = 10, **more: Any) -> Campaign:
    """A campaign that began some days ago."""
    campaign = begin_campaign(owner, organisation, plan(**more))
    Campaign.objects.filter(pk=campaign.pk).update(begun_at=timezone.now() - days * DAY)
    return Campaign.objects.get(pk=campaign.pk)


def finish(person: Person, cacee: Stored, at: datetime | None = None) -> Assessment:
    at = at or timezone.now() - DAY
    return Assessment.objects.create(
        person=person, version_id=cacee.id, started_at=at, saved_at=at, submitted_at=at
    )  # fmt: skip


def start(person: Person, cacee: Stored, at: datetime | None = None) -> Assessment:
    at = at or timezone.now() - DAY
    return Assessment.objects.create(person=person, version_id=cacee.id, started_at=at, saved_at=at)


def counted(campaign: Campaign) -> tuple[int, int]:
    count(campaign)
    campaign.refresh_from_db()
    return campaign.started, campaign.finished


def next_day(campaign: Campaign) -> None:
    """As if today's count were yesterday's."""
    Campaign.objects.filter(pk=campaign.pk).update(counted_on=timezone.localdate() - DAY)
    campaign.refresh_from_db()


@pytest.mark.parametrize(("number", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_numbers_are_rounded_down_to_five(number: int, told: int) -> None:
    assert rounded(number) == told


def test_started_and_finished_are_counted_as_the_day_began_and_rounded(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    campaign = begin(owner, organisation)
    for person in people[:6]:
        finish(person, cacee)
    for person in people[6:9]:
        start(person, cacee)
    start(people[9], cacee, timezone.now())  # today: not yet
    going_on = start(people[10], cacee, timezone.now() - 40 * DAY)  # before it began
    Assessment.objects.filter(pk=going_on.pk).update(saved_at=timezone.now() - 2 * DAY)
    assert counted(campaign) == (5, 5), "nine started, six finished"


def test_numbers_change_once_a_day_and_never_fall(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    campaign = begin(owner, organisation)
    for person in people[:5]:
        finish(person, cacee)
    assert counted(campaign) == (5, 5)
    for person in people[5:10]:
        finish(person, cacee)
    assert counted(campaign) == (5, 5), "the same day"
    next_day(campaign)
    assert counted(campaign) == (10, 10)
    people[0].delete()
    Member.objects.filter(person=people[1]).delete()
    next_day(campaign)
    assert counted(campaign) == (10, 10), "neither leaving nor erasure shows"


def test_a_campaign_is_not_counted_on_the_day_it_begins(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    campaign = begin_campaign(owner, organisation, plan())
    count(campaign)
    campaign.refresh_from_db()
    assert campaign.counted_on is None


def test_a_person_is_counted_in_one_running_campaign_at_a_time(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    other = Organisation.objects.create(code="other", name="Other")
    head = add(other, "head", "owner")
    for person in people:
        Member.objects.create(organisation=other, person=person)
    first = begin(owner, organisation)
    second = begin(head, other)
    for person in people:
        finish(person, cacee)
    assert counted(first) == (10, 10)
    assert counted(second) == (0, 0), "all but its owner are counted in the first"
    assert Asked.objects.filter(campaign=second).count() == 12, "asked all the same"


def test_campaigns_that_ask_the_same_people_do_not_run_together(
    owner: Person, organisation: Organisation, people: list[Person]
) -> None:
    team = Team.objects.create(organisation=organisation, code="coop", name="Co-op")
    other = Team.objects.create(organisation=organisation, code="er", name="Relations")
    Member.objects.filter(person__in=people[:3]).update(team=team)
    Member.objects.filter(person__in=people[3:6]).update(team=other)
    begin(owner, organisation, team=team)
    begin(owner, organisation, team=other)
    for again in (None, team):
        with pytest.raises(BadInput, match="still on"):
            begin_campaign(owner, organisation, plan(team=again))
    Member.objects.filter(person=people[0]).update(team=other)  # moved, and asked there already by no one
    end_campaign(owner, Campaign.objects.get(team=other))
    moved = begin(owner, organisation, team=other)
    assert not Asked.objects.get(campaign=moved, person=people[0]).counts


def test_what_was_finished_in_one_campaign_is_not_counted_in_the_next(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    first = begin(owner, organisation)
    for person in people:
        finish(person, cacee)
    assert counted(first) == (10, 10)
    end_campaign(owner, first)
    second = begin_campaign(owner, organisation, plan())
    Campaign.objects.filter(pk=second.pk).update(begun_at=timezone.now() - timedelta(hours=1))
    second.refresh_from_db()
    assert counted(second) == (0, 0)


def test_everybody_is_reminded_alike_and_at_most_once_a_week(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    campaign = begin(owner, organisation)
    finish(people[0], cacee)
    send_mail(campaign)
    send_mail(campaign)
    assert len(mail.outbox) == 12, "once each"
    with pytest.raises(NotAllowed, match="once a week"):
        remind_all(owner, campaign)
    Campaign.objects.update(mailed_at=timezone.now() - 8 * DAY)
    remind_all(owner, campaign)
    campaign.refresh_from_db()
    send_mail(campaign)
    reminders = mail.outbox[12:]
    assert {message.to[0] for message in reminders} == {person.email for person in [owner, *people]}
    bodies = {message.body.replace(str(person), "…").split("To get no more")[0]
              for message in reminders for person in [owner, *people] if message.to == [person.email]}  # fmt: skip
    assert len(bodies) == 1, "the same words, finished or not"


def test_mail_is_in_the_language_of_each_and_stops_for_who_mutes_it_or_left(
    owner: Person, organisation: Organisation, people: list[Person]
) -> None:
    people[0].language = "fr"
    people[0].save()
    mute(people[1], organisation)
    campaign = begin(owner, organisation)
    Member.objects.filter(person=people[2]).delete()
    Person.objects.filter(pk=people[3].pk).update(is_active=False)
    send_mail(campaign)
    found = {message.to[0]: message for message in mail.outbox}
    assert set(found) == {person.email for person in [owner, people[0], *people[4:]]}
    assert "/fr/campaigns/mail/" in found[people[0].email].body
    assert "To see what to offer next year" in found[people[4].email].body
    mute(people[1], organisation, off=True)
    send_mail(campaign)
    assert len(mail.outbox) == len(found), "what was missed is not sent afterwards"


def test_a_campaign_ends_by_its_day_after_a_last_count(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    campaign = begin(owner, organisation)
    for person in people[:5]:
        finish(person, cacee, timezone.now() - 2 * DAY)
    Campaign.objects.update(until=timezone.localdate() - DAY)
    finish(people[5], cacee, timezone.now())
    assert invitations_of(people[0]) == []
    keep_campaigns.call()
    campaign.refresh_from_db()
    assert (campaign.finished, campaign.ended_on) == (5, timezone.localdate())
    with pytest.raises(NotAllowed):
        remind_all(owner, campaign)
    assert not mail.outbox, "nobody is asked any more"


def test_only_owners_ask_everybody_and_leads_their_team(
    owner: Person, organisation: Organisation, people: list[Person]
) -> None:
    team = Team.objects.create(organisation=organisation, code="coop", name="Co-op")
    lead = add(organisation, "lea", "lead", team)
    for person, chosen in ((people[0], None), (people[0], team), (lead, None)):
        with pytest.raises(NotAllowed):
            begin_campaign(person, organisation, plan(team=chosen))
    campaign = begin_campaign(lead, organisation, plan(team=team))
    assert [row.person for row in campaign.asked.all()] == [lead]
    for act in (remind_all, end_campaign):
        with pytest.raises(NotAllowed):
            act(people[0], campaign)
    end_campaign(owner, campaign)


def test_a_lead_can_not_ask_in_another_organisation(owner: Person, organisation: Organisation) -> None:
    other = Organisation.objects.create(code="other", name="Other")
    team = Team.objects.create(organisation=other, code="coop", name="Co-op")
    lead = add(other, "lea", "lead", team)
    with pytest.raises(BadInput, match="not one of"):
        begin_campaign(lead, organisation, plan(team=team))


@pytest.mark.parametrize(
    "wrong", [{"purpose": " "}, {"purpose": "x" * 501}, {"days": 0}, {"days": 400}, {"message": "\x00"}]
)
def test_a_campaign_that_can_not_be_is_refused(
    owner: Person, organisation: Organisation, wrong: dict[str, Any]
) -> None:
    until = timezone.localdate() + wrong.pop("days", 9) * DAY
    with pytest.raises(BadInput):
        begin_campaign(owner, organisation, Plan(**{"purpose": "x", "until": until, **wrong}))
    assert not Campaign.objects.exists()


def test_the_log_names_who_began_it_and_nobody_who_is_asked(
    owner: Person, organisation: Organisation, people: list[Person]
) -> None:
    campaign = begin(owner, organisation)
    end_campaign(owner, campaign)
    found = list(Entry.objects.filter(organisation=organisation.pk).order_by("pk").values_list("what", "by", "of"))
    assert found == [("began", owner.audit_key, None), ("ended", owner.audit_key, None)]


def test_what_is_kept_of_someone_goes_with_the_account(
    owner: Person, organisation: Organisation, people: list[Person], cacee: Stored
) -> None:
    begin(owner, organisation)
    mute(people[0], organisation)
    Imported.objects.create(person=people[0], version_id=cacee.id, organisation=organisation, answers={})
    pk = people[0].pk
    people[0].delete()
    assert not Asked.objects.filter(person=pk).exists()
    assert not Imported.objects.exists()
    owner.delete()
    assert Campaign.objects.get().begun_by is None
