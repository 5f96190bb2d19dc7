"""Eight people saving at once on SQLite, each as soon as the last answer is saved: how long does one wait at most?"""

import time
from collections.abc import Sequence

from benchmarks.crowd import PEOPLE, crowd
from benchmarks.person import Record
from benchmarks.report import Figure, Table, figures
from benchmarks.server import demo

SECONDS, QUICK_SECONDS = 30.0, 5.0
PROCESSES = 2
WORST_MS = 500.0


def measure(quick: bool) -> list[Table]:
    """What the people waited, and whether their answers are there."""
    seconds = QUICK_SECONDS if quick else SECONDS
    with demo(PROCESSES) as server, crowd(server) as records:
        time.sleep(seconds)
    title = f"{PEOPLE} people saving, {PROCESSES} processes, {seconds:.0f} s"
    return [figures("saving", title, found(records, seconds))]


def found(records: Sequence[Record], seconds: float) -> list[Figure]:
    """The figures of a run."""
    saves = [attempt for record in records for attempt in record.attempts if attempt.saves]
    waits = sorted(1000 * (attempt.ended - attempt.begun) for attempt in saves)
    return [
        Figure("saves", len(saves)),
        Figure("saves a second", len(saves) / seconds),
        Figure("errors", sum(not attempt.ok for attempt in saves), 0),
        Figure("saved answers lost", sum(len(record.lost) for record in records), 0),
        Figure("median wait", waits[len(waits) // 2], unit="ms", digits=1),
        Figure("99 of 100 wait at most", waits[len(waits) * 99 // 100], unit="ms", digits=1),
        Figure("longest wait", waits[-1], WORST_MS, unit="ms", digits=1),
    ]
