"""A worker: runs tasks one after the other, tells that it lives, and looks after what all workers look after."""

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable
from functools import partial
from types import FrameType

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.db.models import F

from tamarack.common import logs
from tamarack.common.database import write
from tamarack.common.models import Worker as Beats
from tamarack.common.processes import Flag
from tamarack.common.tasks.attempts import Row, claim, failed, put_back, run, succeeded
from tamarack.common.tasks.lost import Watch
from tamarack.common.tasks.schedule import Clock, queue_due

logger = logging.getLogger(__name__)

INTERVAL = 1.0
"""Seconds between two looks for tasks where there was none."""
BEAT = 5.0
"""Seconds between two beats."""
GONE = (DatabaseError, InterfaceError)
"""What is raised where the database does not answer."""


class Stopped(BaseException):
    """Raised in the middle of a task by the second signal to stop."""


class Worker:
    """One process, one task at a time."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(6)}"
        self.stopping = Flag()
        self.clock = Clock()

    def work(self) -> None:
        """Run tasks until told to stop. The first signal lets the task that runs end, the second gives it back."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        keeper = threading.Thread(target=self._keep, daemon=True, name="keeper")
        keeper.start()
        try:
            while not self.stopping.is_set():
                if not self._try(self.run_next):
                    self.stopping.wait(INTERVAL)
        except Stopped:
            pass
        finally:
            self.stopping.set()
            keeper.join(BEAT)
            self._try(Beats.objects.filter(name=self.name).delete)

    def run_next(self) -> bool:
        """Run the next task, if there is one."""
        row = claim(self.name)
        if row is not None:
            with logs.about(task=row.task_path):
                self._attempt(row)
        return row is not None

    def _attempt(self, row: Row) -> None:
        try:
            value = run(row)
        except Exception as error:
            logger.exception("A task failed in attempt %d.", len(row.worker_ids))
            note = partial(failed, row, error)
        except Stopped:
            self._try(partial(put_back, row))
            raise
        else:
            note = partial(succeeded, row, value)
        while not self._try(note) and not self.stopping.wait(INTERVAL):
            pass  # what was done has to be noted, or it would be done again

    def _try(self, step: Callable[[], object]) -> bool:
        """Do something with the database; if it does not answer, let go of the connection for the next time."""
        try:
            close_old_connections()
            return step() is not False
        except GONE:
            logger.exception("The database did not answer a worker; it asks again.")
            connections.close_all()
            return False

    def _keep(self) -> None:
        watch = Watch(self.name)
        while True:
            self._try(partial(self.look_after, watch))
            if self.stopping.wait(BEAT):
                break
        connections.close_all()

    def look_after(self, watch: Watch) -> None:
        """One beat: tell that this worker lives, see who does not, and queue what is due."""
        with write():
            if not Beats.objects.filter(name=self.name).update(beats=F("beats") + 1):
                Beats.objects.create(name=self.name)
        if lost := watch.look():
            logger.warning("%d tasks of workers that ended were given to others.", lost)
        if self.clock.is_steady():
            queue_due()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            raise Stopped
        self.stopping.set()


def work_off() -> int:
    """Run what waits here and now, and come back; how many tasks. For tests, and for scripts."""
    worker, done = Worker(), 0
    while worker.run_next():
        done += 1
    return done
