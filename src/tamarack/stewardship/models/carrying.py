"""How far answers are taken along to a new version."""

from django.db import models

from tamarack.rubric.models import Version


class CarryOver(models.Model):
    """The preparing of drafts on a version, for everyone who has submitted on an earlier one, account by account."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, primary_key=True, related_name="carry_over")
    people = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.version_id} {self.done}/{self.people}"
