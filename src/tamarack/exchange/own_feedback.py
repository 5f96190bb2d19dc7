"""All of someone's requests for feedback: whom they asked, what was promised, and what the result shows; no more."""

from typing import Any

from django.utils.translation import gettext

from tamarack.assessment.feedback import Result, Row, result_of
from tamarack.assessment.feedback_words import (
    alpha_words,
    part_name,
    place_words,
    reading_words,
    spread_words,
)
from tamarack.assessment.models import KEEP, TRY, FeedbackComment, FeedbackRequest
from tamarack.assessment.queries.feedback import asked_by, refuses_requests, requests_with_people
from tamarack.assessment.queries.rating import read_answers
from tamarack.people.models import Person
from tamarack.rubric.queries import framework

KEPT = (
    "id",
    "title",
    "criteria",
    "message",
    "reviewer",
    "reviewer_email",
    "opens_on",
    "until",
    "closed_on",
    "state",
    "promise",
)


def feedback_document(person: Person) -> dict[str, Any]:
    """What is written as JSON. Who of those asked has answered is in it as little as on any page."""
    found = requests_with_people(person)
    own = {row.assessment_id for row in found if row.assessment_id}
    answers = read_answers(own) if own else {}
    return {
        "withheld": gettext(
            "Ratings and comments below the threshold, and comments for the reviewer alone, are withheld. Whether "
            "there are any is not told, since it would tell who answered."
        ),
        "wants_no_requests": refuses_requests(person),
        "requests": [_request(row, result_of(row, answers.get(row.assessment_id or 0, {}))) for row in found],
    }


def _request(request: FeedbackRequest, result: Result) -> dict[str, Any]:
    rubric = framework(request.version_id)
    return {
        **{name: getattr(request, name) for name in KEPT},
        "framework": rubric.code,
        "version": rubric.version,
        "assessment": request.assessment_id,
        "asked": [
            {"name": row.name, "email": row.email, "group": row.group, "language": row.language, "ended": row.withdrawn}
            for row in asked_by(request)
        ],
        "result": _result(request, result) if request.is_closed else None,
    }


def _result(request: FeedbackRequest, result: Result) -> dict[str, Any]:
    comments: list[FeedbackComment] = request.readable  # type: ignore[attr-defined]
    names = {KEEP: "keep", TRY: "try next"}
    return {
        "criteria": [_row(result, row) for row in result.rows],
        "agreement": {part_name(part): alpha_words(tenths) for part, tenths in result.agreed},
        "comments": [
            {"about": names.get(row.about, row.about), "group": part_name(row.part), "name": row.name, "text": row.text}
            for row in comments
        ],
    }


def _row(result: Result, row: Row) -> dict[str, Any]:
    rubric = result.framework
    return {
        "criterion": row.criterion.code,
        "self": row.own.value or None,
        "managers": [
            {"name": name, "rating": place_words(rubric, cell.place) if cell else None}
            for name, cell in zip(result.managers, row.managers, strict=True)
        ],
        "groups": {
            part_name(part): {
                "mean": place_words(rubric, cell.place),
                "apart": spread_words(rubric, cell.spread) if cell.spread else None,
            }
            for part, cell in row.cells.items()
        },
        "others": place_words(rubric, row.others) if row.others else None,
        "reading": reading_words(row.reading) or None,
    }
