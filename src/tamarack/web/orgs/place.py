"""What every page of an organisation or a team knows."""

from typing import Any

from tamarack.people.models import Member, Organisation, Person
from tamarack.people.queries import places


def org_context(person: Person, code: str, part: str) -> dict[str, Any]:
    """The organisation, the reader's place in it, and the part of its pages that this is.

    Raises
    ------
    UnknownCode
        If the person is in no such organisation.
    """
    return _context(person, places.find_organisation(person, code), part)


def team_context(person: Person, code: str, team: str, part: str) -> dict[str, Any]:
    """The same for a team.

    Raises
    ------
    UnknownCode
        If the person is in no such organisation, or it has no such team.
    """
    found = places.find_team(person, code, team)
    context = _context(person, found.organisation, part)
    place = context["place"]
    leads = context["owns"] or (place.role == Member.Role.LEAD and place.team_id == found.pk)
    return {**context, "team": found, "leads": leads, "in_team": place.team_id == found.pk}


def _context(person: Person, organisation: Organisation, part: str) -> dict[str, Any]:
    place = places.membership(person, organisation)
    return {
        "here": "orgs",
        "organisation": organisation,
        "part": part,
        "place": place,
        "owns": place is not None and place.role == Member.Role.OWNER,
    }
