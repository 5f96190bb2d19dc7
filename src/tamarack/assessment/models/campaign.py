"""Campaigns: an organisation invites its people to assess themselves by a day, and learns how many did, never who."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tamarack.people.models import Organisation, Team
from tamarack.rubric.models import Version

PURPOSE_MOST = 500
"""Characters of what a campaign is for."""
CAMPAIGN_MESSAGE_MOST = 2000


class Campaign(models.Model):
    """An invitation to everyone in an organisation, or in one team of it.

    `mails` is how many mails everyone gets: the invitation, and each reminder since. What is kept of the answers are
    two numbers, rounded down to five, which only rise (`counted_on` says when they were last looked at).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="campaigns")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="campaigns")
    purpose = models.CharField(max_length=PURPOSE_MOST)
    message = models.TextField(max_length=CAMPAIGN_MESSAGE_MOST, blank=True)
    until = models.DateField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    mails = models.PositiveSmallIntegerField(default=1)
    mailed_at = models.DateTimeField(default=timezone.now)
    started = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)
    counted_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-begun_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_on=None, team=None), name="one_campaign_of_all_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(ended_on=None), name="one_campaign_of_a_team_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_running(self) -> bool:
        """Whether it is still on."""
        return self.ended_on is None

    def runs_on(self, day: date) -> bool:
        """Whether it is on, and its day not over."""
        return self.is_running and day <= self.until


class Asked(models.Model):
    """That someone is asked in a campaign, and how many of its mails they were sent. Whether they did, it does not say.

    `counts` is whether they are counted in it: in one running campaign at a time.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="asked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="asked")
    counts = models.BooleanField(default=True)
    mails = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["campaign", "mails"])]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "person"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class CampaignMute(models.Model):
    """That someone wants no mail about an organisation's campaigns. The organisation is not told."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="muted_campaigns")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "organisation"], name="campaigns_muted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Imported(models.Model):
    """Answers from a form that an organisation brought in for someone. They alone see them, and take them or not.

    `answers` is by criterion: value, reason, note.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imported")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answers = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "version", "organisation"], name="one_form_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
