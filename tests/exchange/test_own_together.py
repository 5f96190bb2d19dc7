"""What someone does together with others goes along with them, and tells no more of the others than they may know."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tamarack.assessment.models import Assessment
from tamarack.exchange.own_together import together_documents
from tamarack.growth.actions import helping
from tamarack.growth.models import Match
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tests.together import Place, agree


@pytest.fixture
def place(cacee: Stored, fill: Callable[..., Assessment]) -> Place:
    place = Place(cacee)
    place.furnish(fill)
    return place


def documents(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(together_documents(person), default=str))
    return found


def test_a_member_takes_sign_ups_offers_and_proposals_along(place: Place) -> None:
    found = documents(place.member)
    titles = [row["title"] for row in found["events.json"]["signed_up"]]
    assert titles == ["A secret workshop", "A past clinic"]
    assert found["events.json"]["signed_up"][0]["organisation"] == "Clearwater"
    (offer,) = found["helping.json"]["offers"]
    assert (offer["organisation"], offer["capacity"], offer["framework"]) == ("Clearwater", 1, "cacee")
    (level,) = offer["levels"]
    assert (level["criterion"], level["level"], level["source"]) == ("COL.1", "M", "self")
    (proposal,) = found["helping.json"]["proposals"]
    assert (proposal["you"], proposal["other"], proposal["you_said"]) == ("helper", "Other-Clearwater", "")


def test_a_seeker_takes_their_wish_along(place: Place) -> None:
    (wish,) = documents(place.other)["helping.json"]["wishes"]
    assert (wish["criteria"], wish["languages"], wish["reach"]) == (["COL.1"], ["en"], "organisation")


def test_a_lead_takes_along_what_they_made_for_the_team(place: Place) -> None:
    found = documents(place.lead)["events.json"]
    assert {row["title"] for row in found["planned_by_you"]} == {"A secret workshop", "An open talk", "A past clinic"}
    assert [row["criteria"] for row in found["focus_chosen_by_you"]] == [["COL.1"]]
    assert len(found["templates_made_by_you"]) == 2


def test_the_other_s_answer_and_address_are_told_only_once_both_have_said_yes(place: Place) -> None:
    match = Match.objects.get()
    helping.answer_match(place.other, match, yes=False)
    told = json.dumps(documents(place.member))
    assert place.other.email not in told
    assert '"no"' not in told
    assert place.member.email in json.dumps(documents(agree(match).seeker))


def test_nothing_of_others_comes_along(place: Place, stranger: Person) -> None:
    found = documents(stranger)
    assert not any(rows for part in found.values() for rows in part.values())
