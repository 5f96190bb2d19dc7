"""A demo server of its own, in a temporary folder: started, measured, killed, started again."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from benchmarks import proc

START_SECONDS = 600.0
STOP_SECONDS = 5.0
POSTGRES, SQLITE = "postgresql", "sqlite"
OURS = ("TAMARACK_", "DATABASE_URL", "EMAIL_URL", "PORT")


class CannotMeasure(Exception):
    """The benchmarks can't be run here."""


_cluster: list[str] = []


@contextmanager
def on(database: str) -> Iterator[None]:
    """With PostgreSQL, let each demo have a database of its own in one that ends with the block, instead of a file."""
    if database == SQLITE:
        yield
        return
    from tests.with_postgres import own

    with own() as address:
        _cluster.append(address)
        try:
            yield
        finally:
            _cluster.clear()


def _own_database() -> dict[str, str]:
    if not _cluster:
        return {}
    from tests.with_postgres import new_database

    return {"DATABASE_URL": new_database(_cluster[0])}


class Server:
    """A demo, or with `serve` the real thing, with data of its own; `more` stands in its environment."""

    under: tuple[str, ...] = ()
    """The command under which it is started, if any."""

    def __init__(self, folder: Path, processes: int, command: str = "demo", **more: str) -> None:
        self.folder = folder
        self.processes = processes
        self.command, self.more = command, more
        self.port = _free_port()
        self.process = self._start()

    @property
    def database(self) -> Path:
        """Its SQLite file."""
        return self.folder / "data" / "tamarack.sqlite3"

    @property
    def postgres(self) -> str:
        """The address of its PostgreSQL; empty where it has none."""
        return self.more.get("DATABASE_URL", "")

    @property
    def environment(self) -> dict[str, str]:
        """The environment of it and of commands on its data."""
        # Whatever the shell says of a database or a mail server is not for this run.
        own = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        own |= {"PORT": str(self.port), "TAMARACK_WORKERS": str(self.processes)}
        return own | {"TAMARACK_DATA": str(self.folder / "data")} | self.more

    def _start(self) -> subprocess.Popen[bytes]:
        command = [*self.under, sys.executable, "-m", "tamarack", self.command]
        with open(self.folder / "log", "ab") as log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)

    def wait_until_up(self) -> None:
        """Wait until every server process answers."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if len(self.workers()) == self.processes and _is_up(self.port):
                return
            time.sleep(0.1)
        said = (self.folder / "log").read_text(errors="replace").strip()
        code = self.process.poll()
        how = "does not answer" if code is None else f"ended with {code}"
        raise CannotMeasure(f"The server on port {self.port} {how}. It said:\n{said[-2000:]}")

    def memory(self) -> int:
        """Bytes of their own that all its processes have in memory, what they share counted once."""
        return sum(map(proc.own_share, proc.tree(self.process.pid)))

    def cpu(self) -> dict[int, float]:
        """Seconds of CPU that each thread of each process of the server has taken, by thread id."""
        return {thread: seconds for pid in proc.tree(self.process.pid) for thread, seconds in proc.cpu(pid)}

    def workers(self) -> list[int]:
        """The processes that answer, oldest first: those with the listening socket, but for those who keep them."""
        family = proc.tree(self.process.pid)
        holding = [pid for pid in family if any(row.state == proc.LISTENING for row in proc.sockets(pid, self.port))]
        found = [pid for pid in holding if proc.tree(pid) == [pid]]
        return sorted(found, key=proc.started)

    def peers(self, worker: int) -> set[int]:
        """The ports of those whose connections a server process holds."""
        return {row.peer for row in proc.sockets(worker, self.port) if row.state == proc.ESTABLISHED}

    def kill(self) -> None:
        """End all its processes at once, as a power cut would, but for what the kernel holds."""
        for pid in proc.tree(self.process.pid):
            _kill(pid)
        self.process.wait()

    def start_again(self) -> None:
        """Start on the same data and port."""
        self.process = self._start()
        self.wait_until_up()

    def stop(self) -> None:
        """End the server and the processes that it started, gently first."""
        family = proc.tree(self.process.pid)
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        until = time.monotonic() + STOP_SECONDS
        while time.monotonic() < until and any(map(proc.alive, family)):
            time.sleep(0.1)
        for pid in filter(proc.alive, family):
            _kill(pid)
        self.process.wait()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def spent(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds of CPU between two readings; a thread that ended in between counts for nothing."""
    return sum(seconds - before.get(thread, 0.0) for thread, seconds in after.items())


@contextmanager
def demo(processes: int = 1, command: str = "demo", **more: str) -> Iterator[Server]:
    """The demo, or the real thing, on a free port with data of its own; it ends with the block."""
    if not proc.available():
        raise CannotMeasure("The benchmarks read CPU times from /proc, which this system does not have: run on Linux.")
    with tempfile.TemporaryDirectory(prefix="tamarack-bench-", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder), processes, command, **_own_database(), **more)
        try:
            server.wait_until_up()
            yield server
        finally:
            server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_up(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
