"""A worker is killed at the worst moments of a reminder, by real processes: it comes once all the same."""

import os
import shutil
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tamarack.common.tasks.retrying import DIED
from tests import server
from tests.with_postgres import new_database

pytestmark = [pytest.mark.server, pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")]

TASKS = "django_tasks_database_dbtaskresult"
PREPARE = """
from datetime import datetime, timedelta, UTC
from tamarack.growth.models import Action, Rhythm
from tamarack.people.models import Person
person = Person.objects.create_user("nadia@clearwater.example", name="Nadia")
day = (datetime.now(UTC) - timedelta(hours=7)).date()
Action.objects.create(person=person, what="Call Zoé", due=day)
Rhythm.objects.create(person=person, reminders=True, weekday=day.weekday(), time_zone="UTC")
"""
DIES_BEFORE_COMMIT = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tamarack.config.settings"
from tamarack.common import mail
queue = mail.QueuedBackend.send_messages
def queue_and_die(self, messages):
    queue(self, messages)
    os.kill(os.getpid(), signal.SIGKILL)
mail.QueuedBackend.send_messages = queue_and_die
from tamarack.cli import main
sys.argv = ["tamarack", "worker"]
main()
"""


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it takes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[str] = []
        self.on_goodbye: Callable[[], None] = lambda: None
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Taking(socketserver.StreamRequestHandler):
    server: Sink

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
            elif verb == b"QUIT":
                self.server.on_goodbye()  # by now the client has read that its message was taken
                return
            self.wfile.write(b"250 fine\r\n")


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink
        sink.shutdown()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder, and the address of its database if that is elsewhere."""
    data = tmp_path_factory.mktemp("prepared")
    address = new_database(request.getfixturevalue("postgres")) if request.param == "postgres" else ""
    more = {"DATABASE_URL": address} if address else {}
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "-c", PREPARE]):
        done = server.run("manage", *arguments, data=data, **more)
        assert done.returncode == 0, done.stderr
    return data, address


class House:
    """A data folder with one person to remind, and the workers that are started on it."""

    def __init__(self, data: Path, address: str, sink: Sink) -> None:
        self.data, self.address, self.sink = data, address, sink
        self.workers: list[subprocess.Popen[bytes]] = []

    def worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        mail = f"smtp://127.0.0.1:{self.sink.server_address[1]}"
        more = {"DATABASE_URL": self.address} if self.address else {}
        environment = server.environment(self.data, EMAIL_URL=mail, **more)
        self.workers.append(
            subprocess.Popen([sys.executable, *(arguments or ["-m", "tamarack", "worker"])], env=environment)
        )
        return self.workers[-1]

    def sql(self, statement: str) -> list[tuple[str, ...]]:
        return server.sql(self.data, statement, self.address)

    def tasks(self) -> list[tuple[str, ...]]:
        path = "substr(task_path, length('tamarack.') + 1)"
        ours = "(task_path LIKE 'tamarack.growth.%' OR task_path LIKE 'tamarack.common.mail.%')"
        return self.sql(f"SELECT {path}, status FROM {TASKS} WHERE {ours} ORDER BY enqueued_at")

    def time_passes(self) -> None:
        """What other workers do of a dead one's tasks after half a minute, and what is due after ten."""
        self.sql(f"UPDATE {TASKS} SET status = 'READY', exception_class_path = '{DIED}' WHERE status = 'RUNNING'")
        self.sql("UPDATE common_repeated SET due_at = '2026-01-01 00:00:00'")

    def wait_until_all_is_done(self, least: int) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            tasks = self.tasks()
            if len(tasks) >= least and {status for _, status in tasks} == {"SUCCESSFUL"}:
                return
            time.sleep(0.1)
        raise TimeoutError(self.tasks())


@pytest.fixture
def house(prepared: tuple[Path, str], tmp_path: Path, sink: Sink, request: pytest.FixtureRequest) -> Iterator[House]:
    data, address = prepared
    if address:
        address = new_database(request.getfixturevalue("postgres"), urlsplit(address).path[1:])
    house = House(shutil.copytree(data, tmp_path / "data"), address, sink)
    yield house
    for worker in house.workers:
        worker.kill()
        worker.wait()


def test_a_worker_killed_before_the_commit_leaves_the_reminder_to_the_next_one(house: House) -> None:
    assert house.worker("-c", DIES_BEFORE_COMMIT).wait(30) == -signal.SIGKILL
    assert house.tasks() == [("growth.reminders.send_reminders", "RUNNING")]
    assert house.sql("SELECT reminded_for FROM growth_rhythm") == [(None,)]
    house.time_passes()
    house.worker()
    house.wait_until_all_is_done(2)
    assert [path for path, _ in house.tasks()].count("common.mail.deliver") == 1
    assert len(house.sink.taken) == 1
    assert "Subject: [Tamarack] Your plan this week" in house.sink.taken[0]
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in house.sink.taken[0]


def test_a_worker_killed_after_the_mail_server_has_said_yes_sends_nothing_twice(house: House) -> None:
    first = house.worker()
    house.sink.on_goodbye = first.kill
    assert first.wait(30) == -signal.SIGKILL
    assert house.tasks() == [("growth.reminders.send_reminders", "SUCCESSFUL"), ("common.mail.deliver", "RUNNING")]
    house.time_passes()
    house.worker()
    house.wait_until_all_is_done(3)  # another round of reminders too
    assert len(house.sink.taken) == 1
