"""What portfolios and requests of others tell of someone whose account goes."""

from typing import Any

from django.dispatch import receiver

from tamarack.people.leaving import Gone, Trace, erased_address, leaving, replace
from tamarack.portfolio.models import Application, Endorsement


@receiver(leaving)
def take_out_names(gone: Gone, **more: Any) -> list[Trace]:
    """Take names and addresses out; what was confirmed and decided stays."""
    asked = gone.of_others(Endorsement.objects.filter(gone.addressed("email", "asked_at")), "evidence__person")
    seen = gone.of_others(Application.objects.filter(seen_by__in=gone.names))
    if gone.person:
        seen = seen.filter(issuer__deciders=gone.person)
    return [
        *(replace(row, name="", email=erased_address(row)) for row in asked),
        *(replace(row, seen_by="") for row in seen),
    ]
