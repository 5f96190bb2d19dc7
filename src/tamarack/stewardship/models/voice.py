"""What anyone says to a rubric: proposals, who supports them, what is said of them, and who wants to hear."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamarack.people.models import Person
from tamarack.rubric.models import Framework, Version
from tamarack.stewardship.models.draft import Draft

TITLE_MOST, SAID_MOST, WHY_MOST, LINKS_MOST = 200, 4000, 2000, 5


def _whoever() -> Any:
    """Who said something: nobody any more once their account is gone."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


def _shown(person: Person | None, named: bool) -> str:
    return (named and person is not None and person.name) or str(_("A member"))


class Said(models.Model):
    """Something that a person says, by name if they want to."""

    person = _whoever()
    named = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @property
    def by(self) -> str:
        """Who is shown to have said it."""
        return _shown(self.person, self.named)


class Proposal(models.Model):
    """What someone would change in a rubric, or misses in it."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("A change")
        GAP = "gap", _("Something is missing")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "open")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
        DECLINED = "declined", pgettext_lazy("proposal", "declined")
        MERGED = "merged", pgettext_lazy("proposal", "merged into another")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="proposals")
    # The version whose text it is about, and where: a code as in changes (COL, COL.1, COL.1.B), or empty for all of it.
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=90, blank=True)
    competency = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CHANGE)
    person = _whoever()
    named = models.BooleanField(default=False)
    title = models.CharField(max_length=TITLE_MOST)
    reason = models.TextField(max_length=SAID_MOST)
    wording = models.JSONField(default=dict, blank=True)
    links = models.JSONField(default=list, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    # When something was said or decided about it last.
    heard_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    draft = models.ForeignKey(Draft, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals")
    done = models.BooleanField(default=False)
    into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    why = models.TextField(max_length=WHY_MOST, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _whoever()

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["framework", "state", "-made_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(subject="") | models.Q(kind="gap"), name="only_a_gap_is_nowhere"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided yet."""
        return self.state == self.State.OPEN

    @property
    def by(self) -> str:
        """Who is shown to have proposed it."""
        return _shown(self.person, self.named and self.state != self.State.WITHDRAWN)


class Support(Said):
    """That someone is for a proposal, and why."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    reason = models.TextField(max_length=WHY_MOST, blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "person"], name="supported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Comment(Said):
    """What someone says of a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(max_length=SAID_MOST)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.pk}"


class Follow(models.Model):
    """That someone wants to hear what becomes of a proposal, and up to when they have seen it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["proposal", "person"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Listener(models.Model):
    """That someone wants to hear when a rubric is put to consultation."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="listeners")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["framework", "person"], name="listens_once")]

    def __str__(self) -> str:
        return f"{self.pk}"
