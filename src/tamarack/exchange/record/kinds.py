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

from tamarack.assessment.actions.feedback import REQUESTS_MOST, RESPONDENTS_MOST
from tamarack.assessment.actions.review import MESSAGES_MOST
from tamarack.assessment.feedback import result_of
from tamarack.assessment.models import (
    REMARK_LINES_MOST,
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
from tamarack.growth.actions.doing import ACTIONS_MOST
from tamarack.growth.actions.goals import GOALS_MOST
from tamarack.growth.actions.resources import RESOURCES_MOST
from tamarack.growth.actions.roles import ROLES_MOST
from tamarack.growth.models import Action, CheckIn, Goal, GoalEvent, Resource, Rhythm, Role
from tamarack.portfolio.actions.endorsements import ENDORSEMENTS_MOST
from tamarack.portfolio.actions.evidence import EVIDENCE_MOST, LINKS_MOST, SUPPORTS_MOST, TAGS_MOST
from tamarack.portfolio.actions.files import FILES_MOST
from tamarack.portfolio.actions.impact import IMPACTS_MOST
from tamarack.portfolio.actions.log import ACTIVITIES_MOST
from tamarack.portfolio.actions.schemes import EXEMPTIONS_MOST
from tamarack.portfolio.actions.showcases import ENTRIES_MOST, SHOWCASES_MOST
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
    most : int
        How many someone may have: as many as by the pages, or, where those have no limit, more than any real record.
    within : tuple of str
        Columns that lead to what each may have so many of; none, and it is the person.
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
    most: int = 2000
    within: tuple[str, ...] = ()
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

OF_EVIDENCE, OF_REQUEST, OF_REVIEW = ("evidence_id",), ("request_id",), ("review_id",)
REMARKS_MOST = RESPONDENTS_MOST * REMARK_LINES_MOST

KINDS = (
    Kind(Assessment),
    Kind(Rating, "assessment__person", within=("assessment_id",), anew={"seen": dict}),
    Kind(Role, most=ROLES_MOST, check=_profile),
    Kind(Resource, most=RESOURCES_MOST),
    Kind(Goal, most=GOALS_MOST, check=_profile),
    Kind(GoalEvent, "goal__person", within=("goal_id",)),
    Kind(Action, most=ACTIONS_MOST),
    Kind(CheckIn),
    Kind(Rhythm, anew={"calendar": str, "reminders": bool, "reminded_for": lambda: None}),
    Kind(Evidence, most=EVIDENCE_MOST, numbers={"action": Action}),
    Kind(Activity, most=ACTIVITIES_MOST, numbers={"action": Action, "evidence": Evidence}),
    Kind(Following),
    Kind(Exemption, "following__person", EXEMPTIONS_MOST, ("following_id",)),
    Kind(Support, "evidence__person", SUPPORTS_MOST, ("evidence_id", "version_id")),
    Kind(Tag, "evidence__person", TAGS_MOST, OF_EVIDENCE),
    Kind(Link, "evidence__person", LINKS_MOST, OF_EVIDENCE),
    Kind(File, most=FILES_MOST, within=("evidence_id", "activity_id")),
    Kind(Impact, "evidence__person", IMPACTS_MOST, OF_EVIDENCE),
    Kind(Endorsement, "evidence__person", ENDORSEMENTS_MOST, OF_EVIDENCE, CONFIRMED, anew={"link": new_link}),
    Kind(FeedbackRequest, most=REQUESTS_MOST, only=CLOSED, check=_result),
    Kind(FeedbackRespondent, "request__person", RESPONDENTS_MOST, OF_REQUEST, IN_CLOSED, anew={"link": new_link}),
    Kind(FeedbackComment, "request__person", REMARKS_MOST, OF_REQUEST, IN_CLOSED & Q(for_reviewer=False)),
    Kind(Review, only=SIGNED),
    Kind(ReviewRating, "review__person", within=OF_REVIEW, only=IN_SIGNED),
    Kind(ReviewMessage, "review__person", MESSAGES_MOST, OF_REVIEW, IN_SIGNED),
    Kind(ReviewEvent, "review__person", within=OF_REVIEW, only=IN_SIGNED),
    Kind(SharedEvidence, "evidence__person", EVIDENCE_MOST, OF_REVIEW, IN_SIGNED),
    Kind(Acceptance, "review__person", EVIDENCE_MOST, OF_REVIEW, IN_SIGNED),
    Kind(Showcase, most=SHOWCASES_MOST, anew={"link": str, "until": lambda: None}),
    Kind(ShowcaseEntry, "showcase__person", ENTRIES_MOST, ("showcase_id",)),
)
BY_LABEL = {kind.label: kind for kind in KINDS}
