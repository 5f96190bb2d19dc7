"""Who may do what about credentials: their person what is theirs, an issuer's deciders what it decides, nobody both."""

from typing import Protocol

from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Person
from tamarack.portfolio.models import Credential, Issuer


class Issued(Protocol):
    """Something that an issuer decides about."""

    issuer: Issuer
    person_id: int


def decides_for(person: Person, issuer: Issuer) -> bool:
    """Whether the person decides for the issuer."""
    return issuer.deciders.filter(pk=person.pk).exists()


def decides(person: Person, thing: Issued) -> bool:
    """Whether the person decides about it: for its issuer, and never about what is their own."""
    return thing.person_id != person.pk and decides_for(person, thing.issuer)


def can_see(person: Person | None, credential: Credential) -> bool:
    """Whether someone who has its address sees a credential: everyone, unless its person hides it."""
    return credential.listed or (person is not None and credential.person_id == person.pk)


def check_decider(person: Person, thing: Issued) -> None:
    """See that the person decides about it.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not decides(person, thing):
        raise NotAllowed(N_("Only those who decide for the issuer can do this, and nobody about what is their own."))
