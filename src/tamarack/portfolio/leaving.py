"""What portfolios and requests of others tell of someone whose account goes."""

from typing import Any

from django.dispatch import receiver

from tamarack.people.leaving import Gone, Trace, erased_address, leaving, replace
from tamarack.portfolio.models import Application, Endorsement


@receiver(leaving)
def take_out_names(gone: Gone, **more: Any) -> list[Trace]:
    """Take names and addresses out; what was confirmed and decided stays."""
    asked = Endorsement.objects.filter(email__in=gone.addresses).exclude(evidence__person=gone.person)
    seen = Application.objects.filter(issuer__deciders=gone.person, seen_by=str(gone.person))
    return [
        *(replace(row, name="", email=erased_address(row)) for row in asked),
        *(replace(row, seen_by="") for row in seen.exclude(person=gone.person)),
    ]
