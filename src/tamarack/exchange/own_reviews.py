"""All of someone's reviews as JSON: those of their assessments, and what they said in those of others."""

from typing import Any

from tamarack.assessment.models import Review
from tamarack.assessment.queries.review import given_reviews, own_reviews, talked
from tamarack.people.models import Person


def review_documents(person: Person) -> dict[str, Any]:
    """What is written as JSON, by the name of its file."""
    return {
        "reviews.json": [_whole(review) for review in own_reviews(person)],
        "reviews-given.json": [_given(person, review) for review in given_reviews(person)],
    }


def _whole(review: Review) -> dict[str, Any]:
    """A review of one's own assessment: everything that was said and done in it."""
    said = talked(review)
    return {
        "id": review.pk,
        "assessment": review.assessment_id,
        "corrects": review.corrects_id,
        "reviewer": {"name": review.reviewer_name, "email": review.reviewer_email, "relation": review.relation},
        "message": review.message,
        "state": review.state,
        "shows_notes": review.shows_notes,
        "until": review.until,
        "invited": review.created_at,
        "signed": {"person": review.person_signed_at, "reviewer": review.reviewer_signed_at},
        "ratings": [
            {"criterion": row.criterion, "reviewer": row.value, "reason": row.reason, "agreed": row.agreed}
            for row in said.ratings.values()
        ],
        "messages": [
            {"criterion": row.criterion, "author": str(row.author or ""), "text": row.text, "at": row.at}
            for rows in said.messages.values()
            for row in rows
        ],
        "log": [{"who": str(row.who or ""), "what": row.what, "about": row.about, "at": row.at} for row in said.events],
    }


def _given(person: Person, review: Review) -> dict[str, Any]:
    """A review of someone else's assessment: what one said and signed oneself, and nothing of theirs."""
    return {
        "id": review.pk,
        "person": str(review.person),
        "state": review.state,
        "signed": review.reviewer_signed_at,
        "ratings": [
            {"criterion": row.criterion, "reviewer": row.value, "reason": row.reason} for row in review.ratings.all()
        ],
        "messages": [
            {"criterion": row.criterion, "text": row.text, "at": row.at}
            for row in review.messages.all()
            if row.author_id == person.pk
        ],
    }
