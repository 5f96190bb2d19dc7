"""The organisation that a call is about: one that the person is in, and where the token is an organisation's, that one
alone."""

from tamarack.api.door import ApiRequest
from tamarack.core.errors import UnknownCode
from tamarack.growth.rules import sees_team_plan
from tamarack.people import rules
from tamarack.people.models import Organisation, Team
from tamarack.people.queries import places


def place(request: ApiRequest, slug: str) -> Organisation:
    """An organisation.

    Raises
    ------
    UnknownCode
        If it is not one of the person's, or another than the token's.
    """
    own = request.auth.organisation
    if own is not None and own.code != slug:
        raise UnknownCode(places.NO_ORGANISATION)
    return places.find_organisation(request.auth.person, slug)


def owned(request: ApiRequest, slug: str) -> Organisation:
    """An organisation that the person owns."""
    found = place(request, slug)
    rules.check_owner(request.auth.person, found)
    return found


def inside(request: ApiRequest, slug: str, code: str) -> Team:
    """A team that the person is in, or leads; another one shows nothing of what it plans."""
    found = team_of(request, slug, code)
    if not sees_team_plan.test(request.auth.person, found):
        raise UnknownCode(places.NO_TEAM)
    return found


def team_of(request: ApiRequest, slug: str, code: str) -> Team:
    """A team of an organisation."""
    place(request, slug)
    return places.find_team(request.auth.person, slug, code)
