"""Who may do what with someone's plan: its person alone (`tamarack.assessment.rules` says why no administrator)."""

from typing import Protocol

import rules

from tamarack.people.models import Person


class Owned(Protocol):
    """Something of a person's."""

    person_id: int


@rules.predicate
def is_own(person: Person, thing: Owned) -> bool:
    """Whether it is the person's."""
    return thing.person_id == person.pk


can_change = is_own
