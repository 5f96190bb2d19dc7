"""The professional development log: activities with hours."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Activity(models.Model):
    """Something that a person did, or plans, to develop, with its hours in quarters."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(max_length=300)
    category = models.CharField(max_length=40)
    on = models.DateField()
    planned_quarters = models.PositiveIntegerField(default=0)
    done_quarters = models.PositiveIntegerField(default=0)
    criteria = models.JSONField(default=list)
    notes = models.TextField(max_length=4000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-on", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "-on"])]

    def __str__(self) -> str:
        return f"{self.pk}"
