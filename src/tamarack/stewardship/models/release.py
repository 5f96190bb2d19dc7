"""The key with which this installation signs what it publishes."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class ReleaseKey(models.Model):
    """The public half of the key; the private one is a file (`tamarack.portfolio.keys`). There is one."""

    public = models.CharField(max_length=100, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    the_only = models.BooleanField(default=True, editable=False, unique=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(the_only=True), name="one_release_key")]

    def __str__(self) -> str:
        return self.public
