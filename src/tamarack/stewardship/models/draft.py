"""Stewards, and the drafts they write."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from tamarack.rubric.models import Framework, Version


class Steward(models.Model):
    """That someone keeps a framework; without one: that they may begin some."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stewardships")
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, null=True, blank=True, related_name="stewards")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("since", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "framework"], name="a_steward_once_a_framework"),
            models.UniqueConstraint(fields=["person"], condition=models.Q(framework=None), name="may_begin_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.framework_id}"


class Draft(models.Model):
    """A version that is being written: a framework's document, which may still have gaps, with its declared changes."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="drafts")
    number = models.CharField(max_length=40)
    based_on = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    became = models.OneToOneField(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="draft")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-begun_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["framework", "number"], condition=models.Q(dropped_at=None), name="one_draft_a_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework.code} {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it can still change."""
        return self.became_id is None and self.dropped_at is None

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What it declares to change."""
        declared: list[dict[str, Any]] = self.document.get("changes", [])
        return declared
