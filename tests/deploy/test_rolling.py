"""Two servers behind nginx, restarted one by one, and a migration between, while people save: no request fails."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.nginx import PROGRAM, Nginx
from tests.running.load import Load
from tests.server import Server, free_port, start

pytestmark = [pytest.mark.server, pytest.mark.skipif(not PROGRAM, reason="needs nginx")]

A_MIGRATION = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("ALTER TABLE django_session ADD COLUMN told text NULL")
    cursor.execute("CREATE TABLE later (id bigint PRIMARY KEY)")
    cursor.execute("CREATE INDEX CONCURRENTLY session_told ON django_session (told)")
"""


class Site:
    """Servers on one database, and what stands in front."""

    def __init__(self, folder: Path, database: str) -> None:
        self.nginx = Nginx(folder, free_port())
        self.address = f"http://127.0.0.1:{self.nginx.port}"
        self.ports = [str(free_port()), str(free_port())]
        self.folders = [folder / "one", folder / "two"]
        self.more = {
            "DATABASE_URL": database, "TAMARACK_URL": self.address, "TAMARACK_PROXIES": "1", "TAMARACK_WORKERS": "1",
            "TAMARACK_SECRET_KEY": "k" * 50, "TAMARACK_TASK_WORKERS": "0",
        }  # fmt: skip
        self.servers = [self.start(0), self.start(1)]
        self.point_at(0, 1)
        assert self.nginx.run().returncode == 0

    def start(self, which: int) -> Server:
        return start("serve", self.folders[which], PORT=self.ports[which], **self.more)

    def point_at(self, *which: int) -> None:
        rows = [f"127.0.0.1:{port}" + ("" if at in which else " down") for at, port in enumerate(self.ports)]
        self.nginx.configure(rows)

    def take_out_and_restart(self, which: int) -> None:
        """As the guide says: out of nginx, stop, start, in again."""
        self.point_at(1 - which)
        self.nginx.run("-s", "reload")
        time.sleep(1)
        assert self.servers[which].stop() == 0
        self.servers[which] = self.start(which)
        self.point_at(0, 1)
        self.nginx.run("-s", "reload")

    def stop(self) -> None:
        self.nginx.run("-s", "stop")
        for server in self.servers:
            server.stop()


@pytest.fixture
def site(postgres: str, tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path, postgres)
    yield site
    site.stop()


def test_no_request_fails_while_servers_are_restarted_one_by_one_and_the_schema_grows(site: Site) -> None:
    with urllib.request.urlopen(f"{site.address}/readyz", timeout=10) as response:
        assert response.status == 200
    with Load(site.address) as load:
        time.sleep(0.5)
        environment = {**site.more, "TAMARACK_DATA": str(site.folders[0])}
        command = [sys.executable, "-m", "tamarack", "manage", "shell", "--verbosity", "0", "-c", A_MIGRATION]
        subprocess.run(command, env=environment, check=True)
        for which in (0, 1):
            before = load.saved
            site.take_out_and_restart(which)
            assert load.saved > before
        time.sleep(0.5)
    assert load.failed == []
    assert load.saved > 10
