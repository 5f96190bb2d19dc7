"""Who may open which page: every address by its name, with the rule that guards it. The docs' matrix is made of this,
and tests hold every page to it (tests/web/test_permissions_access.py). A page that is added gets its line here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

from tamarack.people.models import Person

LINK, TRIAL = "link", "trial"
GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Visitor:
    """Someone who comes by: who they are, if they are signed in, and what else they hold (a link, a trial)."""

    name: str
    person: Person | None = None
    holds: str = ""


@dataclass(frozen=True)
class Guard:
    """A rule as pages ask it: of a visitor and the thing that the page is about."""

    name: str
    allows: Callable[[Visitor, Any], bool]


ANYONE = Guard("anyone", lambda visitor, thing: True)
IN_DEMO = Guard("demo", lambda visitor, thing: True)
SIGNED_IN = Guard("signed in", lambda visitor, thing: visitor.person is not None)
WITH_LINK = Guard("link", lambda visitor, thing: visitor.holds == LINK)
WITH_TRIAL = Guard("trial", lambda visitor, thing: visitor.holds == TRIAL)
STAFF = Guard("administrator", lambda visitor, thing: visitor.person is not None and visitor.person.is_staff)
OPEN_TO_ALL = (ANYONE, IN_DEMO, SIGNED_IN)
"""Guards that say nothing of who has a part in a thing."""


def by(path: str) -> Guard:
    """The guard of a predicate in some app's rules: asked of who is signed in, never said of anyone else."""
    predicate = import_string(f"tamarack.{path}")
    test = getattr(predicate, "test", predicate)
    return Guard(path, lambda visitor, thing: visitor.person is not None and bool(test(visitor.person, thing)))


def by_oneself(path: str) -> Guard:
    """The guard of a predicate that is asked of who is signed in, whatever the page is about."""
    predicate = import_string(f"tamarack.{path}")
    return Guard(path, lambda visitor, thing: visitor.person is not None and bool(predicate.test(visitor.person)))


def to(path: str) -> Guard:
    """The guard of a rule that is asked of everyone, also of who is not signed in."""
    rule = import_string(f"tamarack.{path}")
    return Guard(path, lambda visitor, thing: bool(rule(visitor.person, thing)))


OWN = by("people.rules.is_own")
RATES = by("assessment.rules.can_rate")
SEES_REVIEW = by("assessment.rules.can_see_review")
EVALUATES = by("assessment.rules.can_evaluate")
MEMBER = by("people.rules.is_member")
OWNER = by("people.rules.is_owner")
LEADS = by("people.rules.leads")
MAY_BEGIN = by("assessment.rules.may_begin")
RUNS = by("assessment.rules.runs")
USES = by("growth.rules.uses")
DECIDES = by("portfolio.credential_rules.decides")
OFFICER = by_oneself("people.rules.is_officer")
STEWARD = by("stewardship.rules.is_steward")


@dataclass(frozen=True)
class Row:
    """An address: its name, what guards it, what that is asked of (a thing of someone's, by kind), what it takes."""

    name: str
    guard: Guard
    of: str = ""
    takes: tuple[str, ...] = GET


