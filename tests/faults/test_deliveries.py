"""Webhooks by two workers at once, and by workers that are killed in the middle: each message comes, in its order."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tamarack.common.events import tell
from tamarack.exchange.actions.webhooks import make_webhook
from tamarack.exchange.delivering import deliver_due
from tamarack.exchange.models import Delivery
from tamarack.people.models import Person
from tests import server
from tests.faults.house import House, wait_for
from tests.running.test_workers import TRACE

SUBJECTS, EACH = 3, 6


class Receiver(ThreadingHTTPServer):
    """A program that takes webhooks."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.got: list[tuple[str, str]] = []
        self.when: Callable[[int], None] = lambda number: None
        self.host = f"127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def check(self) -> None:
        """Each came, about each thing in order; again only what was under way when a worker was killed."""
        first: dict[str, list[str]] = defaultdict(list)
        for message, subject in self.got:
            if message not in first[subject]:
                first[subject].append(message)
            else:
                assert first[subject][-1] == message, "again, after a later one"
        counted = {subject: len(messages) for subject, messages in first.items()}
        assert counted == {str(subject): EACH for subject in range(SUBJECTS)}


class Taking(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((self.headers["webhook-id"], body["data"]["id"]))
        self.server.when(len(self.server.got))
        time.sleep(0.02)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *said: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver
        receiver.shutdown()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_message_once_and_in_order(
    receiver: Receiver, person: Person, settings: Any
) -> None:
    settings.FETCH_HOSTS = [receiver.host]
    make_webhook(person, "Mine", f"http://{receiver.host}/hook", ["goal.moved"])
    for _ in range(EACH):
        for subject in range(SUBJECTS):
            tell("goal.moved", subject, person=person.pk)

    def work() -> None:
        while Delivery.objects.filter(state=Delivery.State.WAITING).exists():
            deliver_due.call()
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(receiver.got) == SUBJECTS * EACH
    receiver.check()
    assert not Delivery.objects.exclude(state=Delivery.State.DELIVERED).exists()


TELLS = f"""
from tamarack.common.events import tell
from tamarack.exchange.actions.webhooks import make_webhook
from tamarack.people.models import Person
person = Person.objects.first()
make_webhook(person, "Mine", "http://HOST/hook", ["goal.moved"])
for _ in range({EACH}):
    for subject in range({SUBJECTS}):
        tell("goal.moved", subject, person=person.pk)
"""
TIME_PASSES = """
from django.utils import timezone
from tamarack.exchange.delivering import queue_round
from tamarack.exchange.models import Delivery
Delivery.objects.filter(state="waiting").update(next_at=timezone.now())
queue_round(timezone.now())
"""


@pytest.mark.server
@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_workers_killed_in_the_middle_of_a_delivery_lose_none_and_keep_the_order(
    receiver: Receiver, prepared: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    House.copy(prepared, data)
    environment = server.environment(data, TAMARACK_FETCH_HOSTS=receiver.host, **{TRACE: str(tmp_path / "trace")})
    workers: list[subprocess.Popen[bytes]] = []

    def two() -> None:
        for _ in range(2):
            workers.append(subprocess.Popen([sys.executable, "-m", "tests.running.hasty"], env=environment))

    def shell(code: str) -> None:
        command = [sys.executable, "-m", "tamarack", "manage", "shell", "--verbosity", "0", "-c", code]
        subprocess.run(command, env=environment, check=True)

    def kill(number: int) -> None:
        if number == 5:
            for worker in workers:
                os.kill(worker.pid, signal.SIGKILL)

    receiver.when = kill
    shell(TELLS.replace("HOST", receiver.host))
    two()
    try:
        wait_for(lambda: all(worker.poll() is not None for worker in workers), 60)
        assert len(receiver.got) < SUBJECTS * EACH
        two()
        shell(TIME_PASSES)  # what a killed worker had taken is held for two minutes
        wait_for(lambda: len({message for message, _ in receiver.got}) == SUBJECTS * EACH, 60)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    receiver.check()
