"""Reads about campaigns, for those who run them and for those who are asked; and about answers that wait."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from tamarack.assessment import rules
from tamarack.assessment.models import Asked, Campaign, CampaignMute, Imported
from tamarack.common.database import rows
from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.people.queries.places import find_organisation
from tamarack.people.rules import is_owner

NO_CAMPAIGN = N_("There is no such campaign, or it is not yours to see.")
NOTHING_WAITS = N_("There are no such answers waiting for you.")


@dataclass(frozen=True)
class Invited:
    """A campaign as someone sees it who is asked, and whether its mail reaches them."""

    campaign: Campaign
    muted: bool


def run_by(person: Person, organisation: Organisation) -> list[Campaign]:
    """The campaigns of an organisation that the person runs, newest first."""
    found = Campaign.objects.filter(organisation=organisation).select_related("team", "organisation")
    if is_owner.test(person, organisation):
        return list(found)
    led = Member.objects.filter(person=person, organisation=organisation, role=Member.Role.LEAD)
    return list(found.filter(team__in=led.values("team")))


def may_ask(person: Person, organisation: Organisation) -> tuple[bool, list[Team]]:
    """Whom the person may ask: whether everyone, and which teams."""
    teams = list(organisation.teams.all())
    if is_owner.test(person, organisation):
        return True, teams
    led = Member.objects.filter(person=person, organisation=organisation, role=Member.Role.LEAD)
    numbers = set(led.values_list("team", flat=True))
    return False, [team for team in teams if team.pk in numbers]


def find_campaign(person: Person, code: str, pk: int) -> Campaign:
    """A campaign that the person runs.

    Raises
    ------
    UnknownCode
        If there is none: whether there is one at all is not told.
    """
    organisation = find_organisation(person, code)
    try:
        found = Campaign.objects.select_related("organisation", "team").get(pk=pk, organisation=organisation)
    except (Campaign.DoesNotExist, OverflowError):
        raise UnknownCode(NO_CAMPAIGN) from None
    if not rules.runs.test(person, found):
        raise UnknownCode(NO_CAMPAIGN)
    return found


def audience(organisation: Organisation, team: Team | None) -> QuerySet[Member]:
    """Who would be asked."""
    members = Member.objects.filter(organisation=organisation, person__is_active=True)
    return members.filter(team=team) if team else members


def invitations_of(person: Person) -> list[Invited]:
    """What a person is asked by organisations that they are in, and that is still on."""
    running = rows(
        Campaign,
        "ended_on IS NULL AND until >= %s AND id IN (SELECT campaign_id FROM assessment_asked WHERE person_id = %s)",
        timezone.localdate(), person.pk, order="id",
    )  # fmt: skip
    if not running:
        return []
    found = Campaign.objects.filter(pk__in=[row.pk for row in running], organisation__members__person=person)
    muted = set(CampaignMute.objects.filter(person=person).values_list("organisation", flat=True))
    return [Invited(row, row.organisation_id in muted) for row in found.select_related("organisation", "team")]


def find_invitation(person: Person, pk: int) -> Campaign:
    """A campaign that the person is asked in.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    try:
        found = Campaign.objects.select_related("organisation").get(pk=pk)
    except (Campaign.DoesNotExist, OverflowError):
        raise UnknownCode(NO_CAMPAIGN) from None
    if not rules.is_asked.test(person, found):
        raise UnknownCode(NO_CAMPAIGN)
    return found


def ever_asked(person: Person) -> list[Asked]:
    """Every campaign that someone was asked in, for their own data."""
    return list(person.asked.select_related("campaign__organisation", "campaign__team").order_by("pk"))


def muted(person: Person) -> list[CampaignMute]:
    """The organisations whose campaigns send someone no mail."""
    return list(person.muted_campaigns.select_related("organisation").order_by("pk"))


def waiting(person: Person) -> list[Imported]:
    """Answers from forms that wait for a person."""
    if not rows(Imported, "person_id = %s", person.pk, order="id"):
        return []
    return list(person.imported.select_related("organisation", "by"))


def find_waiting(person: Person, pk: int) -> Imported:
    """One of these.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    try:
        return Imported.objects.select_related("organisation").get(pk=pk, person=person)
    except (Imported.DoesNotExist, OverflowError):
        raise UnknownCode(NOTHING_WAITS) from None


def overlapping(organisation: Organisation, team: Team | None) -> QuerySet[Campaign]:
    """What runs in an organisation and asks some of the same people by its scope."""
    running = Campaign.objects.filter(organisation=organisation, ended_on=None)
    return running.filter(Q(team=None) | Q(team=team)) if team else running


def counted_elsewhere(members: QuerySet[Member]) -> set[int]:
    """Who of these is counted in a campaign that runs, of whatever organisation."""
    found = Asked.objects.filter(person__in=members.values("person"), counts=True, campaign__ended_on=None)
    return set(found.values_list("person", flat=True))