SITE = (
    *(Row(name, ANYONE) for name in ("healthz", "readyz", "home", "about", "privacy", "accessibility")),
    Row("first_administrator", WITH_LINK, "first", BOTH),
    *(
        Row(name, ANYONE)
        for name in (
            "frameworks",
            "framework",
            "framework_file",
            "competency",
            "search",
            "versions",
            "version",
            "version_competency",
            "compare",
            "compare_file",
            "release",
            "release_key",
        )
    ),
    *(Row(name, IN_DEMO) for name in ("demo", "demo_mail")),
    Row("admin:index", STAFF),
    Row("tasks", STAFF),
    *(Row(name, STAFF, takes=POST) for name in ("tasks_again", "tasks_drop")),
)
TRIALS = (
    *(Row(name, ANYONE) for name in ("trial", "trial_short")),
    Row("trial_start", ANYONE, takes=POST),
    *(Row(name, WITH_TRIAL, takes=BOTH) for name in ("trial_competency", "trial_everything", "trial_erase")),
    *(Row(name, WITH_TRIAL) for name in ("trial_first", "trial_result", "trial_file")),
    Row("trial_answers", WITH_TRIAL, takes=POST),
    Row("trial_keep", SIGNED_IN),
)
ACCOUNT = (
    *(Row(name, ANYONE) for name in ("account_login", "account_signup", "account_reset_password")),
    *(Row(name, SIGNED_IN) for name in ("account_email", "account_change_password")),
    *(
        Row(name, SIGNED_IN, takes=BOTH)
        for name in ("account_settings", "account_delete", "account_data", "account_bring")
    ),
    Row("account_archive", OWN, "archive"),
    Row("account_keep", WITH_LINK, "leaving", BOTH),
    Row("notice_read", SIGNED_IN, takes=POST),
    *(Row(name, OFFICER) for name in ("privacy_office", "breach_file")),
    Row("breach_new", OFFICER, takes=BOTH),
    Row("breach", OFFICER, "breach", BOTH),
    Row("unsubscribe", WITH_LINK, "reminders", BOTH),
    *(Row(name, ANYONE) for name in ("api_docs", "api_document", "api_to_docs")),
    *(Row(name, SIGNED_IN, takes=BOTH) for name in ("tokens", "webhooks")),
    Row("webhook", by("exchange.rules.keeps_key"), "webhook", BOTH),
    Row("webhook_do", by("exchange.rules.keeps_key"), "webhook", POST),
    Row("token_revoke", by("exchange.rules.keeps_key"), "token", POST),
    *(Row(name, SIGNED_IN) for name in ("grants", "activity")),
    Row("grant_give", MEMBER, "organisation", BOTH),
    Row("grant_withdraw", OWN, "grant", POST),
    Row("ask_aside", MEMBER, "ask", POST),
    Row("account_organisation", ANYONE, takes=BOTH),
    *(Row(name, ANYONE) for name in ("account_connect", "second_step_lost", "saml_sls")),
    Row("saml_acs", ANYONE, takes=POST),
    Row("saml_finish_acs", ANYONE, "identity_provider"),
    *(Row(name, SIGNED_IN) for name in ("mfa_index", "mfa_list_webauthn", "account_sessions", "account_set_password")),
    Row("account_confirm_elsewhere", SIGNED_IN),
    Row("account_sessions_others", SIGNED_IN, takes=POST),
    Row("account_session_end", OWN, "sign_in", POST),
    Row("account_disconnect", OWN, "connection", POST),
    Row("recovery", WITH_LINK, "recovery", BOTH),
)
ASSESSMENT = (
    *(Row(name, SIGNED_IN) for name in ("me", "over_time", "assessments", "assess_here", "workbook_blank")),
    *(Row(name, SIGNED_IN, takes=BOTH) for name in ("assess_short", "workbook")),
    *(Row(name, OWN, "draft") for name in ("assessment", "assess_first")),
    *(Row(name, RATES, "draft", BOTH) for name in ("assess_everything", "assess_competency")),
    Row("carry_over", SIGNED_IN, takes=POST),
    Row("assess_confirm", OWN, "draft", BOTH),
    Row("assessment_answers", RATES, "draft", POST),
    Row("assessment_submit", by("assessment.rules.can_submit"), "draft", POST),
    Row("assessment_details", by("assessment.rules.can_describe"), "done", BOTH),
    Row("assessment_delete", by("assessment.rules.can_delete"), "done", BOTH),
    *(Row(name, by("assessment.rules.can_read"), "done")
      for name in ("assessment_result", "assessment_files", "assessment_file")),
)  # fmt: skip
GROWTH = (
    *(Row(name, SIGNED_IN) for name in ("growth", "growth_path", "timeline", "roles", "roles_compare", "growth_ideas",
                                        "growth_idea", "resources", "resources_file", "journal", "plan_file")),
    *(Row(name, SIGNED_IN, takes=BOTH) for name in ("role_new", "goal_new", "action_new", "resource_new",
                                                    "resources_take", "check_in", "check_in_rate", "rhythm")),
    *(Row(name, SIGNED_IN, takes=POST) for name in ("idea_take", "calendar_address", "growth_rubric")),
    Row("role", SIGNED_IN, "shipped_role"),
    *(Row(name, USES, kind) for kind in ("role", "org_role") for name in ("role", "role_file")),
    *(Row(name, OWN, "role", BOTH) for name in ("role_change", "role_delete")),
    *(Row("role_copy", USES, kind, POST) for kind in ("role", "org_role")),
    Row("goal", OWN, "goal"),
    *(Row(name, OWN, "goal", BOTH) for name in ("goal_change", "goal_delete")),
    *(Row(name, OWN, "goal", POST) for name in ("goal_state", "goal_update")),
    *(Row(name, OWN, "action", BOTH) for name in ("action", "action_delete")),
    *(Row(name, OWN, "action", POST) for name in ("actions_do", "actions_order", "action_learned")),
    Row("action_calendar", OWN, "action"),
    Row("check_in_calendar", OWN, "rhythm"),
    *(Row(name, OWN, "resource", BOTH) for name in ("resource", "resource_delete")),
    Row("resource_report", OWN, "resource", POST),
    *(Row(name, OWN, "check_in", BOTH) for name in ("check_in_change", "check_in_delete")),
    Row("calendar_feed", WITH_LINK, "calendar"),
)  # fmt: skip
FEEDBACK = (
    Row("feedback", SIGNED_IN),
    Row("feedback_new", SIGNED_IN, takes=BOTH),
    Row("feedback_request", OWN, "request"),
    *(Row(name, OWN, "request", BOTH) for name in ("feedback_people", "feedback_delete")),
    *(Row(name, OWN, "request", POST) for name in ("feedback_date", "feedback_withdraw")),
    Row("feedback_close", by("assessment.rules.can_close"), "request", BOTH),
    Row("feedback_reflect", OWN, "closed_request", BOTH),
    *(Row(name, OWN, "closed_request", POST) for name in ("feedback_focus", "feedback_action", "feedback_again")),
    Row("feedback_for", WITH_LINK, "respondent"),
    Row("feedback_do", WITH_LINK, "respondent", POST),
    Row("feedback_step", WITH_LINK, "respondent", BOTH),
)
REVIEWS = (
    Row("reviews", SIGNED_IN),
    Row("review_new", SIGNED_IN, takes=BOTH),
    Row("review", SEES_REVIEW, "review"),
    Row("review", by("assessment.rules.can_see_invitation"), "invitation"),
    Row("review_answer", by("assessment.rules.is_invited"), "invitation", POST),
    *(Row(name, EVALUATES, "review", POST) for name in ("review_agree", "review_accept")),
    *(Row(name, SEES_REVIEW, "review", POST) for name in ("review_criterion", "review_sign")),
    Row("review_leave", by("assessment.rules.can_leave"), "review", BOTH),
    Row("review_grant", by("assessment.rules.is_reviewed"), "review", POST),
    Row("review_meeting", SEES_REVIEW, "review"),
    Row("review_evidence", by("portfolio.rules.can_see"), "shown_evidence"),
)
PORTFOLIO = (
    *(Row(name, SIGNED_IN) for name in ("portfolio", "portfolio_coverage", "portfolio_archive", "portfolio_impact",
                                        "showcases")),
    *(Row(name, SIGNED_IN, takes=BOTH) for name in ("evidence_new", "showcase_new")),
    Row("evidence", OWN, "evidence"),
    *(Row(name, OWN, "evidence", BOTH)
      for name in ("evidence_change", "evidence_delete", "impact_new", "endorsement_ask")),
    *(Row(name, OWN, "evidence", POST) for name in ("evidence_how", "file_add")),
    Row("impact_change", OWN, "impact", BOTH),
    Row("portfolio_file", by("portfolio.rules.can_see_file"), "file"),
    Row("file_delete", OWN, "file", BOTH),
    Row("endorsement_withdraw", OWN, "endorsement", POST),
    Row("endorse", WITH_LINK, "endorsement", BOTH),
    *(Row(name, OWN, "showcase") for name in ("showcase", "showcase_file")),
    *(Row(name, OWN, "showcase", BOTH) for name in ("showcase_change", "showcase_delete")),
    *(Row(name, OWN, "showcase", POST) for name in ("showcase_parts", "showcase_share")),
    *(Row(name, WITH_LINK, "shared_showcase")
      for name in ("showcase_shared", "showcase_shared_pdf", "showcase_shared_file")),
)  # fmt: skip
LOG = (
    *(Row(name, SIGNED_IN) for name in ("log", "log_schemes", "log_scheme", "log_take", "log_file")),
    Row("log_new", SIGNED_IN, takes=BOTH),
    Row("log_follow", SIGNED_IN, takes=POST),
    *(Row(name, OWN, "activity", BOTH) for name in ("log_activity", "log_delete")),
    Row("log_done", OWN, "planned", POST),
    Row("log_proof_remove", OWN, "proof", BOTH),
    Row("log_leave", OWN, "following", BOTH),
    Row("log_exempt", OWN, "following", POST),
    Row("log_exemption_remove", OWN, "exemption", POST),
)
CREDENTIALS = (
    Row("credentials", SIGNED_IN),
    Row("credential_brought", OWN, "brought_credential"),
    Row("credential_offer", SIGNED_IN, takes=BOTH),
    Row("application_withdraw", OWN, "application", POST),
    *(Row(name, to("portfolio.credential_rules.can_see"), kind)
      for kind in ("credential", "hidden_credential")
      for name in ("credential", "credential_address", "credential_picture", "credential_file")),
    Row("credential_listed", OWN, "credential", POST),
    Row("credential_delete", OWN, "credential", BOTH),
    Row("decide", by("portfolio.credential_rules.decides_for"), "issuer"),
    *(Row(name, DECIDES, "application", takes)
      for name, takes in (("decide_application", BOTH), ("decline_application", POST))),
    Row("decide_erased", DECIDES, "credential", POST),
    Row("decide_credential", DECIDES, "credential", BOTH),
    *(Row(name, ANYONE) for name in ("issuer", "achievement", "issuer_did", "status_list", "achievement_address")),
)  # fmt: skip
ORGANISATIONS = (
    Row("orgs", SIGNED_IN),
    Row("org_new", SIGNED_IN, takes=BOTH),
    *(Row(name, MEMBER, "organisation") for name in ("org", "org_members", "org_logo", "team")),
    Row("org_leave", MEMBER, "organisation", BOTH),
    *(Row(name, OWNER, "organisation") for name in ("org_log", "org_settings", "org_signing")),
    *(Row(name, OWNER, "organisation", POST) for name in ("org_second_step", "org_domain_add", "org_provider")),
    Row("org_provider_remove", OWNER, "organisation", BOTH),
    Row("org_domain", OWNER, "domain", POST),
    *(Row(name, OWNER, "organisation", BOTH)
      for name in ("org_ask", "org_import", "org_invitations", "org_delete", "org_teams", "org_team",
                   "org_association", "org_tokens", "org_webhooks")),
    *(Row(name, OWNER, "organisation", POST) for name in ("org_counting", "org_set_logo")),
    *(Row(name, OWNER, "member", BOTH) for name in ("org_member", "org_member_remove")),
    Row("org_invitation_revoke", OWNER, "org_invitation", POST),
    Row("org_webhook", by("exchange.rules.keeps_key"), "org_webhook", BOTH),
    Row("org_webhook_do", by("exchange.rules.keeps_key"), "org_webhook", POST),
    Row("org_token_revoke", by("exchange.rules.keeps_key"), "org_token", POST),
    Row("org_associate", OWNER, "associate", POST),
    Row("join", WITH_LINK, "org_invitation", BOTH),
    Row("campaigns", MAY_BEGIN, "organisation"),
    Row("campaign_new", MAY_BEGIN, "organisation", BOTH),
    *(Row("campaign", RUNS, kind) for kind in ("campaign", "team_campaign")),
    *(Row("campaign_remind", RUNS, kind, POST) for kind in ("campaign", "team_campaign")),
    *(Row("campaign_end", RUNS, kind, BOTH) for kind in ("campaign", "team_campaign")),
    Row("cohort", OWNER, "organisation", BOTH),
    Row("campaign_mail", by("assessment.rules.is_asked"), "invited", POST),
    Row("campaign_mute", WITH_LINK, "mute", BOTH),
    Row("imported", OWN, "imported", POST),
)  # fmt: skip
FIGURES = (
    Row("method", ANYONE),
    *(Row(name, MEMBER, "organisation") for name in ("org_figures", "org_figures_file", "org_compared",
                                                     "org_compared_file", "team_figures", "team_figures_file")),
)  # fmt: skip
TOGETHER = (
    *(Row(name, MEMBER, "organisation") for name in ("org_roles", "org_resources", "helpers", "team_plan")),
    *(Row(name, MEMBER, "organisation", BOTH) for name in ("help_offer", "help_seek")),
    *(Row(name, MEMBER, "organisation", POST) for name in ("help_offer_withdraw", "help_seek_withdraw")),
    Row("help_ask", OWN, "wish", POST),
    Row("help_propose", by("growth.rules.may_propose"), "organisation", POST),
    Row("match", by("growth.rules.takes_part"), "match", BOTH),
    *(Row(name, OWNER, "organisation", BOTH) for name in ("org_role_new", "org_resource_new")),
    *(Row(name, by("growth.rules.keeps"), "org_role", BOTH) for name in ("org_role_change", "org_role_delete")),
    *(Row(name, by("growth.rules.keeps"), "shared", BOTH) for name in ("org_resource", "org_resource_delete")),
    *(Row(name, by("growth.rules.keeps"), "of_team", BOTH) for name in ("team_resource", "team_resource_delete")),
    *(Row(name, LEADS, "team", BOTH) for name in ("team_focus", "team_resource_new", "event_new", "template_new")),
    *(Row(name, LEADS, "template", BOTH) for name in ("template", "template_delete")),
    Row("team_helpers", by("growth.rules.sees_team_plan"), "team"),
    *(Row(name, by("growth.rules.sees_event"), kind)
      for kind in ("event", "for_all") for name in ("event", "event_file")),
    *(Row("event_sign_up", by("growth.rules.may_join"), kind, POST) for kind in ("event", "for_all")),
    Row("event_leave", by("growth.rules.sees_event"), "event", POST),
    *(Row(name, by("growth.rules.leads_event"), "event", BOTH) for name in ("event_change", "event_cancel")),
)  # fmt: skip

