"""One attempt at a task: who takes it, and how it ended."""

import logging
import traceback
from typing import Any, TypeAlias

from django.utils import timezone
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from tamarack.common.database import write
from tamarack.common.tasks.retrying import DIED, GivenUp, rule_of

logger = logging.getLogger(__name__)
Row: TypeAlias = DBTaskResult[Any, Any]


def claim(worker: str) -> Row | None:
    """The next task that is ready, which from now on is this worker's; none, and nothing locked, if there is none."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():
        return None
    with write():
        row = ready.get_locked()
        if row is not None:
            row.claim(worker)
    return row


def run(row: Row) -> Any:
    """Run the task of a row."""
    task, result = row.task, row.task_result
    context = (TaskContext(task_result=result),) if task.takes_context else ()  # type: ignore[arg-type]
    return normalize_json(task.call(*context, *result.args, **result.kwargs))


def succeeded(row: Row, value: Any) -> None:
    """Note that an attempt ended well; what it was about, as the text and the links of a mail, is kept no longer."""
    _note(
        row, status=TaskResultStatus.SUCCESSFUL, return_value=value, exception_class_path="", traceback="",
        args_kwargs={"args": [], "kwargs": {}},
    )  # fmt: skip


def failed(row: Row, error: BaseException) -> None:
    """Note that an attempt failed: it waits for the next one, or is given up.

    Neither the words of the error nor any value is kept, as they may be about people; only its kind and where it was.
    """
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    where = "".join(traceback.format_tb(error.__traceback__))
    _note(row, exception_class_path=kind, traceback=where, **_next(row, final=isinstance(error, GivenUp)))


def died(row: Row) -> bool:
    """Note that the worker of an attempt is gone; whether it still was that worker's."""
    return _note(row, exception_class_path=DIED, traceback="", **{**_next(row), "run_after": timezone.now()})


def put_back(row: Row) -> None:
    """Give a task back as if it had not been begun."""
    ids = row.worker_ids[:-1]
    _note(row, status=TaskResultStatus.READY, started_at=None, exception_class_path=DIED, worker_ids=ids)


def _next(row: Row, *, final: bool = False) -> dict[str, Any]:
    rule, begun = rule_of(row.task_path), len(row.worker_ids)
    if final or begun >= rule.attempts:
        return {"status": TaskResultStatus.FAILED}
    return {
        "status": TaskResultStatus.READY,
        "started_at": None,
        "run_after": timezone.now() + rule.wait(begun),
    }


def _note(row: Row, **values: Any) -> bool:
    """Write how an attempt ended; not if the task was given to another meanwhile, or erased. Whether it was written."""
    if values["status"] != TaskResultStatus.READY:
        values["finished_at"] = timezone.now()
    with write():
        kept = DBTaskResult.objects.select_for_update().filter(pk=row.pk, status=TaskResultStatus.RUNNING).first()
        if kept is None or kept.worker_ids != row.worker_ids:
            logger.warning("Task %s ended, but was another worker's by then.", row.task_path)
            return False
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save(update_fields=list(values))
    return True
