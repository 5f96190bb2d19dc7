"""What this machine, or the container's share of it, lends: processors and memory."""

import os
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN = Path("/proc/self/cgroup")
A_PROCESS = 400_000_000
"""Bytes that a server process may come to need."""


def processors(own: Path = OWN, root: Path = CGROUPS) -> int:
    """How many processors this process may use: by its affinity and by the limits of its control group (v2 or v1)."""
    try:
        found = float(len(os.sched_getaffinity(0)))
    except AttributeError:
        found = float(os.cpu_count() or 1)
    for folder in _groups(own, root, "cpu"):
        quota, _, period = _read(folder / "cpu.max").partition(" ")
        quota = quota or _read(folder / "cpu.cfs_quota_us")
        period = period or _read(folder / "cpu.cfs_period_us")
        if quota.isdigit() and period.isdigit():
            found = min(found, int(quota) / int(period))
    return max(1, int(found))


def memory(own: Path = OWN, root: Path = CGROUPS) -> int:
    """How many bytes of memory this process and its siblings may use."""
    found = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 2**40
    for folder in _groups(own, root, "memory"):
        for name in ("memory.max", "memory.limit_in_bytes"):
            limit = _read(folder / name)
            if limit.isdigit():
                found = min(found, int(limit))
    return found


def processes() -> int:
    """How many server processes this machine serves best: one a processor, as far as the memory reaches."""
    return max(1, min(processors(), memory() // A_PROCESS, 128))


def _groups(own: Path, root: Path, controller: str) -> Iterator[Path]:
    """The folders of this process's control group and of all above it."""
    for line in _read(own).splitlines():
        number, controllers, path = line.split(":", 2)
        if number != "0" and controller not in controllers.split(","):
            continue
        base = root if number == "0" else root / controllers
        folder = base / path.strip("/")
        yield from (place for place in (folder, *folder.parents) if place.is_relative_to(base))


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
