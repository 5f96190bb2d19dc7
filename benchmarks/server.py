"""A demo server of its own, in a temporary folder, and the CPU time that it takes."""

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

PROC = Path("/proc")
START_SECONDS = 120.0
STOP_SECONDS = 5.0
TICKS = os.sysconf("SC_CLK_TCK")
OURS = ("TAMARACK_", "DATABASE_URL", "EMAIL_URL", "PORT")


class CannotMeasure(Exception):
    """The benchmarks can't be run here."""


class Server:
    """The running demo."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def cpu(self) -> dict[int, float]:
        """Seconds of CPU that each thread of each process of the server has taken, by thread id."""
        return {thread: seconds for pid in tree(self.process.pid) for thread, seconds in _threads(pid)}


def spent(before: dict[int, float], after: dict[int, float]) -> float:
    """Seconds of CPU between two readings; a thread that ended in between counts for nothing."""
    return sum(seconds - before.get(thread, 0.0) for thread, seconds in after.items())


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    parents = {pid: parent for pid, parent in map(_parent, _pids()) if parent}
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _fields(stat: Path) -> list[str]:
    """The fields of a stat file after the name, which may hold spaces: state, parent, …; none if it has ended."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> tuple[int, int]:
    fields = _fields(PROC / str(pid) / "stat")
    return pid, int(fields[1]) if fields and fields[0] != "Z" else 0


def _threads(pid: int) -> Iterator[tuple[int, float]]:
    """CPU seconds of each thread: to the nanosecond from schedstat, or else in clock ticks (user and system)."""
    with suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            try:
                yield int(task.name), int((task / "schedstat").read_text().split()[0]) / 1e9
            except OSError:
                if fields := _fields(task / "stat"):
                    yield int(task.name), (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def demo() -> Iterator[Server]:
    """The demo on a free port with one worker and data of its own; it ends with the block."""
    if not (PROC / "self" / "stat").exists():
        raise CannotMeasure("The benchmarks read CPU times from /proc, which this system does not have: run on Linux.")
    with tempfile.TemporaryDirectory(prefix="tamarack-bench-", ignore_cleanup_errors=True) as folder:
        server = _start(Path(folder))
        try:
            _wait_until_up(server, Path(folder) / "log")
            yield server
        finally:
            _stop(server.process)


def _start(folder: Path) -> Server:
    port = _free_port()
    # Whatever the shell says of a database or a mail server is not for this run.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment |= {"PORT": str(port), "TAMARACK_WORKERS": "1", "TAMARACK_DATA": str(folder / "data")}
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tamarack", "demo"], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    return Server(process, port)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(server: Server, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        if _is_up(server.port):
            return
        time.sleep(0.2)
    raise CannotMeasure(f"The demo did not start. It said:\n{log.read_text(errors='replace').strip()[-2000:]}")


def _is_up(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and the processes that it started, gently first."""
    family = tree(process.pid)
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_SECONDS)
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until and any(_parent(pid)[1] for pid in family):
        time.sleep(0.1)
    for pid in family:
        if _parent(pid)[1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    process.wait()
