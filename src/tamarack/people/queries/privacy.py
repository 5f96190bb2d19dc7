"""Reads of those who answer for personal information."""

from tamarack.core.errors import N_, NotAllowed, UnknownCode
from tamarack.people.models import Breach, Person, PrivacyOfficer, RetentionRun
from tamarack.people.rules import is_officer


def officers() -> list[PrivacyOfficer]:
    """Who answers for personal information here."""
    return list(PrivacyOfficer.objects.select_related("person").order_by("since", "pk"))


def check_officer(person: Person) -> None:
    """See that someone does.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not is_officer.test(person):
        raise NotAllowed(N_("Only who answers for personal information here can see this."))


def breaches(person: Person) -> list[Breach]:
    """The register, newest first."""
    check_officer(person)
    return list(Breach.objects.select_related("recorded_by"))


def find_breach(person: Person, pk: int) -> Breach:
    """An entry of the register."""
    check_officer(person)
    found = Breach.objects.filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        raise UnknownCode(N_("There is no such entry in the register."))
    return found


def runs(person: Person) -> list[RetentionRun]:
    """The latest rounds of retention that erased something."""
    check_officer(person)
    return list(RetentionRun.objects.all()[:30])
