"""Reads about webhooks."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from tamarack.core.errors import N_, UnknownCode
from tamarack.exchange.models import Delivery, Webhook
from tamarack.exchange.rules import keeps_key
from tamarack.people.models import Organisation, Person

SHOWN = 100
"""Deliveries that a page shows."""


def own_webhooks(person: Person) -> list[Webhook]:
    """Someone's own webhooks, newest first."""
    return list(Webhook.objects.filter(person=person, organisation=None).select_related("organisation"))


def all_webhooks(person: Person) -> list[Webhook]:
    """Every webhook that someone made, for their own data."""
    return list(Webhook.objects.filter(person=person).select_related("organisation"))


def webhooks_of(organisation: Organisation) -> list[Webhook]:
    """An organisation's webhooks, newest first, with who made them."""
    return list(Webhook.objects.filter(organisation=organisation).select_related("person", "organisation"))


def find_webhook(person: Person, pk: int, organisation: Organisation | None = None) -> Webhook:
    """A webhook of someone's own, or of an organisation.

    Raises
    ------
    UnknownCode
        If there is none: whether others have it is not told.
    """
    found = Webhook.objects.select_related("organisation", "person").filter(pk=pk, organisation=organisation)
    row = (found if organisation else found.filter(person=person)).first()
    if row is None:
        raise UnknownCode(N_("There is no such webhook. It may have been deleted."))
    return row


def deliveries(webhook: Webhook) -> list[Delivery]:
    """What a webhook was told of late, newest first."""
    return list(webhook.deliveries.defer("body")[:SHOWN])


def told_of(kind: str, person: int | None, organisation: int | None) -> list[Webhook]:
    """The webhooks that are to be told of something, by the rules as they stand now: people's own of what is theirs,
    an organisation's as long as who made it owns it."""
    found = Webhook.objects.filter(disabled_at=None).select_related("person", "organisation")
    mine = found.filter(organisation=None, person=person) if person else found.none()
    ours = found.filter(organisation=organisation) if organisation else found.none()
    rows = [*mine, *ours]
    return [row for row in rows if kind in row.events and row.person.is_active and keeps_key.test(row.person, row)]


def due(now: datetime, most: int) -> list[Delivery]:
    """Deliveries whose time has come, but for those that wait for an earlier one about the same thing."""
    earlier = Delivery.objects.filter(
        webhook=OuterRef("webhook"), subject=OuterRef("subject"), state=Delivery.State.WAITING, pk__lt=OuterRef("pk")
    )
    found = Delivery.objects.filter(~Exists(earlier), state=Delivery.State.WAITING, next_at__lte=now)
    return list(found.select_related("webhook__person", "webhook__organisation").order_by("pk")[:most])
