"""`tamarack score` on a file of many people: memory that does not grow with them, time beside reading the file."""

import csv
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from benchmarks import proc
from benchmarks.report import Figure, Table, figures
from benchmarks.server import CannotMeasure
from tamarack.cli.terminal import load_rubric
from tamarack.core.ratings import choices

PEOPLE, QUICK_PEOPLE = (10_000, 100_000), (500, 5_000)
MEMORY_LIMIT = 1.2
LOOK = 0.02
"""Seconds between two looks at a process's memory."""


@dataclass(frozen=True)
class Run:
    """What scoring a file took, and what reading it as CSV does."""

    people: int
    seconds: float
    cpu: float
    bare: float
    peak: int


def measure(quick: bool) -> list[Table]:
    """Few people and many."""
    if not proc.available():
        raise CannotMeasure("The benchmarks read memory from /proc, which this system does not have: run on Linux.")
    with TemporaryDirectory(prefix="tamarack-bench-") as folder:
        few, many = (_run(Path(folder), people) for people in (QUICK_PEOPLE if quick else PEOPLE))
    return [figures("score", "score --json", found(few, many))]


def found(few: Run, many: Run) -> list[Figure]:
    """The figures of both."""
    return [
        *(Figure(f"memory at most, {run.people:,} people", run.peak / 1e6, unit="MB", digits=1) for run in (few, many)),
        Figure("memory, times that for fewer", many.peak / few.peak, MEMORY_LIMIT, digits=2),
        Figure(f"time, {many.people:,} people", many.seconds, unit="s", digits=1),
        Figure("CPU, times reading the file as CSV once", many.cpu / many.bare, digits=1),
    ]


def _run(folder: Path, people: int) -> Run:
    path = folder / f"{people}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_lines(people))
    begun = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen([sys.executable, "-m", "tamarack", "score", str(path), "--json"], stdout=nowhere)
    looks: list[int] = []
    watch = Thread(target=_watch, args=(process.pid, looks))
    watch.start()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    watch.join()
    if process.returncode:
        raise AssertionError(f"tamarack score ended with {process.returncode}")
    return Run(people, seconds, used.ru_utime + used.ru_stime, _bare(path), max(looks))


def _lines(people: int) -> Iterator[str]:
    """Every criterion of every person with a rating that it can take, or none."""
    chance = random.Random(1)
    ends = [[f",{row.code},{value}\n" for value in (*choices(row), "")] for row in load_rubric("cacee").criteria]
    yield "person,criterion,rating\n"
    for number in range(people):
        yield "".join(f"person{number}@school.example{chance.choice(end)}" for end in ends)


def _watch(pid: int, looks: list[int]) -> None:
    """Look at the most memory that a process has had, until it ends."""
    while peak := proc.peak_memory(pid):
        looks.append(peak)
        time.sleep(LOOK)


def _bare(path: Path) -> float:
    """CPU seconds of reading a file as CSV, and nothing else."""
    begun = time.process_time()
    with path.open(newline="", encoding="utf-8") as file:
        for _ in csv.reader(file):
            pass
    return time.process_time() - begun
