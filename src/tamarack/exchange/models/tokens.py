"""Tokens by which programs come in, what they may do, and what is kept of their calls."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.people.models import Organisation

NAME_MOST = 120
KEY_MOST = 200
"""Characters of an Idempotency-Key."""


class Scope(models.TextChoices):
    """A part of what its person can do. To write is to read as well."""

    ACCOUNT_READ = "account:read", _("Read your account: settings, grants, the log of who saw what")
    ACCOUNT_WRITE = "account:write", _("Change your settings and grants, join and leave organisations")
    ASSESSMENTS_READ = "assessments:read", _("Read your assessments and where you stand")
    ASSESSMENTS_WRITE = "assessments:write", _("Answer, submit, name and delete your assessments")
    PLAN_READ = "plan:read", _("Read your role profiles, goals, actions, check-ins and resources")
    PLAN_WRITE = "plan:write", _("Change your role profiles, goals, actions, check-ins and resources")
    PORTFOLIO_READ = "portfolio:read", _("Read your portfolio: evidence, files, impact, showcases")
    PORTFOLIO_WRITE = "portfolio:write", _("Change your portfolio: evidence, files, impact, showcases")
    LOG_READ = "log:read", _("Read your professional development log")
    LOG_WRITE = "log:write", _("Change your professional development log")
    CREDENTIALS_READ = "credentials:read", _("Read your credentials")
    CREDENTIALS_WRITE = "credentials:write", _("Ask for credentials, show and delete yours")
    FEEDBACK_READ = "feedback:read", _("Read your requests for feedback and their results")
    FEEDBACK_WRITE = "feedback:write", _("Ask for feedback, and close requests")
    REVIEWS_READ = "reviews:read", _("Read reviews that you take part in")
    REVIEWS_WRITE = "reviews:write", _("Take part in reviews, and sign them")
    ORGANISATIONS_READ = "organisations:read", _("Read organisations: people, teams, figures, campaigns")
    ORGANISATIONS_WRITE = "organisations:write", _("Change organisations: people, teams, invitations, campaigns")
    RUBRICS_READ = "rubrics:read", _("Read the drafts of rubrics that you keep")
    RUBRICS_WRITE = "rubrics:write", _("Propose changes to rubrics, and write the drafts of those that you keep")
    WEBHOOKS_READ = "webhooks:read", _("Read webhooks and their deliveries")
    WEBHOOKS_WRITE = "webhooks:write", _("Make, change and delete webhooks")


OF_ORGANISATIONS = (
    Scope.ORGANISATIONS_READ, Scope.ORGANISATIONS_WRITE, Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE,
)  # fmt: skip
"""What an organisation's token can be given: nothing of its maker's own."""


class Token(models.Model):
    """A key by which a program acts as a person, within scopes and until a day. Only its digest is kept.

    With an `organisation` it acts as its owner in that organisation alone, as long as they are one.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="tokens"
    )
    name = models.CharField(max_length=NAME_MOST)
    digest = models.CharField(max_length=64, unique=True)
    # Its last characters, by which its person tells it apart.
    ending = models.CharField(max_length=4)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.pk}"

    def is_valid(self, now: datetime) -> bool:
        """Whether it still lets anyone in."""
        return self.revoked_at is None and now < self.until

    def allows(self, scope: str) -> bool:
        """Whether it was given a scope; to write is to read as well."""
        return scope in self.scopes or f"{scope.partition(':')[0]}:write" in self.scopes

    def scope_names(self) -> list[str]:
        """What it may do, in the reader's language."""
        return [str(Scope(scope).label) for scope in self.scopes]


class Calls(models.Model):
    """How many calls a person, an organisation, or an address as a keyed hash, made in a window of time."""

    caller = models.CharField(max_length=70)
    window = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["caller", "window"], name="calls_of_a_window")]
        indexes: ClassVar = [models.Index(fields=["window"])]

    def __str__(self) -> str:
        return f"{self.pk}"


class Answered(models.Model):
    """What a call with an Idempotency-Key was answered, to be answered again for a day."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="answered")
    key = models.CharField(max_length=KEY_MOST)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.pk}"
