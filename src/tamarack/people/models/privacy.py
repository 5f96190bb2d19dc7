"""What those keep who answer for personal information: who they are, notices read, breaches, what was erased."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.people.models.person import Person

WORDS_MOST = 4000


class PrivacyOfficer(models.Model):
    """Who answers for personal information here. Name, title and address stand on the page about privacy."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="officer")
    title = models.CharField(max_length=200)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.pk}"


class NoticeRead(models.Model):
    """That a person was told a version of the privacy notice, and said that they read it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "number"], name="a_notice_read_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class Breach(models.Model):
    """A breach of safeguards, as the register has to have it (PIPEDA, section 10.3; Quebec, A-2.1, r. 3.1)."""

    class Harm(models.TextChoices):
        OPEN = "open", _("Not assessed yet")
        NO = "no", _("No real risk of significant harm")
        YES = "yes", _("A real risk of significant harm")

    happened = models.CharField(_("When it happened, as far as is known"), max_length=200)
    found_on = models.DateField(_("Day on which it was found"))
    what = models.TextField(_("What happened, and why"), max_length=WORDS_MOST)
    information = models.TextField(_("Which personal information"), max_length=WORDS_MOST)
    people = models.PositiveIntegerField(_("How many people, as far as is known"), null=True, blank=True)
    harm = models.CharField(_("Risk of significant harm"), max_length=4, choices=Harm, default=Harm.OPEN)
    why = models.TextField(
        _("Why: how sensitive it is, what could follow, how likely misuse is"), max_length=WORDS_MOST, blank=True
    )
    commission_told_on = models.DateField(_("Day on which the commission was told"), null=True, blank=True)
    people_told_on = models.DateField(_("Day on which those concerned were told"), null=True, blank=True)
    done = models.TextField(_("What was done, and what will prevent it"), max_length=WORDS_MOST, blank=True)
    closed_on = models.DateField(_("Day on which it was closed"), null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-found_on", "-pk")

    def __str__(self) -> str:
        return f"{self.pk}"


class RetentionRun(models.Model):
    """That a rule of retention was applied, and how many rows it erased."""

    rule = models.CharField(max_length=40)
    erased = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.rule
