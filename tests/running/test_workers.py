"""Two worker processes on one database: each task is run, by one of them, whatever becomes of the other."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import server

pytestmark = [
    pytest.mark.server,
    pytest.mark.alone,  # its tasks take a second, and are given over within some
    pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL"),
]

TRACE = "TAMARACK_TEST_TRACE"
QUEUE = """
from tests.running.probe import mark, slow
for number in range(40):
    mark.enqueue(f"mark-{number}")
slow.enqueue("living", 4)
"""
TICKS = """
import json
from django_tasks_db.models import DBTaskResult
rows = DBTaskResult.objects.filter(task_path__endswith=".tick").order_by("enqueued_at")
print(json.dumps([row.enqueued_at.timestamp() for row in rows]))
"""


class House:
    def __init__(self, environment: dict[str, str], trace: Path) -> None:
        self.trace = trace
        own = server.environment(Path(environment["TAMARACK_DATA"]), **{TRACE: str(trace)})
        self.environment = {**own, **environment}
        self.workers: list[subprocess.Popen[bytes]] = []

    def worker(self) -> None:
        self.workers.append(subprocess.Popen([sys.executable, "-m", "tests.running.hasty"], env=self.environment))

    def shell(self, code: str) -> str:
        arguments = [sys.executable, "-m", "tamarack", "manage", "shell", "--verbosity", "0", "-c", code]
        return subprocess.run(arguments, env=self.environment, check=True, capture_output=True, text=True).stdout

    def lines(self) -> list[tuple[str, int]]:
        rows = self.trace.read_text().split("\n")[:-1] if self.trace.exists() else []
        return [(row.split()[0], int(row.split()[1])) for row in rows]

    def count(self, name: str) -> int:
        return Counter(line for line, _ in self.lines())[name]


@pytest.fixture(scope="module")
def house(database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(database, tmp_path_factory.mktemp("trace") / "trace.txt")
    command = [sys.executable, "-m", "tamarack", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=house.environment, check=True)
    house.shell(QUEUE)
    house.worker()
    house.worker()
    yield house
    for worker in house.workers:
        worker.kill()
        worker.wait()


def wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_each_task_is_run_once_also_one_that_takes_longer_than_a_dead_worker_is_waited_for(house: House) -> None:
    wait_for(lambda: house.count("living-ended") == 1)
    wait_for(lambda: all(house.count(f"mark-{number}") for number in range(40)))
    counted = Counter(line for line, _ in house.lines())
    assert [counted[f"mark-{number}"] for number in range(40)] == [1] * 40
    assert counted["living-begun"] == 1


def test_what_is_repeated_is_queued_by_one_of_them(house: House) -> None:
    wait_for(lambda: house.count("tick") >= 4)
    at = json.loads(house.shell(TICKS))
    assert len(at) >= 4
    assert min(later - earlier for earlier, later in itertools.pairwise(at)) > 0.9


def test_the_task_of_a_killed_worker_is_run_by_the_other_soon(house: House) -> None:
    house.shell('from tests.running.probe import slow; slow.enqueue("killed", 1)')
    wait_for(lambda: house.count("killed-begun") == 1)
    (pid,) = {pid for line, pid in house.lines() if line == "killed-begun"}
    os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    wait_for(lambda: house.count("killed-ended") == 1)
    assert time.monotonic() - began < 6
    assert house.count("killed-begun") == 2


def test_a_worker_that_is_asked_to_stop_ends_its_task_first(house: House) -> None:
    (left,) = [worker for worker in house.workers if worker.poll() is None]
    house.shell('from tests.running.probe import slow; slow.enqueue("last", 1.5)')
    wait_for(lambda: house.count("last-begun") == 1)
    left.send_signal(signal.SIGTERM)
    assert left.wait(10) == 0
    assert house.count("last-ended") == 1
    names = "from tamarack.common.models import Worker; print(Worker.objects.count())"
    assert house.shell(names).strip() in ("0", "1")  # the killed one may still be listed, the stopped one is not
