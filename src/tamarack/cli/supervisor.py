"""The first process of `tamarack serve`: it holds the socket, starts the others, and starts them again when they end.

Because the socket is its own, nobody who connects is turned away while server processes come and go: at a reload the
new ones have loaded everything before the old ones are asked to end what they have begun.
"""

import logging
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from tamarack.common.processes import PARENT, READY, Flag, notify

if TYPE_CHECKING:
    from tamarack.config.environment import Environment

logger = logging.getLogger("tamarack.supervisor")

SOCKET = "TAMARACK_SOCKET"
"""The environment variable that names the descriptor of the listening socket."""
LOADS = 120.0
"""Seconds that new server processes may take to load."""
ENDS = 35.0
"""Seconds that processes are given to end what they have begun."""

MEMORY = {"MALLOC_ARENA_MAX": "2"}
"""What processes are told about memory unless the environment says it: threads share it, and so more of it is given
back (glibc; others do not listen)."""

Process = subprocess.Popen[bytes]


class Supervisor:
    """Server processes (behind one that granian keeps), workers, and perhaps one that tells figures."""

    def __init__(self, environment: "Environment", listener: socket.socket, prepare: Callable[[], bool]) -> None:
        self.environment, self.listener, self.prepare = environment, listener, prepare
        self.stopping = Flag()
        self.reload = False
        self.server: Process | None = None
        self.helpers: list[tuple[str, Process]] = []

    def run(self) -> int:
        """Serve until told to stop; the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, self._on_hangup)
        with tempfile.TemporaryDirectory(prefix="tamarack-") as figures:
            os.environ[PARENT] = str(os.getpid())
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = figures
            try:
                return self._run()
            finally:
                notify("STOPPING=1")
                leaving = [process for _, process in self.helpers] + ([self.server] if self.server else [])
                ask_to_end(leaving)
                self.listener.close()  # who comes when no process lets anyone in is refused: balancers go on at once
                wait_for(leaving)

    def _run(self) -> int:
        self._start_helpers()
        self.server = self._start_server()
        if self.server is None and not self.stopping.is_set():
            return 1
        notify("READY=1")
        while not self.stopping.wait(0.2):
            if self.reload:
                self.reload = False
                self._reload()
            if self.server and self.server.poll() is not None and not self._begin_again():
                return 1
            self._mend_helpers()
        return 0

    def _start_server(self) -> Process | None:
        """Start server processes, and wait until all have loaded; none if they can't."""
        ready, told = os.pipe()
        began = time.monotonic()
        process = start("http", (self.listener.fileno(), told), {
            SOCKET: str(self.listener.fileno()), READY: str(told),
        })  # fmt: skip
        os.close(told)
        try:
            missing = self.environment.workers
            while missing and time.monotonic() - began < LOADS and not self.stopping.is_set():
                if select.select([ready], [], [], 0.2)[0]:
                    if not (read := os.read(ready, missing)):
                        break
                    missing -= len(read)
        finally:
            os.close(ready)
        if missing:
            end([process])
            return None
        return process

    def _begin_again(self) -> bool:
        """After the server ended, as granian's own keeper does where one process ends twice within seconds.

        Where new processes cannot even load, it is given up.
        """
        logger.error("The server ended; it is started again.")
        self.stopping.wait(0.5)
        self.server = self._start_server()
        return self.server is not None or self.stopping.is_set()

    def _reload(self) -> None:
        """New processes, from the code and with what is in the database now; then the old ones end."""
        logger.info("Reloading.")
        old, old_helpers = self.server, self.helpers
        new = self._start_server() if self.prepare() else None
        if new is None:
            logger.error("The new processes could not be started; the old ones go on.")
            return
        self.server = new
        self._start_helpers()
        leaving = [process for _, process in old_helpers] + ([old] if old else [])
        threading.Thread(target=end, args=(leaving,), name="ending").start()
        logger.info("Reloaded.")

    def _start_helpers(self) -> None:
        kinds = ["worker"] * self.environment.task_workers + (["metrics"] if self.environment.metrics else [])
        if any(kind == "metrics" for kind, _ in self.helpers):
            end([process for kind, process in self.helpers if kind == "metrics"])  # its port has to be free
        self.helpers = [(kind, start(kind)) for kind in kinds]

    def _mend_helpers(self) -> None:
        for at, (kind, process) in enumerate(self.helpers):
            if process.poll() is not None:
                logger.error("A helper process (%s) ended; it is started again.", kind)
                self.stopping.wait(1)
                self.helpers[at] = (kind, start(kind))

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _on_hangup(self, number: int, frame: FrameType | None) -> None:
        if sys.stdin and sys.stdin.isatty():
            self.stopping.set()  # the terminal was closed
        else:
            self.reload = True


def start(command: str, descriptors: tuple[int, ...] = (), more: dict[str, str] | None = None) -> Process:
    """Start a process of this program, in a session of its own: Ctrl+C is for the first process alone."""
    return subprocess.Popen(
        [sys.executable, "-m", "tamarack", command],
        env={**MEMORY, **os.environ, **(more or {})},
        pass_fds=descriptors,
        start_new_session=True,
    )


def end(processes: list[Process]) -> None:
    """Ask processes to end, and end those that do not in time."""
    ask_to_end(processes)
    wait_for(processes)


def ask_to_end(processes: list[Process]) -> None:
    """Once: for a worker, being asked twice means to drop what it does."""
    for process in processes:
        if process.poll() is None:
            process.terminate()


def wait_for(processes: list[Process]) -> None:
    """Wait until processes have ended what they had begun; kill those that take too long."""
    until = time.monotonic() + ENDS
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.error("A process did not end in time; it is killed.")
            process.kill()
            process.wait()
