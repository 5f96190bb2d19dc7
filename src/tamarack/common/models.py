"""The audit log; and what workers tell each other."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone

from tamarack.core.errors import N_, NotAllowed


def _refuse(*_args: Any, **_values: Any) -> NoReturn:
    raise NotAllowed(N_("What stands in the log stays as it is."))


class Entries(models.QuerySet["Entry"]):
    """Entries are added and read, nothing else."""

    update = delete = bulk_update = update_or_create = _refuse


class Entry(models.Model):
    """Who saw or changed what of whom, and when. Nothing in the product changes or removes an entry.

    People stand in it by a key that only their account tells; with the account, the key goes, and the entry names
    nobody any more. `organisation` is the number of the one in whose name it was done.
    """

    at = models.DateTimeField(default=timezone.now)
    what = models.CharField(max_length=30)
    by = models.UUIDField(null=True)
    of = models.UUIDField(null=True)
    organisation = models.BigIntegerField(null=True)
    about = models.CharField(max_length=200, blank=True)

    objects: ClassVar = Entries.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["of", "-at"]),
            models.Index(fields=["organisation", "-at"]),
            models.Index(fields=["by", "what", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.what}"

    def save(self, *args: Any, **values: Any) -> None:
        """Add it; once."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **values)

    def delete(self, *args: Any, **values: Any) -> NoReturn:
        """Refuse."""
        _refuse()


class Worker(models.Model):
    """A worker that runs tasks. As long as it lives, it counts on."""

    name = models.CharField(max_length=64, primary_key=True)
    beats = models.BigIntegerField(default=0)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Repeated(models.Model):
    """When a task that is done again and again is due next."""

    path = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path


class Tally(models.Model):
    """How often something was asked for in a window that ends at `until` (seconds since 1970). `key` is a hash of what
    and by whom, and tells neither."""

    key = models.CharField(max_length=40, primary_key=True)
    until = models.BigIntegerField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.count}"
