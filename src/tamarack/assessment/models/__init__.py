"""Assessments, their ratings, and the reviews in which two people agree them."""

from tamarack.assessment.models.rating import EARLIEST, NAME_MOST, NOTE_MOST, Assessment, Rating
from tamarack.assessment.models.review import Review, ReviewEvent, ReviewMessage, ReviewRating

__all__ = [
    "EARLIEST",
    "NAME_MOST",
    "NOTE_MOST",
    "Assessment",
    "Rating",
    "Review",
    "ReviewEvent",
    "ReviewMessage",
    "ReviewRating",
]
