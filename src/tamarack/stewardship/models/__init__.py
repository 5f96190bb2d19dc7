"""Who keeps a rubric, what they work on, and what everyone says to it."""

from tamarack.stewardship.models.carrying import CarryOver
from tamarack.stewardship.models.consulting import (
    Answer,
    Consultation,
    NextReview,
    Opinion,
    Response,
    ReviewReminder,
)
from tamarack.stewardship.models.draft import Draft, Steward
from tamarack.stewardship.models.voice import Comment, Follow, Listener, Proposal, Support

__all__ = [
    "Answer",
    "CarryOver",
    "Comment",
    "Consultation",
    "Draft",
    "Follow",
    "Listener",
    "NextReview",
    "Opinion",
    "Proposal",
    "Response",
    "ReviewReminder",
    "Steward",
    "Support",
]
