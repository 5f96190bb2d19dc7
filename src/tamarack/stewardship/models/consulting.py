"""Consultations on a draft, what is answered to them, and when a rubric is looked at next."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.people.models import Organisation
from tamarack.rubric.models import Framework
from tamarack.stewardship.models.draft import Draft
from tamarack.stewardship.models.voice import SAID_MOST, _whoever


class Consultation(models.Model):
    """That a draft is put to everyone, from a day to a day. What it says is kept as it was when it opened."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="consultations")
    opens = models.DateField()
    closes = models.DateField()
    text = models.JSONField(default=dict)
    begun_by = _whoever()
    begun_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    document = models.JSONField(null=True, blank=True)
    # What is told, made once when it closes (`stewardship.queries.results`).
    results = models.JSONField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-opens", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft"], condition=Q(closed_at=None), name="one_consultation_a_draft"),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="a_consultation_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.draft}"

    @property
    def is_open(self) -> bool:
        """Whether it can be answered: from its first day to its last."""
        return bool(self.opened_at) and not self.closed_at and timezone.localdate() <= self.closes

    @property
    def said(self) -> dict[str, Any]:
        """The text that it is about: as it was when it opened, or as it is before."""
        found: dict[str, Any] = self.document if self.document is not None else self.draft.document
        return found


class Response(models.Model):
    """What someone answers to a consultation, for themselves or for an organisation that they own."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="responses")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    written_by = _whoever()
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "person"], name="a_person_answers_once"),
            models.UniqueConstraint(fields=["consultation", "organisation"], name="an_organisation_answers_once"),
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="answered_by_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Opinion(models.TextChoices):
    """What may be answered to a question."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NONE = "none", _("No opinion")


class Answer(models.Model):
    """What is answered about one criterion. Words are quoted only where that is allowed, by name only where that is."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    criterion = models.CharField(max_length=40)
    clear = models.CharField(max_length=10, choices=Opinion, blank=True)
    relevant = models.CharField(max_length=10, choices=Opinion, blank=True)
    distinct = models.CharField(max_length=10, choices=Opinion, blank=True)
    wording = models.TextField(max_length=SAID_MOST, blank=True)
    quote = models.BooleanField(default=False)
    named = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["response", "criterion"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.response_id} {self.criterion}"


class NextReview(models.Model):
    """The day on which a rubric is looked at next, and what its stewards say of it."""

    framework = models.OneToOneField(Framework, on_delete=models.CASCADE, related_name="next_review")
    day = models.DateField()
    text = models.JSONField(default=dict, blank=True)
    set_at = models.DateTimeField(default=timezone.now)
    set_by = _whoever()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.framework_id} {self.day}"


class ReviewReminder(models.Model):
    """That the stewards of a rubric were reminded of a review, so many days before it: once."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    ahead = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "day", "ahead"], name="reminded_of_a_review_once"),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.day} {self.ahead}"
