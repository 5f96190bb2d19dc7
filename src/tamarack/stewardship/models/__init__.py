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
from tamarack.stewardship.models.crosswalk import Crosswalk, CrosswalkRow
from tamarack.stewardship.models.draft import Draft, Steward
from tamarack.stewardship.models.release import ReleaseKey
from tamarack.stewardship.models.voice import Comment, Follow, Listener, Proposal, Support
from tamarack.stewardship.models.workshop import TEXT_MOST, CellComment, Edit, Presence, TextState

__all__ = [
    "TEXT_MOST",
    "Answer",
    "CarryOver",
    "CellComment",
    "Comment",
    "Consultation",
    "Crosswalk",
    "CrosswalkRow",
    "Draft",
    "Edit",
    "Follow",
    "Listener",
    "NextReview",
    "Opinion",
    "Presence",
    "Proposal",
    "ReleaseKey",
    "Response",
    "ReviewReminder",
    "Steward",
    "Support",
    "TextState",
]
