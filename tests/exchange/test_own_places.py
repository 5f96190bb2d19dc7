"""What someone’s own data tell of what they agreed to."""

import pytest

from tamarack.exchange.own_places import places_documents
from tamarack.people.actions.grants import ask_everybody, give_grant
from tamarack.people.actions.organisations import found_organisation
from tamarack.people.models import Grant, Person


@pytest.mark.parametrize("statistics", [True, False])
def test_a_grant_says_whether_statistics_were_part_of_it(person: Person, statistics: bool) -> None:
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    ask_everybody(person, organisation, "To see what to train.")
    grant = give_grant(person, organisation)
    Grant.objects.filter(pk=grant.pk).update(statistics=statistics)
    told = places_documents(person)["grants.json"]["counted"]
    assert [(row["purpose"], row["statistics"]) for row in told] == [("To see what to train.", statistics)]
