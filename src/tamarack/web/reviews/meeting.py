"""The agenda of a review's meeting: what both see otherwise, the person's focus, what waits for evidence."""

from typing import Any

from tamarack.assessment.models import Review
from tamarack.assessment.queries.review import talked
from tamarack.core.growth import next_step
from tamarack.growth.queries import leading_goal
from tamarack.web.reviews.rows import review_parts


def agenda(review: Review, *, theirs: bool) -> dict[str, Any]:
    """What to talk about, beginning with what goes well; the person's focus is on their own sheet alone."""
    said = talked(review)
    rubric = said.answers.framework
    rows = [row for area in review_parts(review, said, (), theirs=theirs) for row in area.rows]
    goal = None if theirs else leading_goal(review.person, review.assessment.version_id)
    focus = [rubric.criterion(code) for code in goal.focus] if goal else []
    return {
        "agreed": [row for row in rows if row.agrees and row.answer.value in rubric.ranks],
        "differ": [row for row in rows if row.differs],
        "open": [row for row in rows if row.answer.is_rated and row.rating is None],
        "goal": goal,
        "focus": [
            (row, next_step(rubric, row, said.agreed.get(row.code) or said.answers.of(row.code).counted))
            for row in focus
        ],
        "framework": rubric,
    }
