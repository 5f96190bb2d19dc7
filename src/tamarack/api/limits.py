"""How often operations may be asked for that do what a limited page does: they have its limit, and its count.

A line an operation and the page, by their names; a program and its person's browser together keep the limit.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from tamarack.api.problems import ApiError
from tamarack.common.limits import ARCHIVE, FILE, LOOK, MAIL, UPLOAD, WRITE, Limit, asker, wait_for
from tamarack.core.errors import N_

logger = logging.getLogger("tamarack.limits")

NAMES: tuple[tuple[Limit, str], ...] = (
    (FILE, "read_assessment_file:assessment_file read_plan_file:plan_file read_log_file:log_file "
          "read_resource_file:resources_file read_workbook:workbook_blank read_draft_file:draft_file "
          "read_event_file:event_file read_crosswalk_file:steward_crosswalk_file list_hints:draft_checks "
          "propose_helpers:help_propose read_publishing:draft_publish publish_draft:draft_publish"),
    (ARCHIVE, "take_data:account_archive ask_archive:account_data read_archive:account_archive "
             "bring_archive:account_bring read_portfolio_archive:portfolio_archive"),
    (UPLOAD, "add_evidence_file:file_add add_proof:log_activity take_filled_workbook:workbook "
            "take_resource_file:resources_take look_at_member_file:org_import import_members:org_import "
            "set_logo:org_set_logo look_at_cohort:cohort import_cohort:cohort take_draft_translation:draft_files "
            "begin_framework:framework_new begin_framework_from_file:framework_new log_activity:log_new "
            "change_activity:log_activity review_draft_texts:draft_translation keep_evidence:evidence_new"),
    (MAIL, "invite_member:org_invitations ask_feedback:feedback_people ask_more_people:feedback_people "
          "invite_reviewer:review_new ask_endorsement:endorsement_ask begin_campaign:campaign_new "
          "remind_campaign:campaign_remind add_steward:stewards"),
    (WRITE, "make_proposal:proposal_new comment_proposal:proposal_comment answer_consultation:consultation_part "
           "listen_consultations:consultations_listen found_organisation:org_new"),
    (LOOK, "compare_versions:compare"),
)  # fmt: skip
LIMITS: dict[str, tuple[Limit, str]] = {
    operation: (limit, page)
    for limit, names in NAMES
    for operation, page in (pair.split(":") for pair in names.split())
}


def counted(operation: Callable[..., HttpResponse], name: str) -> Callable[..., HttpResponse]:
    """An operation that is refused where it is asked for too often."""
    if name not in LIMITS:
        return operation

    @wraps(operation)
    def limited(request: HttpRequest, **values: Any) -> HttpResponse:
        check_limit(request, name)
        return operation(request, **values)

    return limited


def check_limit(request: HttpRequest, name: str) -> None:
    """Count a call of what has a limit.

    Raises
    ------
    ApiError
        If there were too many, on pages and by programs together.
    """
    limit, page = LIMITS[name]
    token = request.token  # type: ignore[attr-defined]
    if wait := wait_for(limit, page, asker(limit, token and token.person_id, request)):
        logger.warning("Asked for too often.")
        raise ApiError(429, "too_many_calls", N_("This was asked for too often. Please wait {seconds} seconds."),
                       {"Retry-After": str(wait)}, seconds=wait)  # fmt: skip
