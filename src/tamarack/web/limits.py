"""How often pages may be asked for that are expensive, or can be guessed at: a line an address, by its name.

Signing in, codes, passwords and addresses are limited by django-allauth (BY_ALLAUTH). Answers to a rubric are not
limited: a save must never be refused to someone who writes (decision 54).
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from tamarack.common.limits import ARCHIVE, FILE, LOOK, MAIL, MINUTE, UPLOAD, WRITE, Limit, asker, wait_for
from tamarack.web.errors import too_many

LINK = Limit(600, MINUTE, "network")
ENTRY = Limit(120, MINUTE, "network")

NAMES: tuple[tuple[Limit, str], ...] = (
    (LINK, "first_administrator unsubscribe calendar_feed feedback_for feedback_do feedback_step join endorse unhear "
          "account_keep campaign_mute showcase_shared showcase_shared_file recovery"),
    (FILE, "assessment_file plan_file log_file showcase_file org_figures_file org_compared_file team_figures_file "
          "consultation_file resources_file workbook_blank draft_file credential_file portfolio_file draft_checks "
          "event_file steward_crosswalk_file credential_picture help_propose role_file trial_file review_meeting "
          "steward_ratings draft_publish breach_file"),
    (ARCHIVE, "account_data account_archive account_bring portfolio_archive"),
    (UPLOAD, "file_add workbook resources_take org_import org_set_logo cohort draft_files framework_new log_new "
            "log_activity draft_translation evidence_new"),
    (MAIL, "org_invitations feedback_people review_new endorsement_ask campaign_new campaign_remind org_domain "
          "stewards org_provider"),
    (WRITE, "proposal_new proposal_comment consultation_part consultations_listen org_new trial_keep"),
    (LOOK, "search compare compare_file framework_file crosswalk_file release release_key showcase_shared_pdf "
          "rubric_review"),
    (ENTRY, "trial_start account_organisation account_confirm_elsewhere account_connect second_step_lost saml_acs "
           "saml_finish_acs saml_metadata openid_connect_callback socialaccount_signup"),
)  # fmt: skip
LIMITS: dict[str, Limit] = {name: limit for limit, names in NAMES for name in names.split()}
BY_ALLAUTH = frozenset({
    "account_login", "account_signup", "account_reset_password", "account_reset_password_from_key", "account_email",
    "account_change_password", "account_set_password", "account_reauthenticate", "account_email_verification_sent",
    "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_login_webauthn", "mfa_activate_totp",
})  # fmt: skip


class LimitMiddleware:
    """Refuse what is asked for too often, and say when to try again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Count what has a limit."""
        name = request.resolver_match.url_name if request.resolver_match else None
        limit = LIMITS.get(name or "")
        # Views do for HEAD and OPTIONS, and whatever else comes, what they do for GET.
        method = "POST" if request.method == "POST" else "GET"
        if limit is None or method not in limit.methods:
            return None
        wait = wait_for(limit, str(name), asker(limit, request.user.pk, request))
        return too_many(request, wait) if wait else None
