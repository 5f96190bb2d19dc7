"""What invitations and the administration's own log tell of someone whose account goes."""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver

from tamarack.people.leaving import Gone, Trace, erased_address, leaving, replace
from tamarack.people.models import Invitation


@receiver(leaving)
def take_out_names(gone: Gone, **more: Any) -> list[Trace]:
    """Take names and addresses out; nobody's own rows, which may come back, are among these."""
    if gone.person is None:
        return []
    told = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(gone.person), object_id=str(gone.person.pk)
    )
    return [
        *(replace(row, email=erased_address(row)) for row in Invitation.objects.filter(email__in=gone.addresses)),
        *(replace(row, object_repr="") for row in told.exclude(user=gone.person)),
    ]
