"""Assessments, their ratings, the feedback of others, reviews in which two people agree them, and campaigns."""

from tamarack.assessment.models.campaign import (
    CAMPAIGN_MESSAGE_MOST,
    PURPOSE_MOST,
    Asked,
    Campaign,
    CampaignMute,
    Imported,
)
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
    "CAMPAIGN_MESSAGE_MOST",
    "EARLIEST",
    "FEEDBACK_MESSAGE_MOST",
    "KEEP",
    "NAME_MOST",
    "NOTE_MOST",
    "PURPOSE_MOST",
    "REMARK_LINES_MOST",
    "REMARK_MOST",
    "TRY",
    "Asked",
    "Assessment",
    "Campaign",
    "CampaignMute",
    "FeedbackAnswer",
    "FeedbackComment",
    "FeedbackRefusal",
    "FeedbackRequest",
    "FeedbackRespondent",
    "Imported",
    "Rating",
    "Review",
    "ReviewEvent",
    "ReviewMessage",
    "ReviewRating",
]
