"""Feedback: what people whom someone asks say of their practice. Until a request closes, nobody reads it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamarack.assessment.models.rating import NAME_MOST, Assessment
from tamarack.core.agreement import THRESHOLD
from tamarack.rubric.models import Version

FEEDBACK_MESSAGE_MOST = 2000
"""Characters of what the requester writes to all respondents."""
REMARK_MOST = 2000
"""Characters of a respondent's comment."""
REMARK_LINES_MOST = 60


class FeedbackRequest(models.Model):
    """What someone asks others: which criteria, until when, with what promise.

    A group is shown from `threshold` raters on, which the person's organisations may raise. `had_enough` is set when as
    many anonymous answers are given, and stays: so that nobody sees one taken back.
    `promise` keeps, in each language, what the respondents were told of who sees what. `published` holds what the
    result shows, made once when the request closes (`tamarack.assessment.actions.closing`); what it may not show is
    not kept.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("feedback", "Planned")
        OPEN = "open", pgettext_lazy("feedback", "Open")
        CLOSED = "closed", pgettext_lazy("feedback", "Closed")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feedback_requests")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    title = models.CharField(max_length=NAME_MOST)
    criteria = models.JSONField()
    message = models.TextField(max_length=FEEDBACK_MESSAGE_MOST, blank=True)
    reviewer = models.CharField(max_length=120, blank=True)
    reviewer_email = models.EmailField(blank=True)
    opens_on = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    had_enough = models.BooleanField(default=False)
    threshold = models.PositiveSmallIntegerField(default=THRESHOLD)
    promise = models.JSONField(default=dict)
    published = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)
    # The site that its person brought it along from; nobody here has seen that it is so.
    brought_from = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-opens_on", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["person", "state"]),
            models.Index(fields=["state", "until"]),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it has begun and is not closed."""
        return self.state == self.State.OPEN

    @property
    def is_planned(self) -> bool:
        """Whether it is still to begin."""
        return self.state == self.State.PLANNED

    @property
    def is_closed(self) -> bool:
        """Whether its result can be read."""
        return self.state == self.State.CLOSED

    def takes_on(self, today: date) -> bool:
        """Whether respondents can answer."""
        return self.is_open and today <= self.until


class FeedbackRespondent(models.Model):
    """Someone who is asked. `link` makes the private link; how they stand is theirs alone, and gone at closing."""

    class Group(models.TextChoices):
        MANAGER = "manager", pgettext_lazy("group", "Manager")
        PEERS = "peers", pgettext_lazy("group", "Peers")
        REPORTS = "reports", pgettext_lazy("group", "Reports")
        STUDENTS = "students", pgettext_lazy("group", "Students")
        PARTNERS = "partners", pgettext_lazy("group", "Partners")

    class State(models.TextChoices):
        ASKED = "asked"
        ANSWERED = "answered"
        DECLINED = "declined"

    request = models.ForeignKey(FeedbackRequest, on_delete=models.CASCADE, related_name="respondents")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    group = models.CharField(max_length=10, choices=Group)
    language = models.CharField(max_length=2, default="en")
    link = models.CharField(max_length=40)
    withdrawn = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    has_read = models.BooleanField(default=False)
    refused_all = models.BooleanField(default=False)
    mailed_on = models.DateField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "email"], name="asked_once_a_request"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_named(self) -> bool:
        """Whether what they say stands beside their name: managers are told so."""
        return self.group == self.Group.MANAGER

    @property
    def has_answered(self) -> bool:
        """Whether they have given their feedback."""
        return self.state == self.State.ANSWERED

    @property
    def has_declined(self) -> bool:
        """Whether they have declined."""
        return self.state == self.State.DECLINED


class FeedbackAnswer(models.Model):
    """What a respondent has saved so far, or given: gone when the request closes.

    `ratings` has a value by criterion, `remarks` a text and whom it is for, by criterion or by `KEEP` and `TRY`.
    """

    respondent = models.OneToOneField(
        FeedbackRespondent, on_delete=models.CASCADE, primary_key=True, related_name="answer"
    )
    ratings = models.JSONField(default=dict)
    remarks = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.pk}"


class FeedbackComment(models.Model):
    """A comment that may be read, as it is kept from the closing on: nothing but its part leads to who wrote it.

    Rows are written in a random order. `name` is there where its author signed it. `part` is a group or the pool.
    """

    class For(models.TextChoices):
        NAMED = "named", _("Shown with my name")
        UNNAMED = "unnamed", _("Shown without my name")
        REVIEWER = "reviewer", _("For the reviewer alone")

    request = models.ForeignKey(FeedbackRequest, on_delete=models.CASCADE, related_name="comments")
    about = models.CharField(max_length=40)
    part = models.CharField(max_length=10)
    name = models.CharField(max_length=120, blank=True)
    for_reviewer = models.BooleanField(default=False)
    text = models.TextField(max_length=REMARK_MOST)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}"


class FeedbackRefusal(models.Model):
    """An address that wants no more requests for feedback, as a keyed hash from which it cannot be read."""

    address = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.address[:8]


KEEP, TRY = "+keep", "+try"
"""What a respondent says at the end: one thing to keep, one thing to try next. No criterion's code begins so."""
