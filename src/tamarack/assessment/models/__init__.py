"""Assessments, their ratings, the feedback of others, and the reviews in which two people agree them."""

from tamarack.assessment.models.feedback import (
    FEEDBACK_MESSAGE_MOST,
    KEEP,
    REMARK_LINES_MOST,
    REMARK_MOST,
    TRY,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackRefusal,
    FeedbackRequest,
    FeedbackRespondent,
)
from tamarack.assessment.models.rating import EARLIEST, NAME_MOST, NOTE_MOST, Assessment, Rating
from tamarack.assessment.models.review import Review, ReviewEvent, ReviewMessage, ReviewRating

__all__ = [
    "EARLIEST",
    "FEEDBACK_MESSAGE_MOST",
    "KEEP",
    "NAME_MOST",
    "NOTE_MOST",
    "REMARK_LINES_MOST",
    "REMARK_MOST",
    "TRY",
    "Assessment",
    "FeedbackAnswer",
    "FeedbackComment",
    "FeedbackRefusal",
    "FeedbackRequest",
    "FeedbackRespondent",
    "Rating",
    "Review",
    "ReviewEvent",
    "ReviewMessage",
    "ReviewRating",
]
