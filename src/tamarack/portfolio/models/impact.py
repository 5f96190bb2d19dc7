"""Impact: for whom something changed, how many, what, and how one knows."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tamarack.portfolio.models.evidence import LINE_MOST, Evidence


class Impact(models.Model):
    """One change that a piece of evidence brought about.

    `people` is how many it reached. The people of one entry are counted once for each audience (the largest number
    told); `same_people_as` says that they are counted with another entry already.
    """

    class Audience(models.TextChoices):
        STUDENTS = "students", _("Students")
        GRADUATES = "graduates", _("New graduates")
        EMPLOYERS = "employers", _("Employers")
        COLLEAGUES = "colleagues", _("Colleagues")

    class Known(models.TextChoices):
        OBSERVED = "observed", _("I observed it")
        SURVEY = "survey", _("A survey")
        DATA = "data", _("Data that we keep")
        TESTIMONY = "testimony", _("People told me")

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="impacts")
    on = models.DateField()
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.STUDENTS)
    people = models.PositiveIntegerField(null=True, blank=True)
    same_people_as = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed = models.CharField(max_length=LINE_MOST)
    before = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    known_by = models.CharField(max_length=10, choices=Known, default=Known.OBSERVED)
    how_known = models.CharField(max_length=LINE_MOST, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["evidence", "on"])]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def year(self) -> int:
        """The year in whose summary it stands."""
        on: date = self.on
        return on.year
