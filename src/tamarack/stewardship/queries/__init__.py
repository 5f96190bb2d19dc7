"""Reads about who keeps what, and about drafts."""

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.people.models import Person
from tamarack.people.second_step import check_stewards_second_step
from tamarack.rubric.models import Framework, Life
from tamarack.rubric.queries import status
from tamarack.stewardship.models import Draft

NO_FRAMEWORK = N_("There is no rubric “{code}” among those that you keep.")
NO_DRAFT = N_("There is no draft “{number}”.")


def kept_frameworks(person: Person) -> list[Framework]:
    """The frameworks that someone keeps."""
    return list(Framework.objects.filter(stewards__person=person).order_by("code"))


def find_framework(person: Person, code: str) -> Framework:
    """A framework that the person keeps.

    Raises
    ------
    UnknownCode
        If there is none of this code, or the person does not keep it.
    SecondStepNeeded
        If an organisation of theirs asks its stewards for a second step, which they have not.
    """
    found = Framework.objects.filter(code=code, stewards__person=person).first()
    if found is None:
        raise UnknownCode(NO_FRAMEWORK, code=shorten(code))
    check_stewards_second_step(person)
    return found


def drafts(framework: Framework) -> list[Draft]:
    """The drafts of a framework that were not dropped, newest first, without what they say."""
    rows = Draft.objects.filter(framework=framework, dropped_at=None).defer("document")
    return list(rows.select_related("framework", "based_on", "became", "begun_by"))


def consulted_draft(code: str) -> Draft | None:
    """The draft of a framework that everybody may read, since it is in consultation."""
    rows = Draft.objects.filter(framework__code=code, became=None, dropped_at=None).select_related("framework")
    return next((row for row in rows if status(row.framework, row.number) == Life.Status.CONSULTATION), None)


def find_draft(person: Person, code: str, number: str) -> Draft:
    """A draft of a framework that the person keeps.

    Raises
    ------
    UnknownCode
        If there is none of this number, or the person does not keep the framework.
    """
    rows = Draft.objects.filter(framework=find_framework(person, code), number=number, dropped_at=None)
    found = rows.select_related("framework", "based_on__framework", "became", "begun_by").first()
    if found is None:
        raise UnknownCode(NO_DRAFT, number=shorten(number))
    return found
