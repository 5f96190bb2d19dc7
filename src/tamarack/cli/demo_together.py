"""What the demo's organisations share, plan and offer."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.cli.load import DATA
from tamarack.growth.actions import events, helping, resources, roles, team
from tamarack.growth.actions.events import Planned
from tamarack.growth.actions.resources import Described
from tamarack.growth.actions.team import Prepared
from tamarack.growth.models import LearningEvent, Role, SignUp
from tamarack.growth.queries.helping import levels_had
from tamarack.growth.starters import starter_roles
from tamarack.people.models import Organisation, Person, Team
from tamarack.rubric.queries import Stored

People = dict[str, Person]


def add_demo_together(people: People, stored: Stored) -> None:
    """Add what the demo's organisations share, plan and offer; people by their address."""
    data = YAML(typ="safe").load((DATA / "demo_together.yaml").read_text(encoding="utf-8"))
    for code, entry in data.items():
        organisation = Organisation.objects.get(code=code)
        owner = people[entry["owner"]]
        for role in entry["roles"]:
            _add_role(owner, organisation, stored, role)
        for resource in entry["resources"]:
            resources.share_resource(owner, stored, Described(**resource), organisation)
        for name, plans in entry["teams"].items():
            _add_plans(people, Team.objects.get(organisation=organisation, code=name), stored, plans)
        _add_helping(people, organisation, stored, entry)


def _add_role(owner: Person, organisation: Organisation, stored: Stored, entry: dict[str, Any]) -> None:
    starter = starter_roles(stored.framework)[entry["from"]]
    role = roles.create_role(owner, stored, starter, entry["from"], organisation)
    role.document |= {"name": {"": entry["name"]}, "description": {"": entry["description"]}}
    role.document["exceptions"] = {**role.document.get("exceptions", {}), **entry["exceptions"]}
    Role.objects.filter(pk=role.pk).update(document=role.document)


def _add_plans(people: People, place: Team, stored: Stored, entry: dict[str, Any]) -> None:
    lead, focus = people[entry["lead"]], entry["focus"]
    until = timezone.localdate() + timedelta(days=focus["until"])
    team.set_focus(lead, place, stored, focus["criteria"], focus["why"], until)
    for resource in entry["resources"]:
        resources.share_resource(lead, stored, Described(**resource), place.organisation, place)
    for event in entry["events"]:
        _add_event(people, lead, place, stored, event)
    for template in entry["templates"]:
        said = {name: value for name, value in template.items() if name != "kind"}
        team.prepare_template(lead, place, stored, template["kind"], Prepared(**said))


def _add_event(people: People, lead: Person, place: Team, stored: Stored, entry: dict[str, Any]) -> None:
    zone = ZoneInfo(entry["zone"])
    day = timezone.localdate(timezone=zone) + timedelta(days=abs(entry["days"]))
    starts = datetime.combine(day, time.fromisoformat(entry["at"]), zone)
    names = ("title", "what", "where", "link", "criteria", "capacity", "for_all")
    said = {name: entry[name] for name in names if name in entry}
    ends = starts + timedelta(minutes=entry["minutes"])
    event = events.plan_event(lead, place, stored, Planned(starts_at=starts, ends_at=ends, time_zone=zone.key, **said))
    SignUp.objects.bulk_create(SignUp(event=event, person=people[address]) for address in entry["guests"])
    if entry["days"] < 0:
        ago = timedelta(days=2 * entry["days"])
        times = {"starts_at": event.starts_at + ago, "ends_at": event.ends_at + ago}
        LearningEvent.objects.filter(pk=event.pk).update(**times, created_at=timezone.now() + ago)


def _add_helping(people: People, organisation: Organisation, stored: Stored, entry: dict[str, Any]) -> None:
    for offer in entry["offers"]:
        person = people[offer["person"]]
        had = levels_had(person, stored)
        levels = {code: had[code][0].level for code in offer["criteria"] if code in had}
        said = {name: offer[name] for name in ("capacity", "languages", "reach")}
        helping.offer_help(person, organisation, stored, levels=levels, **said)
    for wished in entry["wishes"]:
        said = {name: wished[name] for name in ("criteria", "languages", "reach")}
        wish = helping.seek_help(people[wished["person"]], organisation, stored, **said)
        if wished.get("asks"):
            helping.ask_match(wish.person, wish, stored)
