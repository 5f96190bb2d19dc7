"""What a team plans together: a focus, learning events with who signed up, and templates to start from."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.assessment.models import Review
from tamarack.growth.models.library import LINE_MOST, TEXT_MOST
from tamarack.people.models import Team
from tamarack.rubric.models import Version


class TeamFocus(models.Model):
    """What a team wants to grow in first, why, and until when."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, primary_key=True, related_name="focus")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    criteria = models.JSONField(default=list)
    why = models.TextField(max_length=TEXT_MOST, blank=True)
    until = models.DateField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.pk}"


class LearningEvent(models.Model):
    """A time at which people learn together. `for_all` opens it to the whole organisation.

    `time_zone` is the one that the times were given in. An event that is cancelled stays, so that calendars can tell.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="events")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LINE_MOST)
    what = models.TextField(max_length=TEXT_MOST, blank=True)
    where = models.CharField(max_length=LINE_MOST, blank=True)
    link = models.URLField(max_length=500, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=60)
    criteria = models.JSONField(default=list)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    for_all = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changes = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at", "pk")
        indexes: ClassVar = [models.Index(fields=["team", "ends_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that its times were given in."""
        return ZoneInfo(self.time_zone)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at <= timezone.now()

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_at is not None


class SignUp(models.Model):
    """That someone means to come."""

    event = models.ForeignKey(LearningEvent, on_delete=models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ups")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "person"], name="signed_up_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Template(models.Model):
    """What a lead prepares for the team: a review or a request for feedback begins with it.

    Nothing says who started from it: what is made of it is its person's.
    """

    class Kind(models.TextChoices):
        REVIEW = "review", _("Review")
        FEEDBACK = "feedback", _("Feedback")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="templates")
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LINE_MOST)
    message = models.TextField(max_length=TEXT_MOST, blank=True)
    relation = models.CharField(max_length=10, choices=Review.Relation, default=Review.Relation.MANAGER)
    criteria = models.JSONField(default=list)
    days = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return f"{self.pk}"
