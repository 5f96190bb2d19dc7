"""Writes about grants to be counted: an organisation asks, a person gives, withdraws, or puts the question aside."""

from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.people.audit import What, record
from tamarack.people.models import Ask, Grant, Organisation, Person, PutAside
from tamarack.people.models.grants import PURPOSE_MOST
from tamarack.people.queries.grants import current_ask
from tamarack.people.rules import check_member, check_own, check_owner


def ask_everybody(person: Person, organisation: Organisation, purpose: str) -> Ask:
    """Ask everybody in an organisation to be counted, saying what for. A question that is open ends."""
    check_owner(person, organisation)
    purpose = check_text(purpose, PURPOSE_MOST, needed=True)
    with write():
        end_ask(person, organisation)
        ask = Ask.objects.create(organisation=organisation, purpose=purpose, asked_by=person)
        record(What.ASKED, by=person, organisation=organisation)
    return ask


def end_ask(person: Person, organisation: Organisation) -> None:
    """End the question; the grants that were given hold."""
    check_owner(person, organisation)
    with write():
        organisation.asks.filter(ended_at=None).update(ended_at=timezone.now())


def give_grant(person: Person, organisation: Organisation) -> Grant:
    """Let an organisation count one's submitted answers; a grant to another one ends, since one counts once."""
    check_member(person, organisation)
    with write():
        known = Grant.objects.filter(person=person, withdrawn_at=None)
        for grant in known.exclude(organisation=organisation):
            withdraw_grant(person, grant)
        standing = known.filter(organisation=organisation).first()
        if standing:
            return standing
        ask = current_ask(organisation)
        purpose = ask.purpose if ask else ""
        grant = Grant.objects.create(person=person, organisation=organisation, purpose=purpose, statistics=True)
        record(What.GRANTED, by=person, of=person, about=organisation.name)
    return grant


def withdraw_grant(person: Person, grant: Grant) -> None:
    """Withdraw a grant: every figure made afterwards is made without one's answers."""
    check_own(person, grant)
    with write():
        if Grant.objects.filter(pk=grant.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
            record(What.WITHDREW, by=person, of=person, about=grant.organisation.name)


def put_aside(person: Person, ask: Ask) -> None:
    """Not be asked this again. Nobody is told, and nothing follows from it."""
    check_member(person, ask.organisation)
    with write():
        PutAside.objects.get_or_create(ask=ask, person=person)
