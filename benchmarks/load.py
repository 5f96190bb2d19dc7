"""`python -m benchmarks.load`: a campaign day, with many people at once. Exit code 1 if any request fails.

Each person is signed in, has a connection of their own and thinks between two requests, for a time that varies as
times between calls do (exponential), cut at four times its mean. They answer all seven competencies on guided pages,
submit, look at the result, take the PDF along, look at their team, and share the assessment with a reviewer. Beside
them others ask for the bare view, so that both are measured in the same run.
"""

import argparse
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from benchmarks.day import BARE, KINDS, Colleague, Seen, Visitor, Watcher
from benchmarks.report import Figure, Table, as_json, as_text, figures
from benchmarks.server import POSTGRES, SQLITE, CannotMeasure, Server, demo, on, spent

PEOPLE = {POSTGRES: 200, SQLITE: 30}
THINK = 5.0
"""Seconds, in the mean: who reads three descriptors and chooses takes longer."""
WATCHERS = 2
PROCESSES = 2
ERRORS_SHOWN = 10


@dataclass(frozen=True)
class Plan:
    """How many people, on which database, for how many seconds, and how long they think in the mean. Before, they come
    for `before` seconds and think `faster` times less, which is not counted."""

    database: str = POSTGRES
    people: int = PEOPLE[POSTGRES]
    seconds: float = 600.0
    think: float = THINK
    before: float = 0.0
    faster: float = 1.0


@dataclass(frozen=True)
class Run:
    """What a run came to."""

    plan: Plan
    took: dict[str, list[float]]
    errors: list[str]
    seconds: float
    server_cpu: float
    client_cpu: float


@dataclass(frozen=True)
class Row:
    """One kind of request: how many, in milliseconds what 50, 95 and 99 of 100 took at most, and how many times that
    of the bare view it is."""

    name: str
    requests: int
    p50: float
    p95: float
    p99: float
    times50: float
    times95: float
    times99: float


@contextmanager
def site(database: str, **more: str) -> Iterator[Server]:
    """The real thing, on a database of its own of a kind."""
    with on(database), demo(PROCESSES, "serve", **more) as server:
        yield server


def run(plan: Plan, watch: Callable[[Server, threading.Event], None] | None = None) -> Run:
    """Have people come, and wait; `watch` is called meanwhile, and ends when the event is set."""
    # Whoever signs up or shares writes mail; it goes into the data folder.
    with site(plan.database) as server:
        stop = threading.Event()
        people = _people(server, plan, stop)
        if watch:
            watcher = threading.Thread(target=watch, args=(server, stop))
            watcher.start()
        _begin(people, plan, stop)
        before, own, begun = server.cpu(), time.process_time(), time.monotonic()
        stop.wait(plan.seconds)
        stop.set()
        seconds, cpu, own = time.monotonic() - begun, spent(before, server.cpu()), time.process_time() - own
        for person in people:
            person.join(60)
        if watch:
            watcher.join(60)
        return _gathered(plan, [person.seen for person in people], seconds, cpu, own)


def _begin(people: list[Visitor], plan: Plan, stop: threading.Event) -> None:
    """Have them come; what goes before is over when this returns, and of it only errors are remembered."""
    for person in people:
        person.think = person.think / plan.faster
        person.start()
    stop.wait(plan.before)
    for person in people:
        person.think = person.think * plan.faster
        person.seen.took.clear()


def _people(server: Server, plan: Plan, stop: threading.Event) -> list[Visitor]:
    command = [sys.executable, "-m", "benchmarks.staff", str(plan.people)]
    made = subprocess.run(command, env=server.environment, capture_output=True, text=True)
    if made.returncode:
        raise CannotMeasure(f"The people could not be made: {made.stderr[-2000:]}")
    told = json.loads(made.stdout.splitlines()[-1])
    rows = told["people"]
    return [
        *(
            Colleague(server.port, row, plan.think, stop, areas=told["areas"]).begin_at(at)
            for at, row in enumerate(rows)
        ),
        *(Watcher(server.port, rows[at], plan.think / 10, stop) for at in range(WATCHERS)),
    ]


def _gathered(plan: Plan, seen: list[Seen], seconds: float, server: float, client: float) -> Run:
    took = {kind: [value for each in seen for value in each.took.get(kind, ())] for kind in (BARE, *KINDS)}
    return Run(plan, took, [line for each in seen for line in each.errors], seconds, server, client)


def rows(run: Run) -> list[Row]:
    """The kinds of requests beside the bare view."""
    bare = [_share(run.took[BARE], part) for part in (50, 95, 99)]
    found = []
    for name, took in run.took.items():
        waits = [_share(took, part) for part in (50, 95, 99)]
        found.append(Row(name, len(took), *waits, *(wait / low for wait, low in zip(waits, bare, strict=True))))
    return found


def _share(took: list[float], part: int) -> float:
    """The milliseconds within which so many of a hundred were answered."""
    ordered = sorted(took)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * part // 100)] if ordered else float("nan")


def tables(run: Run) -> list[Table]:
    """What there is to say of a run."""
    heads = ("request", "number", "p50 ms", "p95 ms", "p99 ms", "p50 × bare", "p95 × bare", "p99 × bare")
    found = rows(run)
    cells = [
        (row.name, f"{row.requests:,}", *(f"{value:.1f}" for value in (
            row.p50, row.p95, row.p99, row.times50, row.times95, row.times99)))
        for row in found
    ]  # fmt: skip
    plan, number = run.plan, sum(row.requests for row in found)
    title = f"{plan.people} people on {plan.database}, {plan.think:g} s between two requests"
    return [
        Table("load", heads, cells, [asdict(row) for row in found]),
        figures("run", title, [
            Figure("requests failed", len(run.errors), 0),
            Figure("requests", number),
            Figure("requests a second", number / run.seconds, digits=1),
            Figure("time", run.seconds / 60, unit="min", digits=1),
            Figure("processors the server used, without its database", run.server_cpu / run.seconds, digits=2),
            Figure("processors that asking used", run.client_cpu / run.seconds, digits=2),
        ]),
    ]  # fmt: skip


def options(about: str | None, people: dict[str, int], minutes: float) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=people, default=POSTGRES)
    parser.add_argument("--people", type=int, help=", ".join(f"{count} on {kind}" for kind, count in people.items()))
    parser.add_argument("--minutes", type=float, default=minutes)
    parser.add_argument("--think", type=float, default=THINK, help="seconds between two requests, in the mean")
    parser.add_argument("--json", action="store_true", help="print JSON")
    found = parser.parse_args()
    found.people = found.people or people[found.database]
    return found


def told(found: list[Table], run: Run, *, json: bool) -> int:
    """Print what came out; the exit code."""
    print(as_json(found) if json else "\n\n".join(map(as_text, found)), flush=True)
    for line in run.errors[:ERRORS_SHOWN]:
        print(f"Failed: {line[:500]}", file=sys.stderr)
    wrong = [line for table in found for line in table.broken]
    for line in wrong:
        print(f"Limit broken: {line}", file=sys.stderr)
    return 1 if wrong else 0


def main() -> int:
    """A campaign day."""
    asked = options(__doc__, PEOPLE, 10)
    try:
        found = run(Plan(asked.database, asked.people, 60 * asked.minutes, asked.think))
    except CannotMeasure as error:
        print(error, file=sys.stderr)
        return 2
    return told(tables(found), found, json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
