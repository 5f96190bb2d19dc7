"""An organisation with two teams, what it shares, plans and offers: for tests of what people do together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.core.roles import RoleProfile
from tamarack.growth.actions import events, helping, resources, roles, team
from tamarack.growth.actions.events import Planned
from tamarack.growth.actions.resources import Described
from tamarack.growth.actions.team import Prepared
from tamarack.growth.models import LearningEvent, Match, SignUp
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.conftest import make_person

ZONE = "America/Toronto"


def planned(title: str = "A secret workshop", days: float = 7, hours: float = 2, **said: Any) -> Planned:
    """An event some days from now."""
    starts = timezone.now().replace(second=0, microsecond=0) + timedelta(days=days)
    return Planned(title, starts, starts + timedelta(hours=hours), ZONE, where=said.pop("where", "Room 12"), **said)


def in_the_past(event: LearningEvent) -> LearningEvent:
    """An event that took place yesterday."""
    event.starts_at, event.ends_at = (timezone.now() - timedelta(hours=hours) for hours in (26, 24))
    event.save()
    return event


class Place:
    """An organisation with the teams career and coop, and some people in each."""

    def __init__(self, stored: Stored, code: str = "clearwater") -> None:
        self.stored = stored
        self.organisation = Organisation.objects.create(code=code, name=code.title())
        self.team = self._team("career")
        self.other_team = self._team("coop")
        self.owner = self.add("owner", None, Member.Role.OWNER)
        self.lead = self.add("lead", self.team, Member.Role.LEAD)
        self.member = self.add("member", self.team)
        self.other = self.add("other", self.other_team)

    def _team(self, code: str) -> Team:
        return Team.objects.create(organisation=self.organisation, code=code, name=code.title())

    def add(self, name: str, home: Team | None, role: str = Member.Role.MEMBER, **fields: Any) -> Person:
        """Someone more."""
        person = make_person(f"{name}-{self.organisation.code}", **fields)
        Member.objects.create(organisation=self.organisation, person=person, team=home, role=role)
        return person

    def rate(self, fill: Callable[..., Assessment], *people: Person, **values: str) -> None:
        """Have people submit an assessment."""
        for person in people:
            draft = Assessment.objects.create(person=person, version_id=self.stored.id)
            fill(draft, submit=True, **values)

    def offer(self, person: Person, levels: dict[str, str], **said: Any) -> Any:
        """Have someone offer help."""
        said = {"capacity": 1, "languages": ["en"], "reach": "organisation", **said}
        return helping.offer_help(person, self.organisation, self.stored, levels=levels, **said)

    def seek(self, person: Person, *criteria: str, **said: Any) -> Any:
        """Have someone seek help."""
        said = {"languages": ["en"], "reach": "organisation", **said}
        return helping.seek_help(person, self.organisation, self.stored, criteria=criteria, **said)

    def furnish(self, fill: Callable[..., Assessment]) -> dict[str, int]:
        """Share, plan and offer something of everything; their numbers by name."""
        people = (self.owner, self.lead, self.member, self.other)
        self.rate(fill, *people, COL_1="M")
        profile = RoleProfile({"COL": "E"}, name={"": "A secret role"})
        role = roles.create_role(self.owner, self.stored, profile, organisation=self.organisation)
        described = Described("A secret guide", criteria=["COL.1"])
        shared = resources.share_resource(self.owner, self.stored, described, self.organisation)
        described = Described("A secret team guide", criteria=["COL.1"])
        of_team = resources.share_resource(self.lead, self.stored, described, self.organisation, self.team)
        team.set_focus(self.lead, self.team, self.stored, ["COL.1"], "A secret reason")
        event = events.plan_event(self.lead, self.team, self.stored, planned())
        for_all = events.plan_event(self.lead, self.team, self.stored, planned("An open talk", for_all=True))
        past = events.plan_event(self.lead, self.team, self.stored, planned("A past clinic", criteria=["COL.1"]))
        for person in (self.lead, self.member):
            SignUp.objects.create(event=event, person=person)
            SignUp.objects.create(event=in_the_past(past), person=person)
        templates = {
            kind: team.prepare_template(
                self.lead, self.team, self.stored, kind,
                Prepared("A secret template", "Secret words", 30, "mentor", ["COL.1", "ETH.2"]),
            )
            for kind in ("review", "feedback")
        }  # fmt: skip
        self.offer(self.member, {"COL.1": "M"})
        wish = self.seek(self.other, "COL.1")
        match = helping.ask_match(self.other, wish, self.stored)
        assert match
        rows = {"role": role, "shared": shared, "of_team": of_team, "event": event, "for_all": for_all, "past": past,
                **templates, "match": match}  # fmt: skip
        return {name: row.pk for name, row in rows.items()}


def local(moment: datetime) -> str:
    """A day as a form sends it."""
    return timezone.localtime(moment).date().isoformat()


def agree(match: Match) -> Match:
    """Have both say yes."""
    for person in (match.helper, match.seeker):
        helping.answer_match(person, match, yes=True)
    match.refresh_from_db()
    return match
