"""Webhooks: what is told to others' programs of what happens, and how each telling went."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.exchange.models.tokens import NAME_MOST
from tamarack.people.models import Organisation


class Event(models.TextChoices):
    """What can be told. The first are a person's own; the last an organisation's."""

    ASSESSMENT_SUBMITTED = "assessment.submitted", _("You submitted an assessment")
    GOAL_MOVED = "goal.moved", _("A goal was paused, taken up, reached or let go")
    ACTION_DONE = "action.done", _("An action is done")
    FEEDBACK_CLOSED = "feedback.closed", _("A request for feedback closed")
    REVIEW_SIGNED = "review.signed", _("A review was signed by both")
    CREDENTIAL_ISSUED = "credential.issued", _("A credential was issued to you")
    CREDENTIAL_REVOKED = "credential.revoked", _("A credential of yours was revoked")
    MEMBER_JOINED = "member.joined", _("Someone joined the organisation")
    MEMBER_LEFT = "member.left", _("Someone left the organisation, or was removed")
    CAMPAIGN_BEGUN = "campaign.begun", _("A campaign began")
    CAMPAIGN_ENDED = "campaign.ended", _("A campaign ended")
    FIGURES_MADE = "figures.made", _("Figures of a period were made")


OF_ORGANISATIONS = (
    Event.MEMBER_JOINED, Event.MEMBER_LEFT, Event.CAMPAIGN_BEGUN, Event.CAMPAIGN_ENDED, Event.FIGURES_MADE,
)  # fmt: skip
OF_PEOPLE = tuple(event for event in Event if event not in OF_ORGANISATIONS)
TEST = "test"
"""What is told to try a webhook out."""


class Webhook(models.Model):
    """An address that is told of what happens: to its person, or in an organisation that its person owns.

    `salt` is a random text of which, with the site's key, the secret is made: whoever reads the database alone cannot
    sign. `failing_since` is when it last stopped answering.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="webhooks")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="webhooks"
    )
    name = models.CharField(max_length=NAME_MOST)
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    salt = models.CharField(max_length=40)
    made_at = models.DateTimeField(default=timezone.now)
    failing_since = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    gave_up = models.BooleanField(default=False)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_on(self) -> bool:
        """Whether it is told anything."""
        return self.disabled_at is None

    def event_names(self) -> list[str]:
        """What it is told, in the reader's language."""
        return [str(Event(event).label) for event in self.events]


class Delivery(models.Model):
    """One telling: what was sent, and how it went. `subject` is what it is about: tellings about it keep their order.

    The body is kept for 7 days.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        GIVEN_UP = "given_up", _("Given up")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    message = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=30)
    subject = models.CharField(max_length=80)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    said = models.CharField(max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="deliveries_due"),
            models.Index(fields=["webhook", "subject"], condition=Q(state="waiting"), name="deliveries_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
