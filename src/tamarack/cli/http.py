"""Server processes on a socket that the first process holds."""

import logging
import os
import time
from typing import TYPE_CHECKING

from granian import Granian
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from tamarack.cli.supervisor import ENDS, SOCKET
from tamarack.common import logs

if TYPE_CHECKING:
    from tamarack.config.environment import Environment

logger = logging.getLogger("tamarack.server")

BACKLOG = 1024
LEAVES = ENDS - 5
"""Seconds that server processes are given to end what they have begun: less than the supervisor gives them all."""


class Server(Granian):  # type: ignore[misc, valid-type]
    """Granian on a socket that is there already, instead of one a process: none is lost when a process ends.

    When they end nobody but those processes that still let someone in holds it, and with the last of them it is gone.
    To shut it down instead would be a guess: a process that has not yet stopped letting people in would never end.
    """

    def _init_shared_socket(self) -> None:
        self._ssp, self._sfd, self._sso = None, int(os.environ[SOCKET]), None
        self._shd = SocketHolder(self._sfd, False, BACKLOG)  # type: ignore[call-arg]

    def _drop_shared_socket(self) -> None:
        os.close(self._sfd)

    def _stop_workers(self) -> None:
        """Ask the processes to end, and kill those that do not in time.

        Granian's own way waits for a process in two threads at once: the one that comes second, on a busy machine, does
        not yet know that it has ended, says in the log that it refused to, and sends the signal to kill to its number.
        """
        for process in self.wrks:
            process.terminate()
        until = time.monotonic() + LEAVES
        while (left := [process for process in self.wrks if process.is_alive()]) and time.monotonic() < until:
            time.sleep(0.05)
        for process in left:
            logger.error("A server process did not end in time; it is killed.")
            process.kill()


def serve(environment: "Environment") -> None:
    """Serve until told to stop; requests that were begun are ended first."""
    Server(
        "tamarack.config.wsgi:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,  # "auto" drops who has connected and not yet spoken when a process ends
        workers=environment.workers,
        blocking_threads=environment.threads,
        backlog=BACKLOG,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=int(LEAVES),  # of one that is started again
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=logs.configuration(as_json=environment.json_log, access=environment.access_log),
    ).serve()
