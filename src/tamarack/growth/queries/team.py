"""Reads about what a team plans together. Each is scoped to a team or an organisation that the person was found in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tamarack.common.numbers import whole
from tamarack.core.errors import N_, UnknownCode
from tamarack.growth.models import LearningEvent, Resource, Role, SignUp, TeamFocus, Template
from tamarack.growth.queries import Offered, _offered
from tamarack.growth.rules import may_start_from, sees_event, sees_team_plan
from tamarack.people.models import Organisation, Person, Team

SHOWN_AFTER = timedelta(days=365)
"""How long an event that someone took part in is offered to be kept as evidence."""
IN_CALENDAR_AFTER = timedelta(days=31)
NO_EVENT = N_("There is no such event, or it is not for you.")
NO_RESOURCE = N_("There is no such shared resource. It may have been deleted.")
NO_TEMPLATE = N_("There is no such template, or it is not for you. It may have been deleted.")


def organisation_roles(organisation: Organisation, version_id: int) -> list[Offered]:
    """An organisation's role profiles for a version, oldest first."""
    found = Role.objects.filter(organisation=organisation, version_id=version_id)
    return [_offered(row, organisation.name) for row in found]


def organisation_role(organisation: Organisation, pk: int) -> Role:
    """A role profile of an organisation."""
    found = Role.objects.filter(organisation=organisation, pk=pk).select_related("organisation").first()
    if found is None:
        raise UnknownCode(N_("Your organisations have no such role profile. It may have been deleted."))
    return found


def organisation_resources(organisation: Organisation, team: Team | None = None) -> QuerySet[Resource]:
    """What an organisation shares with all of its members, or with a team of it, by title."""
    return Resource.objects.filter(organisation=organisation, team=team)


def shared_resource(person: Person, organisation: Organisation, pk: int) -> Resource:
    """A resource that a member of an organisation finds there: shared with all, or with a team of theirs."""
    found = Resource.objects.filter(organisation=organisation, pk=pk)
    row = found.select_related("organisation", "team__organisation").first()
    if row is None or (row.team and not sees_team_plan.test(person, row.team)):
        raise UnknownCode(NO_RESOURCE)
    return row


def organisation_resource(organisation: Organisation, pk: int, team: Team | None = None) -> Resource:
    """A resource that is shared with all members, or with a team."""
    found = Resource.objects.filter(organisation=organisation, team=team, pk=pk)
    row = found.select_related("organisation", "team__organisation").first()
    if row is None:
        raise UnknownCode(NO_RESOURCE)
    return row


def resources_for(team: Team, criteria: list[str]) -> list[Resource]:
    """What is shared with the team, and of what is shared with all members what is for one of some criteria."""
    found = Resource.objects.filter(Q(team=None) | Q(team=team), organisation=team.organisation_id)
    return [row for row in found if row.team_id or set(row.criteria).intersection(criteria)]


def focus_of_team(team: Team) -> TeamFocus | None:
    """What the team wants to grow in first, and who chose it."""
    return TeamFocus.objects.select_related("set_by").filter(team=team).first()


def templates_of(team: Team) -> QuerySet[Template]:
    """What a review or a request for feedback can begin with."""
    return Template.objects.filter(team=team)


def team_template(team: Team, pk: int) -> Template:
    """A template of a team."""
    found = Template.objects.filter(team=team, pk=pk).select_related("team__organisation").first()
    if found is None:
        raise UnknownCode(NO_TEMPLATE)
    return found


def find_template(person: Person, key: str, kind: str) -> Template | None:
    """A template that this person may start from, by its number as an address says it; none where it says nothing.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    if not key:
        return None
    found = Template.objects.filter(pk=whole(key) or 0, kind=kind).select_related("team__organisation").first()
    if found is None or not may_start_from.test(person, found):
        raise UnknownCode(NO_TEMPLATE)
    return found


def _events(person: Person) -> QuerySet[LearningEvent]:
    """Events with how many come, and whether this person does."""
    return LearningEvent.objects.select_related("team__organisation").annotate(
        coming=Count("sign_ups"),
        joined=Exists(SignUp.objects.filter(event=OuterRef("pk"), person=person)),
    )


def events_ahead(person: Person, team: Team, *, inside: bool) -> QuerySet[LearningEvent]:
    """What is ahead: the team's events, and those of the organisation's other teams that are for everybody.

    Who is not `inside` the team sees the team's own events only as far as they are for everybody.
    """
    own = Q(team=team) if inside else Q(team=team, for_all=True)
    other = Q(team__organisation=team.organisation_id, for_all=True) if inside else Q(pk=None)
    return _events(person).filter(own | other, ends_at__gt=timezone.now())


def events_joined(person: Person, organisation: Organisation) -> list[LearningEvent]:
    """What this person signed up for in an organisation and is over, newest first."""
    now = timezone.now()
    found = LearningEvent.objects.filter(
        sign_ups__person=person, team__organisation=organisation, cancelled_at=None, ends_at__lte=now,
        ends_at__gt=now - SHOWN_AFTER,
    )  # fmt: skip
    return list(found.select_related("team__organisation").order_by("-starts_at", "-pk"))


def find_event(person: Person, team: Team, pk: int) -> LearningEvent:
    """An event of a team that this person may see.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    found = _events(person).filter(team=team, pk=pk).first()
    if found is None or not sees_event.test(person, found):
        raise UnknownCode(NO_EVENT)
    return found


def joined_event(person: Person, key: str) -> LearningEvent | None:
    """An event that this person signed up for and that is over, by its number as an address says it; wherever they
    are by now."""
    pk = whole(key)
    if pk is None:
        return None
    found = LearningEvent.objects.filter(pk=pk, sign_ups__person=person, cancelled_at=None)
    return found.filter(ends_at__lte=timezone.now()).first()


def who_comes(event: LearningEvent) -> list[Person]:
    """Who signed up and is still in the organisation, by name."""
    found = Person.objects.filter(sign_ups__event=event, memberships__organisation=event.team.organisation_id)
    return list(found.order_by("name", "pk"))


def dated_events(person: Person, now: datetime) -> list[LearningEvent]:
    """What this person's calendar shows: what they signed up for where they still are, from a month ago on."""
    found = LearningEvent.objects.filter(
        sign_ups__person=person, team__organisation__members__person=person, ends_at__gt=now - IN_CALENDAR_AFTER
    )
    return list(found.select_related("team__organisation"))


def own_sign_ups(person: Person) -> list[SignUp]:
    """All that this person signed up for, oldest first."""
    return list(SignUp.objects.filter(person=person).select_related("event__team__organisation"))


@dataclass(frozen=True)
class Made:
    """What a person made for teams."""

    events: list[LearningEvent]
    focuses: list[TeamFocus]
    templates: list[Template]


def made_by(person: Person) -> Made:
    """What this person made for teams."""
    return Made(
        list(LearningEvent.objects.filter(made_by=person).select_related("team__organisation")),
        list(TeamFocus.objects.filter(set_by=person).select_related("team")),
        list(Template.objects.filter(made_by=person).select_related("team")),
    )
