"""The status of a draft or version."""

from tamarack.common.database import write
from tamarack.people.models import Person
from tamarack.rubric.models import Framework, Life


def set_status(person: Person | None, framework: Framework, number: str, status: str, why: str) -> None:
    """Write down that a draft or version has another status."""
    with write():
        Life.objects.create(framework=framework, number=number, status=status, person=person, why=why)
