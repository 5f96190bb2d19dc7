"""What /proc tells of processes: descendants, CPU, memory, connections."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
ESTABLISHED, LISTENING = "01", "0A"


def available() -> bool:
    """Whether this system has it."""
    return (PROC / "self" / "stat").exists()


def tree(root: int) -> list[int]:
    """A process and all its descendants."""
    parents = {pid: parent for pid, parent in map(_parent, _pids()) if parent}
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noticed does not."""
    return _parent(pid)[1] != 0


def started(pid: int) -> int:
    """When a process was started, in ticks."""
    fields = _fields(PROC / str(pid) / "stat")
    return int(fields[19]) if fields else 0


def cpu(pid: int) -> Iterator[tuple[int, float]]:
    """CPU seconds of each thread: to the nanosecond from schedstat, or else in clock ticks (user and system)."""
    with suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            try:
                yield int(task.name), int((task / "schedstat").read_text().split()[0]) / 1e9
            except OSError:
                if fields := _fields(task / "stat"):
                    yield int(task.name), (int(fields[11]) + int(fields[12])) / TICKS


def peak_memory(pid: int) -> int:
    """The most bytes that a process has had in memory; 0 if it has ended."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def own_share(pid: int) -> int:
    """The bytes that a process has in memory, of those that it shares its part; 0 if it has ended.

    Without the pages of programs and libraries: of them a part counts that changes with whatever else the machine runs.
    """
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss_Anon:"):
                return int(line.split()[1]) * 1024
    return 0


@dataclass(frozen=True)
class Socket:
    """One end of a connection, or a listening socket."""

    state: str
    port: int
    peer: int
    inode: str


def sockets(pid: int, port: int) -> list[Socket]:
    """A process's own sockets at a port."""
    own = set()
    with suppress(OSError):
        for entry in (PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):
                own.add(os.readlink(entry))
    return [row for row in _table(pid) if row.port == port and f"socket:[{row.inode}]" in own]


def _table(pid: int) -> list[Socket]:
    try:
        lines = (PROC / str(pid) / "net" / "tcp").read_text().splitlines()[1:]
    except OSError:
        return []
    rows = [line.split() for line in lines]
    return [Socket(row[3], _port(row[1]), _port(row[2]), row[9]) for row in rows]


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


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
