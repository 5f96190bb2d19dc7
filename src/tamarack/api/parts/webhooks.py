"""Webhooks: what is told to others' programs. With an organisation's token they are that organisation's."""

from datetime import datetime

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Pk, Taken, Yes, given
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import text
from tamarack.common.fetching import ADDRESS_MOST
from tamarack.exchange.actions import webhooks as actions
from tamarack.exchange.models import Delivery, Event, Webhook
from tamarack.exchange.models.tokens import NAME_MOST
from tamarack.exchange.queries import webhooks as queries
from tamarack.exchange.signing import secret_of

part = Part("Webhooks", "webhooks")
URL = "https://example.ca/hook"


class ShownWebhook(Schema):
    """A webhook."""

    id: int = Field(examples=[3])
    name: str = text("Dashboard")
    url: str = text(URL)
    events: list[Event]
    on: bool = Field(examples=[True])
    failing_since: datetime | None = Field(examples=[None])

    @classmethod
    def of(cls, row: Webhook) -> "ShownWebhook":
        """A webhook."""
        return cls(
            id=row.pk, name=row.name, url=row.url, events=[Event(event) for event in row.events], on=row.is_on,
            failing_since=row.failing_since,
        )  # fmt: skip


class MadeWebhook(ShownWebhook):
    """A webhook with its secret."""

    secret: str = text("whsec_…")


class WebhookSaid(Taken):
    """What is said of a webhook; what is left out stays."""

    name: str = Field("", min_length=1, max_length=NAME_MOST, examples=["Dashboard"])
    url: str = Field("", min_length=1, max_length=ADDRESS_MOST, examples=[URL])
    events: list[Event] = Field([], min_length=1, max_length=len(Event), examples=[["assessment.submitted"]])


class WebhookMade(Taken):
    """A new webhook."""

    name: str = Field(min_length=1, max_length=NAME_MOST, examples=["Dashboard"])
    url: str = Field(min_length=1, max_length=ADDRESS_MOST, examples=[URL])
    events: list[Event] = Field(min_length=1, max_length=len(Event), examples=[["assessment.submitted"]])


class Turned(Taken):
    """Whether it is on."""

    on: Yes


class ShownDelivery(Schema):
    """One telling, and how it went."""

    id: int = Field(examples=[90])
    message: str = text("msg_2f6d…")
    event: str = text("assessment.submitted")
    state: Delivery.State
    attempts: int = Field(examples=[1])
    status: int | None = Field(examples=[200])
    milliseconds: int | None = Field(examples=[85])
    made_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])

    @classmethod
    def of(cls, row: Delivery) -> "ShownDelivery":
        """A delivery."""
        return cls(
            id=row.pk, message=row.message, event=row.event, state=Delivery.State(row.state), attempts=row.attempts,
            status=row.status, milliseconds=row.milliseconds, made_at=row.made_at,
        )  # fmt: skip


@part.lists("/webhooks", ShownWebhook)
def list_webhooks(request: ApiRequest) -> Found:
    """The webhooks of the token’s person or organisation."""
    own = request.auth.organisation
    return queries.webhooks_of(own) if own else queries.own_webhooks(request.auth.person)


@part.makes("/webhooks", MadeWebhook)
def make_webhook(request: ApiRequest, body: WebhookMade) -> MadeWebhook:
    """Make a webhook; gives its secret."""
    made = actions.make_webhook(
        request.auth.person, body.name, body.url, body.events, organisation=request.auth.organisation
    )
    return MadeWebhook(**ShownWebhook.of(made).dict(), secret=secret_of(made.salt))


@part.reads("/webhooks/{int:pk}", ShownWebhook)
def read_webhook(request: ApiRequest, pk: Pk) -> ShownWebhook:
    """A webhook."""
    return ShownWebhook.of(_found(request, pk))


@part.changes("/webhooks/{int:pk}", ShownWebhook, now=read_webhook)
def change_webhook(request: ApiRequest, pk: Pk, body: WebhookSaid) -> ShownWebhook:
    """Change what a webhook is called, which address it is, and what it is told."""
    found = _found(request, pk)
    said = given(body, {"name": found.name, "url": found.url, "events": found.events})
    actions.change_webhook(request.auth.person, found, **said)
    return ShownWebhook.of(found)


@part.removes("/webhooks/{int:pk}", now=read_webhook, gives=ShownWebhook)
def delete_webhook(request: ApiRequest, pk: Pk) -> None:
    """Delete a webhook with the log of its deliveries."""
    actions.delete_webhook(request.auth.person, _found(request, pk))


@part.sets("/webhooks/{int:pk}/on", ShownWebhook)
def turn_webhook(request: ApiRequest, pk: Pk, body: Turned) -> ShownWebhook:
    """Turn a webhook on or off."""
    found = _found(request, pk)
    actions.turn_webhook(request.auth.person, found, on=body.on)
    return ShownWebhook.of(found)


@part.makes("/webhooks/{int:pk}/secret", MadeWebhook)
def renew_webhook_secret(request: ApiRequest, pk: Pk) -> MadeWebhook:
    """Sign with another secret from now on; gives it."""
    found = _found(request, pk)
    actions.renew_secret(request.auth.person, found)
    return MadeWebhook(**ShownWebhook.of(found).dict(), secret=secret_of(found.salt))


@part.makes("/webhooks/{int:pk}/try", ShownDelivery)
def try_webhook(request: ApiRequest, pk: Pk) -> ShownDelivery:
    """Tell a webhook something, to try it out."""
    return ShownDelivery.of(actions.try_webhook(request.auth.person, _found(request, pk)))


@part.lists("/webhooks/{int:pk}/deliveries", ShownDelivery)
def list_deliveries(request: ApiRequest, pk: Pk) -> Found:
    """What a webhook was told of late."""
    return queries.deliveries(_found(request, pk))


def _found(request: ApiRequest, pk: int) -> Webhook:
    return queries.find_webhook(request.auth.person, pk, request.auth.organisation)
