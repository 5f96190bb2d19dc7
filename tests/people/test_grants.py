"""Grants to be counted: asked with a purpose, given by a person, withdrawn at once; a no is told to nobody."""

import pytest

from tamarack.common.models import Entry
from tamarack.core.errors import BadInput, NotAllowed
from tamarack.people.actions import grants as actions
from tamarack.people.actions.organisations import found_organisation
from tamarack.people.models import Grant, Organisation, Person, PutAside
from tamarack.people.queries.grants import asks_open_to, current_ask
from tests.people.conftest import join


def test_nobody_counts_unless_they_say_so(organisation: Organisation) -> None:
    join(organisation, "member")
    assert not Grant.objects.exists()


def test_an_ask_needs_a_purpose_and_an_owner(person: Person, organisation: Organisation) -> None:
    with pytest.raises(BadInput):
        actions.ask_everybody(person, organisation, "  ")
    with pytest.raises(NotAllowed):
        actions.ask_everybody(join(organisation, "member").person, organisation, "To plan")


def test_a_grant_keeps_the_purpose_that_was_read(person: Person, organisation: Organisation) -> None:
    member = join(organisation, "member").person
    actions.ask_everybody(person, organisation, "To plan training")
    assert actions.give_grant(member, organisation).purpose == "To plan training"
    actions.ask_everybody(person, organisation, "Something else")
    assert Grant.objects.get().purpose == "To plan training"
    assert organisation.asks.filter(ended_at=None).count() == 1


def test_strangers_and_administrators_cannot_be_counted(organisation: Organisation, stranger: Person) -> None:
    stranger.is_superuser = stranger.is_staff = True
    stranger.save()
    with pytest.raises(NotAllowed):
        actions.give_grant(stranger, organisation)


def test_one_counts_in_one_organisation_at_a_time(person: Person, organisation: Organisation) -> None:
    other = found_organisation(person, "Other", "employer", "en")
    actions.give_grant(person, organisation)
    actions.give_grant(person, other)
    actions.give_grant(person, other)
    assert [row.organisation for row in Grant.objects.filter(withdrawn_at=None)] == [other]
    assert Grant.objects.count() == 2


def test_only_the_person_withdraws(person: Person, organisation: Organisation) -> None:
    grant = actions.give_grant(join(organisation, "member").person, organisation)
    with pytest.raises(NotAllowed):
        actions.withdraw_grant(person, grant)
    actions.withdraw_grant(grant.person, grant)
    assert Grant.objects.get().withdrawn_at


def test_a_question_put_aside_is_not_asked_again_and_leaves_no_trace_for_others(
    person: Person, organisation: Organisation
) -> None:
    member = join(organisation, "member").person
    ask = actions.ask_everybody(person, organisation, "To plan")
    assert asks_open_to(member) == [ask]
    before = Entry.objects.count()
    actions.put_aside(member, ask)
    actions.put_aside(member, ask)
    assert asks_open_to(member) == []
    assert (PutAside.objects.count(), Entry.objects.count()) == (1, before)
    assert asks_open_to(person) == [ask]


def test_who_counts_is_not_asked(person: Person, organisation: Organisation) -> None:
    actions.ask_everybody(person, organisation, "To plan")
    actions.give_grant(person, organisation)
    assert asks_open_to(person) == []
    actions.end_ask(person, organisation)
    assert current_ask(organisation) is None


def test_the_log_never_says_in_which_organisation_someone_counts(person: Person, organisation: Organisation) -> None:
    member = join(organisation, "member").person
    actions.withdraw_grant(member, actions.give_grant(member, organisation))
    kept = Entry.objects.filter(what__in=("granted", "withdrew"))
    assert [(row.of, row.organisation) for row in kept] == [(member.audit_key, None)] * 2
