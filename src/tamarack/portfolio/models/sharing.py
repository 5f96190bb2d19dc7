"""Who else has to do with evidence: reviewers who may see it and accept it, and people who confirm it."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from tamarack.assessment.models import Review
from tamarack.portfolio.models.evidence import LINE_MOST, TEXT_MOST, Evidence, Support

ENDORSEMENT_LASTS = timedelta(days=60)
"""How long someone has to confirm."""


class SharedEvidence(models.Model):
    """A grant: the reviewer of a review may see a piece of evidence."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="shared_evidence")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="shares")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "evidence"], name="shared_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Acceptance(models.Model):
    """That a reviewer accepts evidence for a descriptor; an edit of the evidence afterwards lapses it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="acceptances")
    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="acceptances")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "support"], condition=models.Q(lapsed_at=None), name="accepted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Endorsement(models.Model):
    """That a named person outside confirms a piece of evidence, by a link and without an account.

    `link` is a random text of which, with the site's key, the link is made; it is made anew when it has been used.
    """

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="endorsements")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    message = models.TextField(max_length=TEXT_MOST, blank=True)
    language = models.CharField(max_length=2, default="en")
    link = models.CharField(max_length=40)
    asked_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    role = models.CharField(max_length=LINE_MOST, blank=True)
    words = models.TextField(max_length=TEXT_MOST, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    # The site that its person brought it along from; nobody here has seen that it is so.
    brought_from = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def stands(self) -> bool:
        """Whether it is confirmed, and neither of both has taken it back."""
        return self.confirmed_at is not None and self.withdrawn_at is None and self.revoked_at is None
