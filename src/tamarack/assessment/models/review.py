"""Reviews: a practitioner and a reviewer talk a self-assessment through, and both sign what they agree."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamarack.assessment.models.feedback import FeedbackRequest
from tamarack.assessment.models.rating import NOTE_MOST, Assessment

MESSAGE_MOST = 4000
"""Characters of an invitation, a reason, or a message."""


class Review(models.Model):
    """A meeting about one submitted assessment. The self-ratings stay as they were; what is agreed stands beside.

    It is also the grant by which the reviewer sees what the person chose, until a day, and as long as the review is
    neither declined nor stepped back from. What both have signed never changes: a correction is a new review, which
    `corrects` the old one.
    """

    class Relation(models.TextChoices):
        MANAGER = "manager", _("Manager")
        MENTOR = "mentor", _("Mentor")
        PEER = "peer", _("Peer")

    class State(models.TextChoices):
        INVITED = "invited", _("Invited")
        OPEN = "open", _("Under way")
        SIGNED = "signed", _("Signed by both")
        DECLINED = "declined", pgettext_lazy("review", "Declined")
        LEFT = "left", _("Stepped back from")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reviews")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews_given"
    )
    reviewer_name = models.CharField(max_length=120)
    reviewer_email = models.EmailField()
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.MANAGER)
    message = models.TextField(max_length=MESSAGE_MOST, blank=True)
    shows_notes = models.BooleanField(default=True)
    feedback = models.ManyToManyField(FeedbackRequest, blank=True, related_name="reviews")
    until = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    corrects = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections")
    created_at = models.DateTimeField(default=timezone.now)
    person_signed_at = models.DateTimeField(null=True, blank=True)
    reviewer_signed_at = models.DateTimeField(null=True, blank=True)
    # The site that its person brought it along from; nobody here has seen that it is so.
    brought_from = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "state"]), models.Index(fields=["reviewer", "state"])]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_signed(self) -> bool:
        """Whether both have signed what they agreed."""
        return self.state == self.State.SIGNED

    def is_open_on(self, today: date) -> bool:
        """Whether it can go on: it has begun, is not over, and the grant still holds."""
        return self.state == self.State.OPEN and today <= self.until


class ReviewRating(models.Model):
    """What a reviewer says of a criterion, and what both would agree on.

    `value` is the reviewer's own (the self-rating where they agree), `agreed` what is proposed to be signed, each a
    rating as in `Rating.value`; `agreed` is empty where both still have to settle it.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    reason = models.TextField(max_length=NOTE_MOST, blank=True)
    agreed = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_evaluation_a_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"


class ReviewMessage(models.Model):
    """What one of both says to the other, of a criterion or of everything."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    criterion = models.CharField(max_length=40, blank=True)
    text = models.TextField(max_length=MESSAGE_MOST)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.pk}"


class ReviewEvent(models.Model):
    """Who did or saw what of a review, and when. Both read this log."""

    class What(models.TextChoices):
        INVITED = "invited", _("invited")
        TOOK_UP = "took_up", _("took the invitation up")
        DECLINED = "declined", _("declined")
        SAW = "saw", _("looked at the assessment")
        SAW_EVIDENCE = "saw_evidence", _("looked at evidence")
        SHARED = "shared", _("changed what the reviewer may see")
        EVALUATED = "evaluated", _("evaluated criteria")
        PROPOSED = "proposed", _("proposed agreed ratings")
        ACCEPTED = "accepted", _("accepted evidence")
        TOOK_BACK = "took_back", _("took back the acceptance of evidence")
        SIGNED = "signed", _("signed")
        UNSIGNED = "unsigned", _("took the signature back")
        LEFT = "left", _("stepped back")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=20, choices=What)
    about = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.what}"
