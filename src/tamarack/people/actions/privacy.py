"""Writes of those who answer for personal information."""

from tamarack.common.database import write
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.audit import What, record
from tamarack.people.models import Breach, Person, PrivacyOfficer
from tamarack.people.rules import is_officer


def name_officer(person: Person, title: str) -> PrivacyOfficer:
    """Say who answers for personal information here; on the command line."""
    with write():
        officer, _ = PrivacyOfficer.objects.update_or_create(person=person, defaults={"title": title})
    return officer


def dismiss_officer(person: Person) -> bool:
    """Say that someone does no more, and whether they did."""
    with write():
        return bool(PrivacyOfficer.objects.filter(person=person).delete()[0])


def record_breach(officer: Person, breach: Breach) -> Breach:
    """Put a breach into the register, or write down more of it. None is ever removed."""
    if not is_officer.test(officer):
        raise NotAllowed(N_("Only who answers for personal information here keeps the register."))
    with write():
        if breach.recorded_by_id is None:
            breach.recorded_by = officer
        breach.save()
        record(What.REGISTERED, by=officer, about=str(breach.pk))
    return breach
