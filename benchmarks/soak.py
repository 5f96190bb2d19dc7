"""`python -m benchmarks.soak`: the mix of a campaign day at a moderate rate for half an hour; memory must stay flat.

Memory is that of all processes of the server and its workers, what they share counted once (PSS). It is flat if the
mean of the last third is at most 5 % above that of the first, whose first minute, in which everything is loaded, does
not count, and if the line through the last two thirds rises by less than 24 MB an hour.
"""

import sys
import threading
import time
from statistics import linear_regression, mean

from benchmarks.load import POSTGRES, SQLITE, Plan, options, run, tables, told
from benchmarks.report import Figure, figures
from benchmarks.server import CannotMeasure, Server

PEOPLE = {POSTGRES: 60, SQLITE: 15}
EVERY = 5.0
WARM_UP = 60.0
GROWS, SLOPE = 5.0, 24.0
MB = 1e6

Sample = tuple[float, float]
"""Seconds since the beginning, and megabytes."""


def flatness(samples: list[Sample]) -> list[Figure]:
    """How memory went."""
    thirds = _thirds([row for row in samples if row[0] >= WARM_UP] or samples)
    first, last = (mean(size for _, size in part) for part in (thirds[0], thirds[2]))
    seconds, sizes = zip(*(thirds[1] + thirds[2]), strict=True)
    slope = linear_regression(seconds, sizes).slope * 3600
    return [
        Figure("memory, mean of the first third", first, unit="MB", digits=1),
        Figure("memory, mean of the last third", last, unit="MB", digits=1),
        Figure("memory, most", max(size for _, size in samples), unit="MB", digits=1),
        Figure("growth from the first third to the last", 100 * (last / first - 1), GROWS, unit="%", digits=2),
        Figure("slope of the last two thirds", slope, SLOPE, unit="MB an hour", digits=2),
    ]


def _thirds(samples: list[Sample]) -> list[list[Sample]]:
    step = len(samples) // 3
    return [samples[:step], samples[step : 2 * step], samples[2 * step :]]


def main() -> int:
    """Half an hour."""
    asked = options(__doc__, PEOPLE, 30)
    samples: list[Sample] = []
    begun = time.monotonic()

    def watch(server: Server, stop: threading.Event) -> None:
        while not stop.wait(EVERY):
            samples.append((time.monotonic() - begun, server.memory() / MB))
            if len(samples) % 12 == 0:
                print(f"{samples[-1][0] / 60:5.1f} min  {samples[-1][1]:7.1f} MB", file=sys.stderr, flush=True)

    try:
        found = run(Plan(asked.database, asked.people, 60 * asked.minutes, asked.think), watch)
    except CannotMeasure as error:
        print(error, file=sys.stderr)
        return 2
    shown = [*tables(found), figures("memory", "memory of all processes", flatness(samples))]
    return told(shown, found, json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
