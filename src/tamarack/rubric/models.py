"""Stored frameworks and their versions. A published version never changes again."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.core.errors import N_, NotAllowed


def _refuse_if(published: bool) -> None:
    if published:
        raise NotAllowed(N_("A published version of a rubric cannot be changed or deleted."))


def _one_a_version(rows: list[Any]) -> Iterable[Any]:
    """A row of each version, or the versions themselves: whether it is published is asked once."""
    return {getattr(row, "version_id", row.pk): row for row in rows}.values()


class DraftsOnly(models.QuerySet[Any]):
    """A queryset that writes rows of drafts only; `published` is the lookup that tells them apart."""

    published = "version__published_at__isnull"

    def update(self, **fields: Any) -> int:
        """Change rows, if all are of drafts."""
        _refuse_if(self.filter(**{self.published: False}).exists())
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows, if all are of drafts."""
        _refuse_if(self.filter(**{self.published: False}).exists())
        return super().delete()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Add rows, if all are of drafts."""
        objs = list(objs)
        _refuse_if(any(row.is_published for row in _one_a_version(objs)))
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Any, *args: Any, **kwargs: Any) -> int:
        """Change rows, if all are of drafts."""
        objs = list(objs)
        _refuse_if(any(row.is_published for row in _one_a_version(objs)))
        return super().bulk_update(objs, *args, **kwargs)


class VersionQuerySet(DraftsOnly):
    """Versions that write drafts only."""

    published = "published_at__isnull"


class Framework(models.Model):
    """A rubric, over all its versions."""

    code = models.SlugField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.code


class Version(models.Model):
    """An edition of a framework: a draft until it is published, immutable from then on."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(max_length=40)
    status = models.CharField(max_length=40, blank=True)
    languages = models.JSONField(default=list)
    translations = models.JSONField(default=dict, blank=True)
    editorial = models.JSONField(default=list, blank=True)
    # What it declares to have changed, and against which version; or which one it takes back.
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next")
    changes = models.JSONField(default=list, blank=True)
    restores = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "number"], name="one_version_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.framework.code} {self.number}"

    @property
    def is_published(self) -> bool:
        """Whether the stored version is published, whatever this object says."""
        return type(self).objects.filter(pk=self.pk, published_at__isnull=False).exists()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a draft, or publish it."""
        _refuse_if(self.is_published)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a draft."""
        _refuse_if(self.is_published)
        return super().delete(*args, **kwargs)


class Life(models.Model):
    """A change of status of a draft or version; the newest row of a number tells its status."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        CONSULTATION = "consultation", _("in consultation")
        ADOPTED = "adopted", _("adopted")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="life")
    number = models.CharField(max_length=40)
    status = models.CharField(max_length=20, choices=Status)
    at = models.DateTimeField(default=timezone.now)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    why = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=["framework", "number", "-at"])]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.number} {self.status}"


class Part(models.Model):
    """A row of a version."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE)

    objects = DraftsOnly.as_manager()

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """Whether the version it belongs to is published."""
        return self.version.published_at is not None or self.version.is_published

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a row of a draft."""
        _refuse_if(self.is_published)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a row of a draft."""
        _refuse_if(self.is_published)
        return super().delete(*args, **kwargs)


class Level(Part):
    """One column of the rubric."""

    code = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("rank",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "code"], name="one_level_a_code")]

    def __str__(self) -> str:
        return self.code


class Competency(Part):
    """One area of the rubric."""

    code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "code"], name="one_competency_a_code")]

    def __str__(self) -> str:
        return self.code


class Criterion(Part):
    """One row of a competency's table."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("competency__position", "position")
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "code"], name="one_criterion_a_code")]

    def __str__(self) -> str:
        return self.code


class Descriptor(Part):
    """One cell that has a text; its texts are translations."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="descriptors")
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="descriptors")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["criterion", "level"], name="one_descriptor_a_cell")]

    def __str__(self) -> str:
        return f"{self.criterion_id}.{self.level_id}"


class Translation(Part):
    """One text in one language. `subject` is a code as in changes: COL, COL.1, COL.1.B, level:B, or empty."""

    subject = models.CharField(max_length=90, blank=True)
    field = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "subject", "field", "language"], name="one_text_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.field} {self.language}"
