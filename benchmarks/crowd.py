"""Several people at once, each in a process of their own, so that they wait for the server and not for each other."""

import multiprocessing
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnProcess
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from threading import BrokenBarrierError

from benchmarks.client import Client
from benchmarks.person import Person, Record
from benchmarks.server import Server

PEOPLE = 8
SECONDS = 180.0
"""How long people may take to begin, and to end."""


@contextmanager
def crowd(server: Server, think: float = 0.0) -> Iterator[list[Record]]:
    """People who save until the block ends; then the list has what each of them saw."""
    # Not forked: whoever measures may have threads.
    own = multiprocessing.get_context("spawn")
    stop, ready, told = own.Event(), own.Barrier(PEOPLE + 1), own.Queue()
    names = list(Client(server.port).people())[:PEOPLE]
    people = [own.Process(target=_live, args=(server.port, name, think, ready, stop, told)) for name in names]
    records: list[Record] = []
    try:
        for person in people:
            person.start()
        _begin(ready, told)
        yield records
        stop.set()
        records += [_heard(told) for _ in people]
    finally:
        _end(people)


def _live(port: int, name: str, think: float, ready: Barrier, stop: Event, told: "Queue[Record | str]") -> None:
    try:
        person = Person(port, name)
        ready.wait(SECONDS)
        person.go_on(stop, think)
        told.put(person.record)
    except BaseException:
        told.put(traceback.format_exc())
        ready.abort()


def _begin(ready: Barrier, told: "Queue[Record | str]") -> None:
    try:
        ready.wait(SECONDS)
    except BrokenBarrierError:
        _heard(told)
        raise


def _heard(told: "Queue[Record | str]") -> Record:
    found = told.get(timeout=SECONDS)
    if isinstance(found, str):
        raise RuntimeError(f"Someone could not go on.\n{found}")
    return found


def _end(people: list[SpawnProcess]) -> None:
    for person in people:
        if person.pid is not None:
            person.join(1)
            person.kill()
            person.join()
