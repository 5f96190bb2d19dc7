"""Tasks whose worker is gone are given to the next one.

Each worker counts its beats in the database. One whose count stands still for half a minute, by the steady clock of
the worker that looks, is taken for dead. No clock of the wall is asked: jumps, and machines that disagree, do no harm.
"""

import time
from collections.abc import Callable

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common.database import write
from tamarack.common.models import Worker
from tamarack.common.tasks.attempts import died

LOST = 30.0
"""Seconds without a beat."""


class Watch:
    """What one worker has seen of the others."""

    def __init__(self, own: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.own, self.clock = own, clock
        self.seen: dict[str, tuple[int | None, float]] = {}

    def look(self) -> int:
        """Give tasks of the dead to the living; how many."""
        now = self.clock()
        beats = dict(Worker.objects.values_list("name", "beats"))
        running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
        before, self.seen = self.seen, {}
        for name in {*beats, *(row.worker_ids[-1] for row in running)} - {self.own}:
            count, since = before.get(name, (-1, now))
            self.seen[name] = (count, since) if count == beats.get(name) else (beats.get(name), now)
        lost = {name for name, (_, since) in self.seen.items() if now - since >= LOST}
        given = sum(died(row) for row in running if row.worker_ids[-1] in lost)
        if lost & set(beats):
            with write():
                Worker.objects.filter(name__in=lost).delete()
        return given
