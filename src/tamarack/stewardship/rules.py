"""Who may write in a rubric's name: its stewards. An administrator names the first; a steward names others."""

import rules

from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Person
from tamarack.rubric.models import Framework
from tamarack.stewardship.models import Steward


@rules.predicate
def is_steward(person: Person, framework: Framework) -> bool:
    """Whether the person keeps the framework."""
    return Steward.objects.filter(person=person, framework=framework).exists()


@rules.predicate
def may_begin_framework(person: Person) -> bool:
    """Whether the person may begin a framework: who keeps one, or was named to."""
    return Steward.objects.filter(person=person).exists()


def check_may_begin(person: Person) -> None:
    """See that the person may begin a framework.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not may_begin_framework.test(person):
        raise NotAllowed(N_("Only who keeps a rubric, or was named to begin one, can do this."))


def check_steward(person: Person, framework: Framework) -> None:
    """See that the person keeps the framework.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not is_steward.test(person, framework):
        raise NotAllowed(N_("Only the stewards of {framework} can do this."), framework=framework.code)
