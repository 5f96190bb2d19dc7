"""How two frameworks relate, kept by the stewards of either."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.core import crosswalk as core
from tamarack.core.formats.crosswalk_file import NOTE_MOST
from tamarack.rubric.models import Framework


class Crosswalk(models.Model):
    """A pair of frameworks whose criteria are related; `left` is the one whose code sorts first."""

    left = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("left__code", "right__code")
        constraints: ClassVar = [models.UniqueConstraint(fields=["left", "right"], name="one_crosswalk_a_pair")]

    def __str__(self) -> str:
        return f"{self.left_id} {self.right_id}"


class CrosswalkRow(models.Model):
    """How a criterion of the left framework relates to one of the right. Codes are never given again, so they hold for
    every version that has them."""

    class Kind(models.TextChoices):
        SAME = core.SAME, _("same as")
        BROADER = core.BROADER, _("broader than")
        NARROWER = core.NARROWER, _("narrower than")
        RELATED = core.RELATED, _("related to")

    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.CASCADE, related_name="rows")
    left_code = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind)
    right_code = models.CharField(max_length=40)
    note = models.CharField(max_length=NOTE_MOST, blank=True)
    at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["crosswalk", "left_code", "right_code"], name="one_relation_a_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.left_code} {self.kind} {self.right_code}"

    @property
    def relation(self) -> core.Relation:
        """What it says, from left to right."""
        return core.Relation(self.left_code, self.kind, self.right_code, self.note)
