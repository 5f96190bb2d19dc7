"""A review as its page shows it: by competency and criterion, what each of both says."""

from collections.abc import Sequence
from dataclasses import dataclass

from tamarack.assessment.answers import Answer
from tamarack.assessment.feedback import Row
from tamarack.assessment.models import Review, ReviewMessage, ReviewRating
from tamarack.assessment.queries.review import Shown, Talked
from tamarack.core.framework import Competency, Criterion
from tamarack.core.levels import CompetencyStanding, standing
from tamarack.core.ratings import choices
from tamarack.portfolio.models import Acceptance, Support
from tamarack.portfolio.queries.reviewed import acceptances_in, supports_in


@dataclass(frozen=True)
class Reviewed:
    """A criterion in a review."""

    criterion: Criterion
    answer: Answer
    rating: ReviewRating | None
    supports: Sequence[tuple[Support, Acceptance | None]]
    messages: Sequence[ReviewMessage]
    values: Sequence[str]
    others: Sequence[Row]
    comments: Sequence[str]

    @property
    def differs(self) -> bool:
        """Whether the reviewer sees it otherwise."""
        return self.rating is not None and self.rating.value != self.answer.value

    @property
    def settled(self) -> bool:
        """Whether it is said what both would sign."""
        return self.rating is not None and self.rating.agreed != ""

    @property
    def agrees(self) -> bool:
        """Whether the reviewer sees it as the person does."""
        return self.rating is not None and not self.differs


@dataclass(frozen=True)
class Area:
    """A competency in a review, with where it stands by the person alone and by what is agreed."""

    competency: Competency
    rows: Sequence[Reviewed]
    own: CompetencyStanding
    agreed: CompetencyStanding | None

    @property
    def waits(self) -> bool:
        """Whether something that the person rated is not evaluated yet."""
        return any(row.rating is None for row in self.rows if row.answer.is_rated)

    @property
    def rated(self) -> bool:
        """Whether the person rated anything."""
        return any(row.answer.is_rated for row in self.rows)


def hints_in(feedback: Sequence[Shown]) -> list[str]:
    """What respondents gave to the reviewer alone at the end of their feedback."""
    return [text for shown in feedback for text in shown.comments.get("", ())]


def review_parts(review: Review, talked: Talked, feedback: Sequence[Shown], *, theirs: bool) -> list[Area]:
    """The competencies of a review; for its reviewer, notes only where the person shows them."""
    rubric = talked.answers.framework
    supports, accepted = supports_in(review), acceptances_in(review)
    agreed = standing(rubric, talked.agreed)
    hides_notes = theirs and not review.shows_notes

    def row(criterion: Criterion) -> Reviewed:
        answer = talked.answers.of(criterion.code)
        return Reviewed(
            criterion,
            answer._replace(note="") if hides_notes else answer,
            talked.ratings.get(criterion.code),
            [(support, accepted.get(support.pk)) for support in supports.get(criterion.code, ())],
            talked.messages.get(criterion.code, ()),
            choices(criterion),
            [row for shown in feedback if (row := shown.rows.get(criterion.code)) and (row.mean or row.managers)],
            [text for shown in feedback for text in shown.comments.get(criterion.code, ())],
        )

    return [
        Area(
            area, [row(criterion) for criterion in area.criteria], own,
            after if any(criterion.code in talked.agreed for criterion in area.criteria) else None,
        )
        for area, own, after in zip(
            rubric.competencies, talked.answers.standing.competencies, agreed.competencies, strict=True
        )
    ]  # fmt: skip
