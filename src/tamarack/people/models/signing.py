"""How people sign in: where from, by whose identity provider, and what helps when a second step is lost."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.people.models.person import Person
from tamarack.people.models.places import Organisation

WAITS = timedelta(days=7)
"""How long whoever has lost a second step waits."""
HOLDS = timedelta(days=7)
"""How long the link that then comes holds."""


class SignIn(models.Model):
    """A sign-in: on which device, from which network, when, last seen when. One that has ended tells that the device is
    known.

    `session` is the hash of the key of its session, empty once it was ended; `device` that of the device's cookie.
    `network` is the network alone, never the whole address.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    session = models.CharField(max_length=40, blank=True)
    device = models.CharField(max_length=40)
    browser = models.CharField(max_length=40, blank=True)
    system = models.CharField(max_length=40, blank=True)
    network = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-seen_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["session"], name="sign_in_by_session")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Recovery(models.Model):
    """That someone who gave the password says that they have lost their second step. It is announced to every address
    of the person, and for days any of them, or a sign-in with the second step, ends it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recoveries")
    link = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.BooleanField(default=False)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="one_recovery_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def due_at(self) -> datetime:
        """When the waiting is over."""
        return self.asked_at + WAITS

    @property
    def holds_until(self) -> datetime:
        """Until when the link that comes then can be used."""
        return self.due_at + HOLDS

    @property
    def can_finish(self) -> bool:
        """Whether the second step can be taken away now."""
        return self.ended_at is None and self.opened_at is not None and timezone.now() < self.holds_until


class Domain(models.Model):
    """A domain that an organisation says is its own; once that is proven, for no other organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=200)
    proof = models.CharField(max_length=40)
    proven_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="domain_once_in_an_organisation"),
            models.UniqueConstraint(fields=["name"], condition=Q(proven_at__isnull=False), name="domain_proven_once"),
        ]

    def __str__(self) -> str:
        return self.name


class IdentityProvider(models.Model):
    """Where the people of an organisation sign in elsewhere. `key` stands in addresses, and what people have connected
    hangs on it: it is made anew where the provider is another. `secret` is sealed."""

    class Kind(models.TextChoices):
        OPENID_CONNECT = "openid_connect", _("OpenID Connect")
        SAML = "saml", _("SAML 2.0")

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="identity_provider")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OPENID_CONNECT)
    issuer = models.CharField(max_length=500)
    client_id = models.CharField(max_length=191, blank=True)
    secret = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    certificate = models.TextField(blank=True)
    enabled = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.issuer}"
