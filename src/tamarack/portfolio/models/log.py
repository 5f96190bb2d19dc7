"""The professional development log: activities with hours, and the schemes by whose rules they count."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.rubric.models import Version

ACTIVITY_TITLE_MOST = 300
PROJECT_MOST = 120
NOTES_MOST = 4000


class Activity(models.Model):
    """Something that a person did, or plans, to develop, with its hours in quarters.

    `on` is the day that it ended. `criteria` are codes of `version`. Entries of one `project` share its cap, where a
    scheme has one. `reflection` says how it enhanced their practice. `action` and `evidence` are the numbers of the
    action of the growth plan, and of the piece of evidence, that it was entered from.
    """

    class Category(models.TextChoices):
        COURSE = "course", _("Course or certificate")
        WORKSHOP = "workshop", _("Workshop or webinar")
        CONFERENCE = "conference", _("Conference")
        READING = "reading", _("Reading and self-study")
        PROJECT = "project", _("Work project")
        MENTORING = "mentoring", _("Mentoring and leadership")
        TEACHING = "teaching", _("Teaching and presenting")
        RESEARCH = "research", _("Research and writing")
        ASSOCIATION = "association", _("Association and community work")
        OTHER = "other", _("Something else")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(max_length=ACTIVITY_TITLE_MOST)
    category = models.CharField(max_length=40, choices=Category, default=Category.WORKSHOP)
    on = models.DateField()
    planned_quarters = models.PositiveIntegerField(default=0)
    done_quarters = models.PositiveIntegerField(default=0)
    project = models.CharField(max_length=PROJECT_MOST, blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    criteria = models.JSONField(default=list)
    notes = models.TextField(max_length=NOTES_MOST, blank=True)
    reflection = models.TextField(max_length=NOTES_MOST, blank=True)
    action = models.PositiveBigIntegerField(null=True, blank=True)
    evidence = models.PositiveBigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-on", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "-on"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(planned_quarters=0, done_quarters=0), name="hours_planned_or_done"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_done(self) -> bool:
        """Whether any of it is done; else it is planned."""
        return self.done_quarters > 0


class Following(models.Model):
    """That a person follows a scheme, and since when: the day of the certification, or when they began with it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed")
    scheme = models.SlugField(max_length=60)
    since = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "scheme"], name="a_scheme_once")]

    def __str__(self) -> str:
        return self.scheme


class Exemption(models.Model):
    """Days for which a scheme asks less of a person, and why."""

    class Reason(models.TextChoices):
        PARENTAL = "parental", _("Parental leave")
        ILLNESS = "illness", _("Illness or disability")
        CARE = "care", _("Care of someone close")
        STUDIES = "studies", _("Full-time studies")
        AWAY = "away", _("Time away from the profession")
        OTHER = "other", _("Another reason")

    following = models.ForeignKey(Following, on_delete=models.CASCADE, related_name="exemptions")
    began = models.DateField()
    ended = models.DateField()
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.PARENTAL)
    note = models.CharField(max_length=ACTIVITY_TITLE_MOST, blank=True)

    class Meta:
        ordering = ("began", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ended__gte=F("began")), name="an_exemption_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
