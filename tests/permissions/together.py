"""What an organisation and a team of the small world share, plan, offer and publish."""

from datetime import date
from typing import Any

from tamarack.core.roles import RoleProfile
from tamarack.growth.actions import events, helping, resources, roles, team
from tamarack.growth.actions.resources import Described
from tamarack.growth.actions.team import Prepared
from tamarack.people.models import Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.figures import Place
from tests.together import planned

Kinds = dict[str, tuple[Any, dict[str, Any]]]
"""By kind, what a rule is asked of, and how it stands in an address."""


def figures_of(organisation: Organisation, cacee: Stored) -> None:
    """Have eight people counted, so that there are figures."""
    Organisation.objects.filter(pk=organisation.pk).update(begins=date(2025, 1, 1))
    place = Place(Organisation.objects.get(pk=organisation.pk), cacee)
    place.crowd("north", {"B": 4, "E": 4})
    place.snapshot()


def together(self_: Person, teammate: Person, lead: Person, owner: Person, home: Team, cacee: Stored) -> Kinds:
    """Something of everything; Nadia seeks, her teammate helps."""
    organisation = home.organisation
    code = {"code": organisation.code}
    team_code = {**code, "team": home.code}
    described = Described("A guide", criteria=["COL.1"])
    role = roles.create_role(owner, cacee, RoleProfile({"COL": "E"}, name={"": "A role"}), organisation=organisation)
    shared = resources.share_resource(owner, cacee, described, organisation)
    of_team = resources.share_resource(lead, cacee, described, organisation, home)
    event = events.plan_event(lead, home, cacee, planned())
    for_all = events.plan_event(lead, home, cacee, planned("An open talk", for_all=True))
    prepared = Prepared("A template", "Words", 30, "mentor", ["COL.1"])
    template = team.prepare_template(lead, home, cacee, "review", prepared)
    said: dict[str, Any] = {"languages": ["en"], "reach": "organisation"}
    helping.offer_help(teammate, organisation, cacee, levels={"COL.1": "E"}, capacity=2, **said)
    wish = helping.seek_help(self_, organisation, cacee, criteria=["COL.1"], **said)
    match = helping.ask_match(self_, wish, cacee)
    assert match
    return {
        "org_role": (role, {**code, "pk": role.pk, "key": f"org-{role.pk}"}),
        "shared": (shared, {**code, "pk": shared.pk}), "of_team": (of_team, {**team_code, "pk": of_team.pk}),
        "team": (home, {**team_code, "kind": "review"}), "event": (event, {**team_code, "pk": event.pk}),
        "for_all": (for_all, {**team_code, "pk": for_all.pk}), "wish": (wish, code),
        "template": (home, {**team_code, "pk": template.pk}), "match": (match, {"pk": match.pk}),
    }  # fmt: skip
