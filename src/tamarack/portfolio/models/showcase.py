"""A showcase: a page that a person composes from chosen entries, for an application."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.portfolio.models.credential import Credential
from tamarack.portfolio.models.evidence import LINE_MOST, TEXT_MOST, Evidence


class Showcase(models.Model):
    """What is shown to whoever has its link, until a day, unless it is revoked. Nothing is on it that was not chosen.

    `link` is a random text of which, with the site's key, the link is made; empty where there is none.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="showcases")
    title = models.CharField(max_length=LINE_MOST)
    language = models.CharField(max_length=2, default="en")
    words = models.TextField(max_length=TEXT_MOST, blank=True)
    contact = models.CharField(max_length=LINE_MOST, blank=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    credentials = models.ManyToManyField(Credential, blank=True, related_name="+")
    link = models.CharField(max_length=40, blank=True)
    until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-changed_at", "-pk")

    def __str__(self) -> str:
        return f"{self.pk}"


class ShowcaseEntry(models.Model):
    """A piece of evidence on a showcase, and which parts of it are shown."""

    showcase = models.ForeignKey(Showcase, on_delete=models.CASCADE, related_name="entries")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(default=0)
    shows_reflection = models.BooleanField(default=False)
    shows_impact = models.BooleanField(default=True)
    shows_supports = models.BooleanField(default=True)
    shows_files = models.BooleanField(default=False)
    shows_endorsements = models.BooleanField(default=False)

    class Meta:
        ordering = ("place", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["showcase", "evidence"], name="shown_once")]

    def __str__(self) -> str:
        return f"{self.pk}"
