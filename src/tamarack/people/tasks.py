"""What has to be done again and again about accounts."""

from django_tasks import task

from tamarack.common.database import write
from tamarack.people.leaving import end_leaving


@task()
def end_grace() -> None:
    """Erase for good the accounts whose grace is over."""
    with write():
        end_leaving()
