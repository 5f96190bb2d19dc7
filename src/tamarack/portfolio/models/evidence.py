"""Evidence: what a person did, what they made of it, and which descriptors it supports."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.portfolio.models.log import Activity
from tamarack.rubric.models import Version

LINE_MOST = 300
"""Characters of what stands on one line: a title, a role, how it supports a descriptor."""
TEXT_MOST = 8000
"""Characters of a longer text: what someone did, what they made of it."""
TAG_MOST = 40


class Evidence(models.Model):
    """One thing that a person did, in their own words.

    `action` is the number of the action of the growth plan whose reflection it was made from. `held_by` says who
    holds material that had better not be uploaded. `edited_at` is when its content last changed: what a reviewer
    accepted, or someone confirmed, before that has lapsed.
    """

    class Kind(models.TextChoices):
        PROJECT = "project", _("Project")
        EVENT = "event", _("Event or workshop")
        PRACTICE = "practice", _("Everyday practice")
        RESOURCE = "resource", _("Resource or tool")
        PUBLICATION = "publication", _("Publication or talk")
        COURSE = "course", _("Course or certificate")
        TESTIMONIAL = "testimonial", _("Testimonial")
        AWARD = "award", _("Award")
        OTHER = "other", _("Something else")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=LINE_MOST)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PROJECT)
    began = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    role = models.CharField(max_length=LINE_MOST, blank=True)
    did = models.TextField(max_length=TEXT_MOST, blank=True)
    reflection = models.TextField(max_length=TEXT_MOST, blank=True)
    held_by = models.CharField(max_length=LINE_MOST, blank=True)
    action = models.PositiveBigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-ended", "-began", "-created_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "-ended"])]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def dated(self) -> date:
        """The day by which it is told how recent it is: the end of its period, else its beginning, else its entry."""
        return self.ended or self.began or timezone.localdate(self.created_at)


class Support(models.Model):
    """That a piece of evidence supports a descriptor, and in a sentence how."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="supports")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    how = models.CharField(max_length=LINE_MOST, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "version", "code"], name="once_for_a_descriptor"),
        ]

    def __str__(self) -> str:
        return self.code


class Tag(models.Model):
    """A word by which a person finds evidence again."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=TAG_MOST)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["evidence", "name"], name="a_tag_once")]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """An address on the web that belongs to evidence."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="links")
    url = models.URLField(max_length=500)
    label = models.CharField(max_length=LINE_MOST, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label or self.url


class File(models.Model):
    """A file of a person's: with a piece of evidence, or as the proof of an activity.

    `stored` is its random name in the store, `name` what its person called it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="files")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    stored = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("added_at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(evidence=None, activity__isnull=False) | Q(evidence__isnull=False, activity=None),
                name="a_file_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name
