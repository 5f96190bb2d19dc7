"""What invitations and the administration's own log tell of someone whose account goes."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver

from tamarack.people.leaving import Gone, Trace, erased_address, leaving, replace
from tamarack.people.models import Invitation, Organisation, Person


@receiver(leaving)
def take_out_names(gone: Gone, **more: Any) -> list[Trace]:
    """Take names and addresses out; nobody's own rows, which may come back, are among these."""
    if gone.person is None:
        return []
    told = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(gone.person), object_id=str(gone.person.pk)
    )
    invited = Invitation.objects.filter(gone.addressed("email", "created_at"))
    return [
        *(replace(row, email=erased_address(row)) for row in invited),
        *(replace(row, object_repr="") for row in told.exclude(user=gone.person)),
        *_in_organisations(gone.person),
    ]


def _in_organisations(person: Person) -> Iterator[Trace]:
    """Take a name out of what older versions wrote about changed members, as “name, place”."""
    rows = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Organisation), change_message__startswith="["
    )
    for row in rows.exclude(user=person):
        changes = json.loads(row.change_message)
        told = [part for change in changes for part in change.values() if isinstance(part, dict)]
        named = [part for part in told if str(part.get("object", "")).startswith(f"{person}, ")]
        for part in named:
            part["object"] = ""
        if named:
            yield replace(row, change_message=json.dumps(changes))
