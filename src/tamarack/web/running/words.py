"""What tasks are called."""

from django.utils.translation import gettext as _

from tamarack.common.tasks.retrying import DIED
from tamarack.core.errors import N_

TASKS = {
    "tamarack.common.mail.deliver": N_("Sending mail"),
    "tamarack.common.housekeeping.keep_house": N_("Tidying up"),
    "tamarack.growth.reminders.send_reminders": N_("Reminders of plans"),
    "tamarack.assessment.feedback_tasks.keep_feedback": N_("Requests for feedback"),
    "tamarack.assessment.campaign_tasks.keep_campaigns": N_("Campaigns"),
    "tamarack.portfolio.tasks.sweep_files": N_("Sweeping the store of files"),
    "tamarack.insight.actions.make_snapshots": N_("Figures of organisations"),
    "tamarack.stewardship.tasks.carry_on": N_("Carrying over to a new version"),
    "tamarack.stewardship.voice_tasks.keep_voice": N_("Consultations"),
}


def name_of(task: str) -> str:
    """The name of a task; of one that has none, its path in the code."""
    return _(TASKS[task]) if task in TASKS else task


def reason_of(error: str) -> str:
    """Why tasks were given up."""
    if error == DIED:
        return _("The process that ran it ended, again and again.")
    if error.endswith(".MaybeSent"):
        return _("It may have been sent already. Run again, it may come twice.")
    return error.removeprefix("builtins.")