STEWARDSHIP = (
    Row("steward", SIGNED_IN),
    Row("framework_new", by("stewardship.rules.may_begin_framework"), takes=BOTH),
    *(Row(name, STEWARD, "rubric", BOTH) for name in ("draft_new", "stewards")),
    Row("steward_remove", STEWARD, "rubric_steward", POST),
    Row("version_withdraw", STEWARD, "rubric_version", BOTH),
    *(Row(name, STEWARD, "rubric_draft", BOTH) for name in ("draft_edit", "draft_translation", "draft_drop")),
    *(Row(name, STEWARD, "rubric_draft") for name in ("draft_checks", "draft_history")),
    *(Row(name, STEWARD, "rubric_draft", POST) for name in ("draft_here", "draft_undo")),
    Row("draft_area", STEWARD, "rubric_area", BOTH),
    Row("draft_cell", STEWARD, "rubric_place", BOTH),
    Row("draft_change", STEWARD, "rubric_change", BOTH),
    Row("comment_settle", STEWARD, "rubric_comment", POST),
    Row("steward_framework", STEWARD, "rubric"),
    Row("draft", STEWARD, "rubric_draft"),
    *(Row(name, STEWARD, "rubric_draft", BOTH) for name in ("draft_changes", "draft_publish")),
    Row("version_restore", STEWARD, "rubric_version", BOTH),
    Row("draft_files", STEWARD, "rubric_draft", BOTH),
    Row("draft_file", STEWARD, "rubric_draft"),
    Row("steward_crosswalks", STEWARD, "rubric", BOTH),
    Row("steward_crosswalk", STEWARD, "rubric_crosswalk", BOTH),
    Row("steward_crosswalk_file", STEWARD, "rubric_crosswalk"),
    *(Row(name, ANYONE) for name in ("crosswalks", "crosswalk", "crosswalk_file")),
)
VOICE = (
    *(Row(name, ANYONE, kind) for name, kind in (
        ("proposals", ""), ("proposal", "proposal"), ("consultations", ""), ("consultation", "consultation"),
        ("rubric_review", ""))),
    Row("proposal_new", SIGNED_IN, takes=BOTH),
    *(Row(name, by("stewardship.rules.may_change"), "proposal", BOTH) for name in ("proposal_change",
                                                                                  "proposal_withdraw")),
    Row("proposal_support", by("stewardship.rules.may_support"), "proposal", POST),
    *(Row(name, SIGNED_IN, "proposal", POST) for name in ("proposal_follow", "proposal_comment")),
    Row("comment_delete", by("stewardship.rules.may_delete"), "comment", POST),
    Row("consultations_listen", SIGNED_IN, takes=POST),
    *(Row("consultation_draft", to("stewardship.rules.may_read_draft"), kind) for kind in ("consultation", "over")),
    Row("consultation_answer", SIGNED_IN, "consultation"),
    Row("consultation_part", SIGNED_IN, "consultation", BOTH),
    Row("consultation_answer", OWNER, "answered_for"),
    Row("consultation_part", OWNER, "answered_for", BOTH),
    Row("consultation_quotes", SIGNED_IN, "over", POST),
    *(Row(name, to("stewardship.rules.may_read_results"), "over") for name in ("consultation_results",
                                                                              "consultation_file")),
    Row("unhear", WITH_LINK, "heard", BOTH),
    *(Row(name, STEWARD, "rubric") for name in ("steward_proposals", "steward_consultations", "steward_ratings")),
    Row("proposal_decide", STEWARD, "rubric_proposal", BOTH),
    Row("proposal_done", STEWARD, "rubric_proposal", POST),
    Row("draft_proposals", STEWARD, "rubric_draft"),
    *(Row(name, STEWARD, "rubric", BOTH) for name in ("consultation_new", "steward_review")),
    *(Row(name, STEWARD, "rubric_consultation", BOTH) for name in ("steward_consultation", "consultation_close")),
    Row("consultation_publish", STEWARD, "rubric_over", POST),
)  # fmt: skip

PARTS: dict[str, tuple[Row, ...]] = {
    "site": SITE, "trial": TRIALS, "account": ACCOUNT, "assessment": ASSESSMENT, "growth": GROWTH,
    "feedback": FEEDBACK, "reviews": REVIEWS, "portfolio": PORTFOLIO, "log": LOG, "credentials": CREDENTIALS,
    "organisations": ORGANISATIONS, "figures": FIGURES, "together": TOGETHER, "stewardship": STEWARDSHIP,
    "voice": VOICE,
}  # fmt: skip
ROWS = tuple(row for rows in PARTS.values() for row in rows)
