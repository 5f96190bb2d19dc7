"""The real server: it ends and changes without a failed request, and what it writes down has nothing of anyone."""

import json
import os
import signal
import socket
import sqlite3
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.running.load import Load, SlowSpeakers, Visitor
from tests.server import Server, children, free_port, link_in, start

pytestmark = [pytest.mark.server, pytest.mark.skipif(os.name != "posix", reason="needs signals")]


@pytest.fixture(scope="module")
def figures() -> int:
    return free_port()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, figures: int) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("serving")
    server = start("serve", data, TAMARACK_WORKERS="2", TAMARACK_METRICS=f"127.0.0.1:{figures}")
    yield server
    if server.process.poll() is None:
        server.stop()


def lines(server: Server) -> list[dict[str, object]]:
    return [json.loads(line) for line in server.words().splitlines() if line.startswith("{")]


def generation(server: Server) -> set[int]:
    """The processes that answer, by their keeper."""
    return {pid for pid in children(server.process.pid) if b"\0http\0" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def test_a_journey_leaves_no_string_of_the_person_in_the_log(server: Server) -> None:
    own = {"email": "zoe.tremblay@clearwater.example", "name": "Zoé Tremblay-Okafor", "password": "tamarack needles 42"}
    link = link_in(server.words()).removeprefix(server.address)
    visitor = Visitor(server.address)
    before = len(server.words())
    visitor.post(link, **own, password1=own["password"], password2=own["password"])
    visitor.get("/en/me/")
    visitor.get(f"/en/search/?q={urllib.request.quote(own['name'])}")
    other = Visitor(server.address)
    other.post("/en/account/login/", login=own["email"], password="wrong words of hers")
    other.post("/en/account/password/reset/", email=own["email"])
    for path in (
        f"/en/join/{own['email']}/",
        "/en/feedback/answer/Hn7l8atQp4X1Xh_TQujpCtWURcMDi46O/",
        "/nowhere/Tremblay/",
    ):
        with pytest.raises(urllib.request.HTTPError):
            other.get(path)
    time.sleep(1)
    said = server.words()[before:]
    assert said.count("tamarack.access") > 8
    for part in ("zoe", "remblay", "kafor", "needles", "wrong words", "Hn7l8atQ", link, "127.0.0.1"):
        assert part not in said, part
    ids = [line["request"] for line in lines(server) if line["logger"] == "tamarack.access"]
    assert len(set(ids)) == len(ids)


def test_figures_are_told_at_an_address_of_their_own(server: Server, figures: int) -> None:
    server.get("/en/rubric/cacee/col/")
    with urllib.request.urlopen(f"http://127.0.0.1:{figures}/metrics", timeout=10) as response:
        told = response.read().decode()
    assert 'tamarack_requests_total{method="GET",route="competency",status="200"}' in told
    assert 'tamarack_request_seconds_count{route="competency"}' in told
    assert 'tamarack_tasks{state="failed"} 0.0' in told
    assert "tamarack_tasks_oldest_seconds" in told
    assert "tamarack_database_up 1.0" in told
    assert "clearwater" not in told
    assert server.get("/metrics")[0] == 404


def test_at_a_reload_new_processes_come_before_the_old_ones_go_and_no_request_fails(server: Server) -> None:
    (old,) = generation(server)
    with Load(server.address) as load, SlowSpeakers(server.address, 8) as slow:
        time.sleep(1)
        server.process.send_signal(signal.SIGHUP)
        until = time.monotonic() + 60
        while "Reloaded." not in server.words() or old in generation(server):
            assert time.monotonic() < until, server.words()[-2000:]
            time.sleep(0.1)
        time.sleep(0.5)
    assert load.failed + slow.failed == []
    assert load.saved > 10
    assert slow.read > 10
    assert len(generation(server)) == 1


def test_a_request_that_was_begun_is_ended_when_the_server_is_stopped(server: Server) -> None:
    visitor, port = Visitor(server.address), int(server.address.rpartition(":")[2])
    visitor.begin()
    database = Path(server.said.parent) / "tamarack.sqlite3"
    visitor.stays()
    shown: list[int] = []

    def save() -> None:
        try:
            visitor.post("/en/try/col/", **{"rating-COL.1": "E"})
        except urllib.request.HTTPError as answer:
            shown.append(answer.code)

    with closing(sqlite3.connect(database, isolation_level=None, timeout=20)) as held:
        held.execute("BEGIN IMMEDIATE")
        saving = threading.Thread(target=save)
        saving.start()
        time.sleep(1.5)
        assert shown == []
        server.process.send_signal(signal.SIGTERM)
        time.sleep(1.5)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)
        held.execute("ROLLBACK")
    saving.join(20)
    assert shown == [302]  # saved, and sent on to a page that no one serves any more
    assert server.process.wait(30) == 0


def test_who_is_still_let_in_while_a_server_ends_is_served(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(tmp_path / "told"))
        told.settimeout(60)
        server = start("serve", tmp_path, TAMARACK_TASK_WORKERS="0", NOTIFY_SOCKET=str(tmp_path / "told"))
        assert told.recv(100) == b"READY=1"
    (keeper,) = generation(server)
    os.kill(keeper, signal.SIGSTOP)  # so that its processes learn of the end later than the first process
    server.process.send_signal(signal.SIGTERM)
    time.sleep(1)
    assert server.get("/healthz")[0] == 200
    os.kill(keeper, signal.SIGCONT)
    time.sleep(1)
    with suppress(ProcessLookupError):  # ended already; if not, the first may have met a thread that does not look
        os.kill(keeper, signal.SIGTERM)
    assert server.process.wait(25) == 0
    assert "killed" not in server.words()
