"""People who help each other grow: offers, wishes, and the matches that both have to accept."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.people.models import Organisation
from tamarack.rubric.models import Version

CAPACITY_MOST = 20
OPEN_FOR = timedelta(days=14)
"""How long both can answer to a proposal."""
AGAIN_AFTER = timedelta(days=180)
"""When the same two may be proposed to each other again, whatever became of it."""


class Reach(models.TextChoices):
    """With whom someone wants to be matched."""

    TEAM = "team", _("My own team")
    ORGANISATION = "organisation", _("My organisation")
    ANYWHERE = "anywhere", _("Anyone on this site")


class Offer(models.Model):
    """That someone helps others in an organisation, or from it anyone: their own choice, seen within its reach."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="offers")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offers")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    capacity = models.PositiveSmallIntegerField(default=1)
    languages = models.JSONField(default=list)
    reach = models.CharField(max_length=12, choices=Reach, default=Reach.ORGANISATION)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("person__name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_offer_in_an_organisation"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=CAPACITY_MOST), name="an_offer_is_for_some_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Source(models.TextChoices):
    """Where someone has a level from."""

    AGREED = "agreed", _("agreed in a review")
    SELF = "self", _("self-rated")


class OfferedLevel(models.Model):
    """A criterion that someone helps with, at a level that they have: where from, and of which day."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="levels")
    criterion = models.CharField(max_length=40)
    level = models.CharField(max_length=40)
    source = models.CharField(max_length=10, choices=Source)
    of = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["offer", "criterion"], name="one_level_a_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.level}"


class Wish(models.Model):
    """That someone seeks help with some criteria. Nobody sees it but who is proposed to them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wishes")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="wishes")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    criteria = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    reach = models.CharField(max_length=12, choices=Reach, default=Reach.ORGANISATION)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_wish_in_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Match(models.Model):
    """Two who were proposed to each other, with why; `why` keeps criterion, level and source as they were then.

    Each answers for themself, and sees the other's answer only when both have said yes: that the other said no looks
    the same as that they said nothing, until the proposal is over and afterwards.
    """

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    helper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="matches_as_helper")
    seeker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="matches_as_seeker")
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    fit = models.PositiveIntegerField()
    why = models.JSONField(default=list)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    helper_says = models.CharField(max_length=3, choices=Answer, default=Answer.NONE, blank=True)
    seeker_says = models.CharField(max_length=3, choices=Answer, default=Answer.NONE, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-proposed_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["helper", "until"]), models.Index(fields=["seeker", "until"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(helper=F("seeker")), name="nobody_helps_themself"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_agreed(self) -> bool:
        """Whether both have said yes."""
        return self.helper_says == self.seeker_says == self.Answer.YES

    @property
    def is_under_way(self) -> bool:
        """Whether both have said yes, and neither has ended it."""
        return self.is_agreed and self.ended_at is None

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered: time is left, and not both have said yes."""
        return not self.is_agreed and self.ended_at is None and timezone.now() < self.until

    def says(self, person_id: int) -> str:
        """What one of the two has said."""
        return self.helper_says if person_id == self.helper_id else self.seeker_says
