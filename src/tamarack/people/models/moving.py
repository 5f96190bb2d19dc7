"""What a person takes along, and brings along from another Tamarack."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tamarack.people.models.person import Person

KEPT_FOR = timedelta(days=7)
"""How long an archive waits to be downloaded, or stays known after it was brought in."""


class Errand(models.Model):
    """An archive that is being made for its person, or brought in by them: in the background.

    `stored` is the archive's name in the store of files. `report` says what was brought in, and what was not.
    """

    class Kind(models.TextChoices):
        TAKE = "take"
        BRING = "bring"

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="errands")
    kind = models.CharField(max_length=5, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    stored = models.CharField(max_length=60, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "kind", "-asked_at"])]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_done(self) -> bool:
        """Whether it can be downloaded, or was brought in."""
        return self.state == self.State.DONE

    @property
    def has_failed(self) -> bool:
        """Whether nothing came of it."""
        return self.state == self.State.FAILED


class Brought(models.Model):
    """Which row here was which row elsewhere, so that an archive that is brought in twice doubles nothing."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="brought")
    source = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    number = models.BigIntegerField()
    here = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "source", "kind", "number"], name="brought_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
