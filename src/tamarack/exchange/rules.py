"""Who may make, see and end tokens and webhooks: the person whose they are, and owners those of their organisation."""

from typing import Protocol

import rules

from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Organisation, Person
from tamarack.people.rules import is_owner


class Key(Protocol):
    """Something of a person's, or of an organisation's."""

    @property
    def person_id(self) -> int | None:
        """Whose it is, or who made it."""

    @property
    def organisation(self) -> Organisation | None:
        """Which organisation's it is."""


@rules.predicate
def keeps_key(person: Person, key: Key) -> bool:
    """Whether a token or webhook is the person's own, or of an organisation that they own."""
    if key.organisation is not None:
        return bool(is_owner.test(person, key.organisation))
    return key.person_id == person.pk


def check_keeps_key(person: Person, key: Key) -> None:
    """See that it is.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not keeps_key.test(person, key):
        raise NotAllowed(N_("Only the person whose this is can change it."))
