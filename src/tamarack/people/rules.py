"""Who may change what is someone's own: that person. Not even an administrator has a grant
(`tamarack.assessment.rules` says why)."""

from typing import Protocol

import rules

from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Person


class Owned(Protocol):
    """Something of a person's."""

    person_id: int


@rules.predicate
def is_own(person: Person, thing: Owned) -> bool:
    """Whether it is the person's."""
    return thing.person_id == person.pk


def check_own(person: Person, *things: Owned | None) -> None:
    """See that everything is the person's.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not all(is_own.test(person, thing) for thing in things if thing is not None):
        raise NotAllowed(N_("Only the person whose this is can change it."))
