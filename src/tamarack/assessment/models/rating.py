"""Assessments and their ratings. They are their person’s, who may give a reviewer a grant to see one."""

from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.core.ratings import NOT_APPLICABLE
from tamarack.rubric.models import Version

NOTE_MOST = 4000
"""Characters of a note."""
EARLIEST = date(1950, 1, 1)
"""The earliest day that an assessment can be about."""
NAME_MOST = 80
"""Characters of an assessment's name."""


class Assessment(models.Model):
    """A set of ratings by one person on one version: a draft, then submitted and immutable."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assessments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="assessments")
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=NAME_MOST, blank=True)
    as_of = models.DateField(null=True, blank=True)
    # What is asked first, or alone: the criteria that weigh most for a role (its key), or the focus of a check-in.
    first = models.JSONField(default=list, blank=True)
    role = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "-started_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "version"], condition=Q(submitted_at=None), name="one_draft_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still change."""
        return self.submitted_at is None

    @property
    def dated(self) -> date:
        """The day that it is about: the one its person gave it, else that of its submission or its start."""
        return self.as_of or timezone.localdate(self.submitted_at or self.started_at)

    @property
    def order(self) -> tuple[date, datetime, int]:
        """By what assessments are put in the order of time."""
        return self.dated, self.submitted_at or self.started_at, self.pk


class Rating(models.Model):
    """A person's answer for a criterion, with an example from their work. An empty value is unrated.

    One that is carried was taken over from an earlier assessment, and not looked at again.
    """

    class Reason(models.TextChoices):
        ROLE = "role", _("not in my role")
        OPPORTUNITY = "opportunity", _("no opportunity here")

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=40)
    value = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    note = models.TextField(max_length=NOTE_MOST, blank=True)
    carried = models.BooleanField(default=False)
    # Why it waits for a yes, since it came from another version of the rubric (core.carry.Reason).
    confirm = models.CharField(max_length=10, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    # What late, repeated and overtaken answers are told by, while it is a draft's (assessment/answers.py).
    rated_at = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    seen = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="one_rating_a_criterion"),
            models.CheckConstraint(
                condition=(Q(value=NOT_APPLICABLE) & ~Q(reason="")) | (~Q(value=NOT_APPLICABLE) & Q(reason="")),
                name="a_reason_for_not_applicable_alone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"
