"""What happens to a draft while it is written: edits, comments, who is there, and how its translations stand."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from tamarack.stewardship.models.draft import Draft

TEXT_MOST = 4000
"""Characters of a text of a rubric, and of a comment."""


class Edit(models.Model):
    """One change of a draft that can be taken back: of a text, or of its structure. Kept as the draft's history."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="edits")
    verb = models.CharField(max_length=30)
    subject = models.CharField(max_length=90, blank=True)
    field = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    # Of the structure: codes that the words name, and the parts of the document before and after.
    data = models.JSONField(default=dict, blank=True)
    parts = models.JSONField(default=dict, blank=True)
    undoes = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar = [models.Index(fields=["draft", "subject"])]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.verb} {self.subject}"

    @property
    def is_of_structure(self) -> bool:
        """Whether it changed the structure, and not a text."""
        return not self.field


class CellComment(models.Model):
    """What a steward says about a place of a draft; read and settled by its stewards."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="comments")
    subject = models.CharField(max_length=90, blank=True)
    text = models.TextField(max_length=TEXT_MOST)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("said_at", "pk")
        indexes: ClassVar = [models.Index(fields=["draft", "subject"])]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.subject}"


class Presence(models.Model):
    """That someone has a page of a draft open; gone after a few minutes."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.CharField(max_length=90, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "person"], name="present_once_a_draft")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.person_id} {self.at}"


class TextState(models.Model):
    """When a text of a draft was written and reviewed. `led_at`: when it last led the others."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=90, blank=True)
    field = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    led_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "subject", "field", "language"], name="one_state_a_text"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.subject} {self.field} {self.language}"
