"""The tables whose rows go along with a person, each after those that it leads to.

What belongs to an organisation, an issuer, or a rubric's history stays where it is: places, grants, campaigns, help
offered and sought, requests to issuers, what one did for rubrics, and what one said in other people's reviews. The
archive tells of it, but another site could do nothing with it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from tamarack.assessment.feedback import result_of
from tamarack.assessment.models import (
    Assessment,
    FeedbackComment,
    FeedbackRequest,
    FeedbackRespondent,
    Rating,
    Review,
    ReviewEvent,
    ReviewMessage,
    ReviewRating,
)
from tamarack.common.links import new_link
from tamarack.core.formats.profile import read_profile
from tamarack.growth.models import Action, CheckIn, Goal, GoalEvent, Resource, Rhythm, Role
from tamarack.portfolio.models import (
    Acceptance,
    Activity,
    Endorsement,
    Evidence,
    Exemption,
    File,
    Following,
    Impact,
    Link,
    SharedEvidence,
    Showcase,
    ShowcaseEntry,
    Support,
    Tag,
)
from tamarack.rubric.queries import framework

Values = dict[str, Any]
ALL = Q()


@dataclass(frozen=True)
class Kind:
    """A table that goes along.

    Attributes
    ----------
    whose : str
        The way from a row to its person.
    only : Q
        Which rows go.
    anew : mapping of str to callable
        Fields that open something, or are about this site alone: what stands there instead.
    numbers : mapping of str to model
        Fields that hold the number of a row of another table, without a foreign key.
    check : callable, optional
        Raises where a row's data could not be shown.
    """

    model: type[Model]
    whose: str = "person"
    only: Q = ALL
    anew: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    numbers: Mapping[str, type[Model]] = field(default_factory=dict)
    check: Callable[[Any], object] | None = None

    @property
    def label(self) -> str:
        """The table's name."""
        return str(self.model._meta.label)


def _profile(row: Any) -> None:
    """See that what a role asks for can be read."""
    document = row.document if isinstance(row, Role) else row.profile
    if document is not None:
        read_profile(json.dumps(document).encode(), framework(row.version_id))


def _result(row: FeedbackRequest) -> None:
    """See that the result of a request can be shown."""
    result_of(row, {})


CLOSED = Q(state=FeedbackRequest.State.CLOSED)
SIGNED = Q(state=Review.State.SIGNED)
IN_CLOSED = Q(request__state=FeedbackRequest.State.CLOSED)
IN_SIGNED = Q(review__state=Review.State.SIGNED)
CONFIRMED = Q(confirmed_at__isnull=False, withdrawn_at=None, revoked_at=None)

KINDS = (
    Kind(Assessment),
    Kind(Rating, "assessment__person", anew={"seen": dict}),
    Kind(Role, check=_profile),
    Kind(Resource),
    Kind(Goal, check=_profile),
    Kind(GoalEvent, "goal__person"),
    Kind(Action),
    Kind(CheckIn),
    Kind(Rhythm, anew={"calendar": str, "reminders": bool, "reminded_for": lambda: None}),
    Kind(Evidence, numbers={"action": Action}),
    Kind(Activity, numbers={"action": Action, "evidence": Evidence}),
    Kind(Following),
    Kind(Exemption, "following__person"),
    Kind(Support, "evidence__person"),
    Kind(Tag, "evidence__person"),
    Kind(Link, "evidence__person"),
    Kind(File),
    Kind(Impact, "evidence__person"),
    Kind(Endorsement, "evidence__person", CONFIRMED, anew={"link": new_link}),
    Kind(FeedbackRequest, only=CLOSED, check=_result),
    Kind(FeedbackRespondent, "request__person", IN_CLOSED, anew={"link": new_link}),
    Kind(FeedbackComment, "request__person", IN_CLOSED & Q(for_reviewer=False)),
    Kind(Review, only=SIGNED),
    Kind(ReviewRating, "review__person", IN_SIGNED),
    Kind(ReviewMessage, "review__person", IN_SIGNED),
    Kind(ReviewEvent, "review__person", IN_SIGNED),
    Kind(SharedEvidence, "evidence__person", IN_SIGNED),
    Kind(Acceptance, "review__person", IN_SIGNED),
    Kind(Showcase, anew={"link": str, "until": lambda: None}),
    Kind(ShowcaseEntry, "showcase__person"),
)  # fmt: skip
BY_LABEL = {kind.label: kind for kind in KINDS}
