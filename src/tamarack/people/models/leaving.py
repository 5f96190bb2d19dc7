"""What is kept so that an account can be erased wholly, and taken back for a while."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.utils import timezone

GRACE = timedelta(days=14)


class FormerAddress(models.Model):
    """A confirmed address that someone took off their account; others may have asked them there. It goes with them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_addresses")
    email = models.EmailField()
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("until",)

    def __str__(self) -> str:
        return self.email


class Leaving(models.Model):
    """An erased account, sealed: the rows are gone, and what would bring them back can be opened by its person alone.

    `sealed` is encrypted with a key that stands in the link they got, and nowhere here. After `until` the row goes.
    """

    begun_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()
    # Digests of the addresses and names: rows of others that come back later are looked through for them.
    known_by = models.JSONField(default=list, db_default=Value([], models.JSONField()))

    def __str__(self) -> str:
        return f"{self.pk}"


class HeldFile(models.Model):
    """A file of an erased account, kept in the store for as long as the account could come back."""

    leaving = models.ForeignKey(Leaving, on_delete=models.CASCADE, related_name="files")
    stored = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return f"{self.pk}"
