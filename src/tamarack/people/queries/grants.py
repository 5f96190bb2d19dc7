"""Reads about grants to be counted."""

from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Ask, Grant, Organisation, Person, PutAside


def current_ask(organisation: Organisation) -> Ask | None:
    """What an organisation asks its people now."""
    return organisation.asks.filter(ended_at=None).first()


def asks_open_to(person: Person) -> list[Ask]:
    """What someone is asked, and has neither granted nor put aside."""
    found = Ask.objects.filter(ended_at=None, organisation__members__person=person)
    found = found.exclude(put_aside__person=person)
    granted = Grant.objects.filter(person=person, withdrawn_at=None).values("organisation")
    return list(found.exclude(organisation__in=granted).select_related("organisation__association"))


def find_ask(person: Person, pk: int) -> Ask:
    """An open question to someone's organisation.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    found = Ask.objects.filter(pk=pk, ended_at=None, organisation__members__person=person)
    row = found.select_related("organisation").first()
    if row is None:
        raise UnknownCode(N_("This question is not open to you any more."))
    return row


def own_grants(person: Person) -> list[Grant]:
    """Every grant to be counted that someone gave, the last first; those withdrawn too."""
    return list(person.grants.select_related("organisation__association").order_by("-given_at", "-pk"))


def put_aside_by(person: Person) -> list[PutAside]:
    """The questions that someone does not want to be asked again."""
    return list(person.put_aside.select_related("ask__organisation").order_by("pk"))


def standing_grant(person: Person) -> Grant | None:
    """The grant to be counted that holds now; one at most."""
    return person.grants.filter(withdrawn_at=None).select_related("organisation").first()


def find_grant(person: Person, pk: int) -> Grant:
    """A grant of someone's own.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    row = person.grants.select_related("organisation").filter(pk=pk).first()
    if row is None:
        raise UnknownCode(N_("There is no such grant of yours."))
    return row
