"""Which operation does what a page does that changes something."""

from pathlib import Path

from tamarack.api.document import document
from tamarack.api.schema import operations
from tamarack.web.guards import POST
from tamarack.web.permissions import PARTS

FILE = Path(__file__).parents[2] / "docs" / "api-coverage.md"
SIGNING_IN = "signing in, addresses and passwords: never by a token"
ADMINISTRATION = "for administrators, on the page alone"
BY_LINK = "by a private link, without an account"
TRIAL = "a trial lives in one browser"
HERE: dict[str, str] = {
    # without an operation, and why
    "first_administrator": SIGNING_IN, "account_delete": "asks for the password: never by a token",
    "unsubscribe": BY_LINK, "calendar_feed": BY_LINK, "endorse": BY_LINK, "feedback_do": BY_LINK,
    "feedback_step": BY_LINK, "campaign_mute": BY_LINK, "unhear": BY_LINK,
    **dict.fromkeys(("trial_start", "trial_competency", "trial_everything", "trial_erase", "trial_answers"), TRIAL),
    **dict.fromkeys(("tokens", "token_revoke", "org_tokens", "org_token_revoke"), "a token makes and ends no tokens"),
    "org_delete": "asks for the name to be typed: on the page alone",
    "draft_here": "tells other stewards which page is open: pages alone",
    **{row.name: ADMINISTRATION for row in PARTS["administration"] if POST[0] in row.takes},
    **dict.fromkeys(("tasks_again", "tasks_drop"), ADMINISTRATION),
    **dict.fromkeys(("breach_new", "breach"), "for privacy officers, on the page alone"),
    "account_keep": BY_LINK,
    "notice_read": "what someone says they read, they say on the page",
    **{row.name: SIGNING_IN for row in PARTS["signing"] if POST[0] in row.takes},
    **dict.fromkeys(("org_domain", "org_provider", "org_provider_remove", "org_domain_add", "org_second_step"),
                    SIGNING_IN),
    # with one
    "webhooks": "make_webhook", "webhook": "change_webhook", "webhook_do": "turn_webhook",
    "org_webhooks": "make_webhook", "org_webhook": "change_webhook", "org_webhook_do": "turn_webhook",
    "account_settings": "change_me", "grant_give": "give_grant", "grant_withdraw": "withdraw_grant",
    "ask_aside": "put_ask_aside", "growth_rubric": "change_me", "org_leave": "leave_place",
    "join": "take_up_invitation",
    "assess_short": "start_assessment", "assess_everything": "save_answers", "assess_competency": "save_answers",
    "carry_over": "carry_answers_over", "assess_confirm": "confirm_answers", "assessment_answers": "save_answers",
    "assessment_submit": "submit_assessment", "assessment_details": "name_assessment",
    "assessment_delete": "delete_assessment", "imported": "take_imported_answers", "check_in_rate": "rate_focus_again",
    "role_new": "make_role", "role_change": "change_role", "role_delete": "delete_role", "role_copy": "copy_role",
    "goal_new": "make_goal", "goal_change": "change_goal", "goal_delete": "delete_goal", "goal_state": "move_goal",
    "goal_update": "update_goal_role", "action_new": "make_action", "action": "change_action",
    "action_delete": "delete_action", "actions_do": "move_action", "actions_order": "order_actions",
    "action_learned": "move_action", "idea_take": "take_idea", "resource_new": "make_resource",
    "resource": "change_resource", "resource_delete": "delete_resource", "resource_report": "report_resource",
    "check_in": "make_check_in", "check_in_change": "change_check_in", "check_in_delete": "delete_check_in",
    "rhythm": "set_rhythm", "calendar_address": "renew_calendar",
    "evidence_new": "keep_evidence", "evidence_change": "change_evidence", "evidence_delete": "delete_evidence",
    "evidence_how": "explain_evidence", "file_add": "add_evidence_file", "file_delete": "delete_file",
    "impact_new": "add_impact", "impact_change": "change_impact", "endorsement_ask": "ask_endorsement",
    "endorsement_withdraw": "withdraw_endorsement", "showcase_new": "compose_showcase",
    "showcase_change": "change_showcase", "showcase_delete": "delete_showcase",
    "showcase_parts": "choose_showcase_parts", "showcase_share": "share_showcase",
    "log_new": "log_activity", "log_activity": "change_activity", "log_delete": "delete_activity",
    "log_done": "do_activity", "log_proof_remove": "remove_proof", "log_follow": "follow_scheme",
    "log_leave": "leave_scheme", "log_exempt": "add_exemption", "log_exemption_remove": "delete_exemption",
    "credential_offer": "ask_for_credential", "application_withdraw": "withdraw_application",
    "credential_listed": "list_credential", "credential_delete": "delete_credential",
    "decide_application": "issue_credential", "decline_application": "decline_application",
    "decide_erased": "revoke_erased_credential", "decide_credential": "revoke_credential",
    "feedback_new": "ask_feedback", "feedback_people": "ask_more_people", "feedback_delete": "delete_feedback",
    "feedback_date": "move_feedback_date", "feedback_withdraw": "withdraw_respondent",
    "feedback_close": "close_feedback", "feedback_reflect": "read_feedback_result",
    "feedback_focus": "focus_from_feedback", "feedback_action": "take_feedback_suggestion",
    "feedback_again": "plan_feedback_again",
    "review_new": "invite_reviewer", "review_answer": "take_up_review", "review_agree": "agree_in_review",
    "review_accept": "accept_in_review", "review_criterion": "differ_in_review", "review_sign": "sign_review",
    "review_leave": "leave_review", "review_grant": "change_review_grant",
    "org_new": "found_organisation", "org_ask": "ask_everybody", "org_invitations": "invite_member",
    "org_invitation_revoke": "revoke_invitation", "org_teams": "add_team", "org_team": "rename_team",
    "org_association": "want_association", "org_associate": "answer_associate", "org_counting": "change_counting",
    "org_set_logo": "set_logo", "org_member": "change_member", "org_member_remove": "remove_member",
    "org_settings": "change_organisation", "campaign_new": "begin_campaign", "campaign_remind": "remind_campaign",
    "campaign_end": "end_campaign", "campaign_mail": "mute_campaign",
    "draft_new": "begin_draft", "version_withdraw": "withdraw_published", "draft_edit": "write_texts",
    "draft_area": "write_texts", "draft_cell": "comment_draft", "draft_change": "change_draft_structure",
    "draft_drop": "drop_draft_", "draft_publish": "publish_draft",
    "proposal_new": "make_proposal", "proposal_change": "change_proposal", "proposal_withdraw": "withdraw_proposal",
    "proposal_support": "support_proposal", "proposal_follow": "follow_proposal",
    "proposal_comment": "comment_proposal", "comment_delete": "delete_proposal_comment",
    "consultations_listen": "listen_consultations", "consultation_part": "answer_consultation",
    "consultation_quotes": "end_consultation_quotes", "proposal_decide": "decide_proposal",
    "proposal_done": "mark_proposal_done", "consultation_new": "plan_consultation",
    "steward_consultation": "change_consultation", "consultation_close": "close_consultation",
    "consultation_publish": "publish_consultation",
    "account_data": "ask_archive", "account_bring": "bring_archive", "portfolio_archive": "read_portfolio_archive",
    "workbook": "take_filled_workbook", "resources_take": "take_resource_file", "org_import": "import_members",
    "cohort": "import_cohort",
    "org_role_new": "share_role", "org_role_change": "change_shared_role", "org_role_delete": "delete_shared_role",
    "org_resource_new": "share_resource", "org_resource": "change_shared_resource",
    "org_resource_delete": "delete_shared_resource", "team_resource_new": "share_resource",
    "team_resource": "change_shared_resource", "team_resource_delete": "delete_shared_resource",
    "help_offer": "offer_help", "help_offer_withdraw": "withdraw_offer", "help_seek": "seek_help",
    "help_seek_withdraw": "withdraw_wish", "help_ask": "ask_for_helper", "help_propose": "propose_helpers",
    "match": "answer_match", "team_focus": "change_team_focus", "event_new": "plan_event",
    "event_change": "change_event", "event_cancel": "cancel_event", "event_sign_up": "sign_up_for_event",
    "event_leave": "sign_up_for_event", "template_new": "prepare_template", "template": "change_template",
    "template_delete": "delete_template",
    "framework_new": "begin_framework", "stewards": "add_steward", "steward_remove": "remove_steward",
    "draft_translation": "review_draft_texts", "draft_undo": "undo_edit", "comment_settle": "settle_draft_comment",
    "draft_changes": "declare_changes", "version_restore": "restore_version", "draft_files": "take_draft_translation",
    "steward_crosswalks": "begin_crosswalk", "steward_crosswalk": "relate_criteria",
    "steward_review": "set_next_review",
}  # fmt: skip
"""By the name of a page's address: an operation, or why there is none."""
HEAD = """# What of the pages the API does

Every page that changes something, by the name of its address, with the operation that does the same by the same
action, or why there is none. `python scripts/api_coverage.py` writes this; a test fails where a page is missing here.
[How to use the API](api.md).
"""


def changing() -> dict[str, list[str]]:
    """The names of all pages that take a form, by part of the site."""
    return {
        part: list(dict.fromkeys(row.name for row in rows if set(POST) & set(row.takes)))
        for part, rows in PARTS.items()
    }


def by_operation() -> dict[str, str]:
    """Method and path of every operation, by its name."""
    return {each["operationId"]: f"`{method.upper()} {path}`" for path, method, each in operations(document())}


def page() -> str:
    """The table."""
    known, lines = by_operation(), [HEAD]
    for part, names in changing().items():
        if names:
            lines += [f"\n## {part.capitalize()}\n", "| page | operation |", "|---|---|"]
            lines += [f"| `{name}` | {known.get(HERE.get(name, '?'), HERE.get(name, '?'))} |" for name in names]
    return "\n".join(lines) + "\n"
