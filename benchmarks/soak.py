"""`python -m benchmarks.soak`: the mix of a campaign day at a moderate rate for half an hour; memory must stay flat.

Memory is that of all processes of the server and its workers, what they share counted once, without the pages of
programs and libraries (anonymous PSS). Processes keep parts of pages and of PDFs, up to a limit, and are flat once that
is reached. So ten minutes of the same at five times the rate come first, which do not count. Then memory is flat if the
mean of the last third is at most 5 % above that of the first, and the line through the last two thirds rises by less
than 5 % an hour: what a leak leaves goes on for ever.
"""

import sys
import threading
import time
from statistics import linear_regression, mean

from benchmarks.load import Plan, options, run, tables, told
from benchmarks.report import Figure, figures
from benchmarks.server import POSTGRES, SQLITE, CannotMeasure, Server

PEOPLE = {POSTGRES: 60, SQLITE: 15}
EVERY = 15.0
WARM_UP, FASTER = 600.0, 5.0
"""Seconds that do not count, and how much less people think in them."""
GROWS, SLOPE = 5.0, 5.0
MB = 1e6

Sample = tuple[float, float]
"""Seconds since the beginning, and megabytes."""


def flatness(samples: list[Sample]) -> list[Figure]:
    """How memory went."""
    thirds = _thirds(samples)
    first, last = (mean(size for _, size in part) for part in (thirds[0], thirds[2]))
    seconds, sizes = zip(*(thirds[1] + thirds[2]), strict=True)
    slope = 100 * linear_regression(seconds, sizes).slope * 3600 / last
    return [
        Figure("memory, mean of the first third", first, unit="MB", digits=1),
        Figure("memory, mean of the last third", last, unit="MB", digits=1),
        Figure("memory, most", max(size for _, size in samples), unit="MB", digits=1),
        Figure("growth from the first third to the last", 100 * (last / first - 1), GROWS, unit="%", digits=2),
        Figure("slope of the last two thirds", slope, SLOPE, unit="% an hour", digits=2),
    ]


def _thirds(samples: list[Sample]) -> list[list[Sample]]:
    step = len(samples) // 3
    return [samples[:step], samples[step : 2 * step], samples[2 * step :]]


def main() -> int:
    """Half an hour."""
    asked = options(__doc__, PEOPLE, 30)
    samples: list[Sample] = []

    def watch(server: Server, stop: threading.Event) -> None:
        begun = time.monotonic()
        while not stop.wait(EVERY):
            seconds, size = time.monotonic() - begun - WARM_UP, server.memory() / MB
            if seconds >= 0:
                samples.append((seconds, size))
            print(f"{seconds / 60:6.1f} min  {size:7.1f} MB", file=sys.stderr, flush=True)

    try:
        plan = Plan(asked.database, asked.people, 60 * asked.minutes, asked.think, WARM_UP, FASTER)
        found = run(plan, watch)
    except CannotMeasure as error:
        print(error, file=sys.stderr)
        return 2
    shown = [*tables(found), figures("memory", "memory of all processes", flatness(samples))]
    return told(shown, found, json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
