"""Writes about webhooks: making and changing them, and what is put into their queue when something happens."""

import json
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.common.fetching import check_address
from tamarack.common.links import new_link
from tamarack.core.errors import N_, BadInput
from tamarack.exchange.delivering import queue_round
from tamarack.exchange.models import Delivery, Webhook
from tamarack.exchange.models.tokens import NAME_MOST
from tamarack.exchange.models.webhooks import OF_ORGANISATIONS, OF_PEOPLE, TEST
from tamarack.exchange.queries.webhooks import told_of
from tamarack.exchange.rules import check_keeps_key
from tamarack.people import audit
from tamarack.people.models import Organisation, Person
from tamarack.people.rules import check_owner

MOST = 20
"""Webhooks of a person, or of an organisation."""
PLACES = {
    "assessment": "assessments/{pk}", "goal": "goals/{pk}", "action": "actions/{pk}", "feedback": "feedback/{pk}",
    "review": "reviews/{pk}", "credential": "credentials/{pk}", "member": "organisations/{code}/members/{pk}",
    "campaign": "organisations/{code}/campaigns/{pk}", "figures": "organisations/{code}/figures",
}  # fmt: skip
"""Where what an event is about is read, by the first part of its kind."""


def make_webhook(
    person: Person, name: str, url: str, events: Sequence[str], organisation: Organisation | None = None
) -> Webhook:
    """Make a webhook.

    Raises
    ------
    NotAllowed, BadInput
        If the person does not own the organisation, or something cannot be kept as it is said.
    """
    if organisation is not None:
        check_owner(person, organisation)
    fields = _fields(name, url, events, organisation)
    with write():
        held = Webhook.objects.filter(organisation=organisation)
        if (held if organisation else held.filter(person=person)).count() >= MOST:
            raise BadInput(N_("There are {most} webhooks already. Please delete one first."), most=MOST)
        made = Webhook.objects.create(person=person, organisation=organisation, salt=new_link(), **fields)
        _record(person, made)
    return made


def change_webhook(person: Person, webhook: Webhook, name: str, url: str, events: Sequence[str]) -> None:
    """Change what a webhook is called, which address it is, and what it is told."""
    check_keeps_key(person, webhook)
    _save(person, webhook, _fields(name, url, events, webhook.organisation))


def turn_webhook(person: Person, webhook: Webhook, *, on: bool) -> None:
    """Turn a webhook on or off; turned on, it is told of what happens from then on."""
    check_keeps_key(person, webhook)
    off = None if on else (webhook.disabled_at or timezone.now())
    _save(person, webhook, {"disabled_at": off, "failing_since": None, "gave_up": False})


def renew_secret(person: Person, webhook: Webhook) -> None:
    """Sign with another secret from now on."""
    check_keeps_key(person, webhook)
    _save(person, webhook, {"salt": new_link()})


def delete_webhook(person: Person, webhook: Webhook) -> None:
    """Delete a webhook with the log of its deliveries."""
    check_keeps_key(person, webhook)
    with write():
        _record(person, webhook)
        webhook.delete()


def try_webhook(person: Person, webhook: Webhook) -> Delivery:
    """Tell a webhook something, to try it out."""
    check_keeps_key(person, webhook)
    with write():
        made = _queue(webhook, TEST, str(webhook.pk))
        queue_round(timezone.now())
    return made


def queue_event(*, kind: str, pk: str, person: int | None, organisation: int | None, **_: Any) -> None:
    """Put what happened into the queue of every webhook that is to be told, in the transaction in which it happened."""
    rows = told_of(kind, person, organisation)
    for webhook in rows:
        _queue(webhook, kind, pk)
    if rows:
        queue_round(timezone.now())


def _queue(webhook: Webhook, kind: str, pk: str) -> Delivery:
    about = kind.partition(".")[0]
    organisation = webhook.organisation.code if webhook.organisation else ""
    data = {"id": pk, **({"organisation": organisation} if organisation else {})}
    if place := PLACES.get(about):
        data["url"] = f"{settings.SITE_ADDRESS}/api/v1/{place.format(pk=pk, code=organisation)}"
    body = json.dumps({"type": kind, "timestamp": timezone.now().isoformat(), "data": data})
    return Delivery.objects.create(
        webhook=webhook, message=f"msg_{uuid.uuid4().hex}", event=kind, subject=f"{about}:{pk}"[:80], body=body
    )


def _fields(name: str, url: str, events: Collection[str], organisation: Organisation | None) -> dict[str, Any]:
    known = OF_ORGANISATIONS if organisation else OF_PEOPLE
    if not events or set(events) - set(known):
        raise BadInput(N_("Please choose what the webhook is told."))
    return {
        "name": check_text(name, NAME_MOST, needed=True),
        "url": check_address(url),
        "events": [event.value for event in known if event.value in events],
    }


def _save(person: Person, webhook: Webhook, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(webhook, name, value)
    with write():
        webhook.save(update_fields=list(fields))
        _record(person, webhook)


def _record(person: Person, webhook: Webhook) -> None:
    """Note a change; a person's own words would stay in the log for good."""
    about = webhook.name if webhook.organisation else ""
    audit.record(audit.What.CHANGED_WEBHOOK, by=person, organisation=webhook.organisation, about=about)
