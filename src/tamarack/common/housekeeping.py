"""What has to be tidied again and again: ended sessions, and results of tasks."""

from django.core.management import call_command
from django_tasks import task

KEEP_RESULTS_DAYS = 1
KEEP_FAILED_DAYS = 7


@task()
def keep_house() -> None:
    """One round."""
    call_command("clearsessions")
    call_command(
        "prune_db_task_results", min_age_days=KEEP_RESULTS_DAYS, failed_min_age_days=KEEP_FAILED_DAYS, verbosity=0
    )
