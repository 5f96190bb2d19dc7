"""Issuers with their keys, what people ask them for, and the credentials that they issued.

The private half of a key is a file in the data folder (`portfolio/keys.py`) and never here.
"""

import secrets
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from tamarack.people.models import Organisation
from tamarack.portfolio.models.evidence import Link
from tamarack.rubric.models import Version

REASON_MOST = 1000
"""Characters of why something was declined or revoked."""


class Issuer(models.Model):
    """Who issues credentials. `deciders` issue, decline and revoke; only reviews by `reviewers` count.

    `did` is the identifier under which the keys stand, `address` that of the site when the issuer was made. Credentials
    name both, so neither ever changes.
    """

    slug = models.SlugField(max_length=40, unique=True)
    address = models.CharField(max_length=200)
    did = models.CharField(max_length=300, unique=True)
    name = models.JSONField(default=dict)
    description = models.JSONField(default=dict, blank=True)
    url = models.URLField(max_length=500)
    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    deciders = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="decides_for", blank=True)
    reviewers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="reviews_for", blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class IssuerKey(models.Model):
    """The public half of a key; one is in use. What a retired one signed holds; what a disowned one signed does not."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="keys")
    public = models.CharField(max_length=60, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)
    disowned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer"], condition=Q(retired_at=None), name="one_key_in_use"),
        ]

    def __str__(self) -> str:
        return self.public


class StatusList(models.Model):
    """A list of those taken back, signed anew with every change: `document` is what is served."""

    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="lists")
    number = models.PositiveIntegerField()
    document = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["issuer", "number"], name="one_list_a_number")]

    def __str__(self) -> str:
        return f"{self.number}"


def new_key() -> str:
    """What stands in a credential's address: nobody can guess it."""
    return secrets.token_hex(16)


class Status(models.Model):
    """A credential's place in a list. It names nobody, and stays when the credential is deleted: a place is never
    given twice, and what was revoked stays so."""

    list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="places")
    index = models.PositiveIntegerField()
    key = models.CharField(max_length=40, unique=True, default=new_key)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "index"], name="a_place_once")]

    def __str__(self) -> str:
        return f"{self.index}"


class Subject(models.Model):
    """What a credential is about: a competency of a version (with an empty code all of them), at a level."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)ss")
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="%(class)ss")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=40)
    language = models.CharField(max_length=2, default="en")

    class Meta:
        abstract = True

    @property
    def subject(self) -> tuple[int, int, str, str]:
        """By what two are told to be about the same."""
        return self.issuer_id, self.version_id, self.code, self.level


class Application(Subject):
    """That a person asks an issuer for a credential. It is also the grant by which the issuer's deciders see the
    agreed ratings that it is about, as long as it is open; `seen_at` is when one of them first did."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("application", "Waiting for a decision")
        ISSUED = "issued", pgettext_lazy("application", "Issued")
        DECLINED = "declined", pgettext_lazy("application", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")

    email = models.EmailField()
    shows_name = models.BooleanField(default=False)
    links = models.ManyToManyField(Link, related_name="+", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=REASON_MOST, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        indexes: ClassVar = [models.Index(fields=["issuer", "state"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "issuer", "version", "code", "level"],
                condition=Q(state="open"),
                name="one_open_application",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it, and it was not withdrawn."""
        return self.state == self.State.OPEN


class Credential(Subject):
    """What was issued. `document` is the signed text, and never changes; `ratings` are the agreed ones of its picture.

    Its person can hide its page from others (`listed`), and delete it.
    """

    status = models.OneToOneField(Status, on_delete=models.PROTECT, related_name="credential")
    document = models.TextField()
    holder = models.CharField(max_length=120, blank=True)
    ratings = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    revoked_for = models.TextField(max_length=REASON_MOST, blank=True)
    listed = models.BooleanField(default=True)

    class Meta:
        ordering = ("-issued_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["issuer", "-issued_at"]), models.Index(fields=["person"])]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """What stands in its address."""
        return self.status.key

    @property
    def revoked_at(self) -> datetime | None:
        """When the issuer revoked it."""
        return self.status.revoked_at

    def is_over(self, now: datetime) -> bool:
        """Whether its time has ended."""
        return self.valid_until is not None and self.valid_until <= now

    def stands(self, now: datetime) -> bool:
        """Whether it is neither revoked nor over."""
        return self.revoked_at is None and not self.is_over(now)


class BroughtCredential(models.Model):
    """A credential that someone holds from elsewhere, as it was signed. Whoever wants to know verifies it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="brought_credentials")
    sha256 = models.CharField(max_length=64)
    document = models.TextField()
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "sha256"], name="held_once")]

    def __str__(self) -> str:
        return self.title
