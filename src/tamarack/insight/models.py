"""Figures as they are published: snapshots, their parts, and which assessments went into one."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Organisation
from tamarack.people.models.places import LEAST_K, NAME_MOST
from tamarack.rubric.models import Version

CODE_MOST = 40
POOL, TOTAL = "*", "="
"""What the rows of the pools and of the totals are called among the codes of teams, which cannot have these."""
NO_TEAM = ""
"""The code of those who have no home team: a group of its own."""
STANDS = N_("A snapshot stands as it was made.")


class Standing(models.QuerySet[Any]):
    """Rows that are made once. They go with their organisation, which Django sees to without these."""

    def update(self, **values: Any) -> int:
        """Refuse to change them."""
        raise NotAllowed(STANDS)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse to delete them."""
        raise NotAllowed(STANDS)


class Made(models.Model):
    """Something that is made once, and stands."""

    objects = Standing.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it, once."""
        if not self._state.adding:
            raise NotAllowed(STANDS)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse to delete it."""
        raise NotAllowed(STANDS)


class Snapshot(Made):
    """What is told of an organisation for a period, both days included."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="snapshots")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    k = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-ends", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "version", "begins"], name="one_snapshot_a_period"),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="a_period_has_days"),
            models.CheckConstraint(condition=Q(k__gte=LEAST_K), name="snapshot_k_at_least_five"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.begins} {self.ends}"


class TeamPart(Made):
    """What a snapshot tells of one team, of the smaller ones together (`POOL`), or what all come to (`TOTAL`).

    Sizes and labels by criterion, as `insight.storing` writes them.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="parts")
    code = models.CharField(max_length=CODE_MOST, blank=True)
    name = models.CharField(max_length=NAME_MOST, blank=True)
    cells = models.JSONField(default=dict)

    class Meta:
        ordering = ("code",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["snapshot", "code"], name="one_part_a_team")]

    def __str__(self) -> str:
        return self.name or self.code


class Counted(models.Model):
    """That an assessment belonged to a snapshot's period, so that no other snapshot counts it again.

    The last one of a person is the one that is counted; earlier ones were overtaken, but what it carried over from them
    was. The row stays when the snapshot's organisation goes: what was published once may be remembered.
    """

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, primary_key=True, related_name="counted")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.SET_NULL, null=True, related_name="counted")
    last = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.assessment_id}"


class FrameworkFigures(Made):
    """What the snapshots of one period say of a rubric's version, over all organisations: made once, for its stewards.

    `told` is as `insight.statistics` writes it.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    told = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-ends", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "begins", "ends"], name="told_once_a_period"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.begins} {self.ends}"
