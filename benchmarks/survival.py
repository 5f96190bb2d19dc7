"""`kill -9` while people save: of one of two server processes, and of all with a start on the same data, in turn."""

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks import proc
from benchmarks.crowd import PEOPLE, crowd
from benchmarks.person import Attempt, Record
from benchmarks.report import Figure, Table, figures
from benchmarks.server import CannotMeasure, Server, demo

TIMES, QUICK_TIMES = 10, 2
PROCESSES = 2
BETWEEN = 1.5
"""Seconds in which people save undisturbed."""
NOTICED = 10.0


@dataclass(frozen=True)
class Kill:
    """A kill, and the ports of those connected to what it spared. `back` is when every process answered again."""

    whole: bool
    at: float
    back: float
    spared: frozenset[int]


@dataclass(frozen=True)
class Outcome:
    """What a kill cost: failed requests over connections to what was killed, why any others failed, and waiting.

    `held` counts those connected there; among them who was just connecting, and waited to be let in.
    """

    kill: Kill
    held: int
    own: int
    others: list[str]
    wait: float
    """The longest time from someone's failure to their next saved answer."""


def measure(quick: bool) -> list[Table]:
    """Kill and count."""
    kills, records = run(QUICK_TIMES if quick else TIMES)
    return [figures("survival", f"kill -9 while {PEOPLE} people save", found(kills, records))]


def run(times: int, between: float = BETWEEN) -> tuple[list[Kill], list[Record]]:
    """Kill one process and the whole server in turn, so many times each."""
    kills = []
    with demo(PROCESSES) as server, crowd(server) as records:
        for _ in range(times):
            for kill in (_kill_one, _kill_all):
                time.sleep(between)
                kills.append(kill(server))
        time.sleep(between)
    return kills, records


def _kill_one(server: Server) -> Kill:
    victim, *spared = server.workers()
    ports = frozenset(port for worker in spared for port in server.peers(worker))
    at = time.monotonic()
    os.kill(victim, signal.SIGKILL)
    while proc.alive(victim):
        if time.monotonic() > at + NOTICED:
            raise CannotMeasure("A process could not be killed.")
        time.sleep(0.01)
    server.wait_until_up()
    return Kill(False, at, time.monotonic(), ports)


def _kill_all(server: Server) -> Kill:
    at = time.monotonic()
    server.kill()
    server.start_again()
    return Kill(True, at, time.monotonic(), frozenset())


def outcomes(kills: Sequence[Kill], records: Sequence[Record]) -> list[Outcome]:
    """What each kill cost, up to the next one."""
    ends = [*(kill.at for kill in kills[1:]), float("inf")]
    return [_outcome(kill, end, records) for kill, end in zip(kills, ends, strict=True)]


def _outcome(kill: Kill, end: float, records: Sequence[Record]) -> Outcome:
    failed = {record.name: [row for row in _within(record, kill.at, end) if not row.ok] for record in records}
    rows = [row for found in failed.values() for row in found]
    return Outcome(
        kill=kill,
        held=sum(_port(record, kill.at) not in kill.spared for record in records),
        own=sum(row.port not in kill.spared for row in rows),
        others=[row.why for row in rows if row.port in kill.spared],
        wait=max((_wait(record, found[0]) for record in records if (found := failed[record.name])), default=0.0),
    )


def _within(record: Record, begin: float, end: float) -> list[Attempt]:
    return [row for row in record.attempts if begin <= row.ended < end]


def _port(record: Record, at: float) -> int:
    """The connection that someone had at a moment."""
    return next((row.port for row in reversed(record.attempts) if row.begun <= at), 0)


def _wait(record: Record, failure: Attempt) -> float:
    ends = (row.ended for row in record.attempts if row.ok and row.saves and row.begun >= failure.ended)
    return next(ends, float("inf")) - failure.begun


def found(kills: Sequence[Kill], records: Sequence[Record]) -> list[Figure]:
    """The figures of a run."""
    results = outcomes(kills, records)
    ones, wholes = ([row for row in results if row.kill.whole is whole] for whole in (False, True))
    one, every = "one process killed", "all processes killed"
    return [
        Figure("answers saved", sum(row.ok and row.saves for record in records for row in record.attempts)),
        Figure("saved answers lost", sum(len(record.lost) for record in records), 0),
        Figure("answers taken twice", sum(len(record.doubled) for record in records), 0),
        Figure(one, len(ones), unit="times"),
        Figure(f"{one}: connections there, most", max(row.held for row in ones)),
        Figure(f"{one}: connections elsewhere, in all", sum(PEOPLE - row.held for row in ones)),
        Figure(f"{one}: requests failed, most", max(row.own + len(row.others) for row in ones)),
        Figure(f"{one}: failed beyond a request a connection there", max(row.own - row.held for row in ones), 0),
        Figure(f"{one}: failed of those connected elsewhere", max(len(row.others) for row in ones), 0),
        Figure(f"{one}: replaced within", max(row.kill.back - row.kill.at for row in ones), unit="s", digits=1),
        Figure(f"{one}: saved again within", max(row.wait for row in ones), unit="s", digits=2),
        Figure(every, len(wholes), unit="times"),
        Figure(
            f"{every}: started again within", max(row.kill.back - row.kill.at for row in wholes), unit="s", digits=1
        ),
        Figure(f"{every}: saved again within", max(row.wait for row in wholes), unit="s", digits=2),
    ]
