"""`kill -9` of a server in the middle of a form: it is taken when it is sent again, and once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import server
from tests.faults.house import House, on_postgres

pytestmark = pytest.mark.server

SENDS = """
import os, signal, sys
from tamarack.cli.serve import start_django
start_django(demo=None)
from django.test import Client
from tamarack.growth.actions import keeping
real = keeping.check_in
def and_die(*said, **more):
    real(*said, **more)
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[2] == "dies":
    keeping.check_in = and_die
client = Client(SERVER_NAME="127.0.0.1")
client.cookies["sessionid"] = sys.argv[1]
answer = client.post("/en/growth/check-in/", {"moved": "One step", "csrfmiddlewaretoken": "t" * 64})
print(answer.status_code, answer["Location"])
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_form_is_taken_when_it_comes_again_after_the_server_was_killed_over_it(
    kind: str, prepared: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue("postgres") if kind == "postgres" else ""
    house = Data(on_postgres(prepared, tmp_path / "start", address) if address else prepared, tmp_path, address)
    assert house.sends("dies").returncode == -9
    assert house.count() == 0, "it was all one transaction"
    first, again = house.sends("lives"), house.sends("lives")
    assert first.stdout.startswith("302 "), first.stderr
    assert again.stdout == first.stdout
    assert house.count() == 1


class Data(House):
    """The data alone."""

    def __init__(self, prepared: Path, folder: Path, address: str) -> None:
        self.folder = folder
        self.more = {"DATABASE_URL": address} if address else {}
        self.copy(prepared, folder / "data")
        self.people = self.read_people(prepared)

    def sends(self, how: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", SENDS, self.people[0]["session"], how]
        return subprocess.run(
            command, env=server.environment(self.folder / "data", **self.more), capture_output=True, text=True
        )

    def count(self) -> int:
        return int(self.sql("SELECT count(*) FROM growth_checkin")[0][0])
