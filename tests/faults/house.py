"""A site that stands on something that fails, and people who save meanwhile and look at the end what is there."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from benchmarks.client import TOKEN, Answer, Client, find
from benchmarks.person import Person
from benchmarks.server import Server
from tests import server

PEOPLE = 6


class House(Server):
    """The real thing on data that was prepared, with people who are signed in."""

    def __init__(self, folder: Path, prepared: Path, *, under: tuple[str, ...] = (), **more: str) -> None:
        self.copy(prepared, folder / "data")
        self.people = self.read_people(prepared)
        self.under = under
        super().__init__(folder, 1, "serve", **{"TAMARACK_TASK_WORKERS": "0", **more})

    @staticmethod
    def copy(prepared: Path, data: Path) -> None:
        """Have the data of a site that was prepared."""
        shutil.copytree(prepared, data, dirs_exist_ok=True)

    @staticmethod
    def read_people(prepared: Path) -> list[dict[str, str]]:
        """Who is signed in there."""
        people: list[dict[str, str]] = json.loads((prepared / "people.json").read_text())["people"]
        return people

    def client(self, number: int = 0) -> Client:
        """The browser of one of the people."""
        client = Client(self.port)
        client.cookies["sessionid"] = self.people[number]["session"]
        return client

    def get(self, path: str) -> tuple[int, str, float]:
        """Status, text and seconds of a page that someone signed in asks for."""
        client, begun = self.client(), time.monotonic()
        answer = client.get(path)
        return answer.status, answer.text, time.monotonic() - begun

    def form(self, number: int) -> Callable[[], Answer]:
        """Have one of the people open a form, which is sent when this is called."""
        client = self.client(number)
        token = find(TOKEN, client.get("/en/growth/check-in/").require())
        return lambda: client.post("/en/growth/check-in/", {"csrfmiddlewaretoken": token, "moved": "One step"})

    def check_in(self, number: int) -> Answer:
        """Have one of the people open a form, and send it."""
        return self.form(number)()

    def sql(self, statement: str) -> list[Any]:
        """Ask its database."""
        return server.sql(self.folder / "data", statement, self.postgres)


def prepare(data: Path, **more: str) -> None:
    """Bring a data folder, and its database, to where people can come."""
    data.mkdir(parents=True, exist_ok=True)
    if "DATABASE_URL" not in more:
        server.give_tables(data)
    done = server.run("prepare", data=data, **more)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "benchmarks.staff", str(PEOPLE)]
    made = subprocess.run(command, env=server.environment(data, **more), capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    (data / "people.json").write_text(made.stdout.splitlines()[-1])


def on_postgres(prepared: Path, folder: Path, address: str) -> Path:
    """The same site in an empty PostgreSQL."""
    House.copy(prepared, folder)
    (folder / "tamarack.sqlite3").unlink()
    prepare(folder, DATABASE_URL=address)
    return folder


class Saver(threading.Thread):
    """Someone who answers one criterion after the other until told to stop, and then looks what is there."""

    def __init__(self, house: House, number: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.person = Person(house.port, f"person {number}", house.people[number]["session"])
        self.stop = stop
        self.broke: BaseException | None = None

    def run(self) -> None:
        try:
            self.person.go_on(self.stop, 0.02)
        except BaseException as error:
            self.broke = error

    @property
    def saved(self) -> int:
        return sum(row.ok and row.saves for row in self.person.record.attempts)

    @property
    def failed(self) -> int:
        return sum(not row.ok for row in self.person.record.attempts)


class Savers(list[Saver]):
    """All of them."""

    def wait_for_more(self, seconds: float = 30) -> None:
        """Until everybody has saved again."""
        before = [saver.saved for saver in self]
        wait_for(lambda: all(saver.saved > had for saver, had in zip(self, before, strict=True)), seconds)

    def wait_for_failures(self, seconds: float = 30) -> None:
        """Until everybody was refused."""
        before = [saver.failed for saver in self]
        wait_for(lambda: all(saver.failed > had for saver, had in zip(self, before, strict=True)), seconds)

    def check(self) -> None:
        """Nothing acknowledged was lost, nothing taken twice."""
        assert [saver.broke for saver in self if saver.broke] == []
        records = [saver.person.record for saver in self]
        assert [record.lost for record in records if record.lost] == []
        assert [record.doubled for record in records if record.doubled] == []


@contextmanager
def saving(house: House, people: int = 4) -> Iterator[Savers]:
    """People who save until the block ends; then it is checked."""
    stop = threading.Event()
    savers = Savers(Saver(house, number, stop) for number in range(people))
    for saver in savers:
        saver.start()
    try:
        savers.wait_for_more()
        yield savers
        savers.wait_for_more()
    finally:
        stop.set()
        for saver in savers:
            saver.join(60)
    savers.check()


def wait_for(what: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "nothing came of it"
        time.sleep(0.05)


def upload(client: Client, address: str, content: bytes) -> Any:
    """Send a file with its page's token."""
    token = find(TOKEN, client.get(address.removesuffix("files/")).require())
    edge = "edge-of-a-part"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'.encode(),
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="notes.txt"\r\n'
        "Content-Type: text/plain\r\n\r\n".encode()
        + content
        + f"\r\n--{edge}--\r\n".encode(),
    ]
    return client._send("POST", address, b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={edge}"})


def kill_all(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
