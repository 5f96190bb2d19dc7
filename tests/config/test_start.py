"""Starting the real server: what is made, what is printed, and one clear line where it can't start."""

import os
import signal
import socket
import stat
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import pytest

from tests.server import Server, children, link_in, run, start

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def demo(demo_data: Path) -> Server:
    server = start("demo", demo_data, empty=True)
    yield server  # type: ignore[misc]
    server.stop()


def test_the_demo_says_where_it_is_and_how_to_stop(demo: Server) -> None:
    assert demo.words() == f"The demo is at {demo.address}. Press Ctrl+C to stop; what you do there is kept.\n"


def test_the_secret_key_is_its_owners_alone(demo: Server, demo_data: Path) -> None:
    key = demo_data / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) > 40


def test_the_demo_listens_on_this_machine_alone(demo: Server) -> None:
    port = int(demo.address.rsplit(":", 1)[1])
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)} - {"127.0.0.1", "::1"}
    for address in others:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, port), timeout=1)


def test_a_port_in_use_is_one_clear_line(demo: Server, tmp_path: Path) -> None:
    port = demo.address.rsplit(":", 1)[1]
    for command in ("demo", "serve"):
        done = run(command, data=tmp_path, PORT=port)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert f"port {port}: address already in use" in done.stderr
        assert f"PORT={int(port) + 1}" in done.stderr


def test_pages_on_a_connection_that_is_kept_wait_for_no_receipt(demo: Server) -> None:
    """A receipt (TCP’s delayed ACK) comes after 40 ms, on most connections that have been used a little."""
    for _ in range(8):
        connection, took = HTTPConnection(demo.address.removeprefix("http://"), timeout=30), []
        for _ in range(20):
            began = time.perf_counter()
            connection.request("GET", "/en/about/")
            connection.getresponse().read()
            took.append(time.perf_counter() - began)
        connection.close()
        assert median(took) < 0.03


def test_static_files_are_packed_and_kept_by_browsers(demo: Server) -> None:
    page = demo.get("/en/")[1].decode()
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    status, _, headers = demo.get(sheet, **{"Accept-Encoding": "br"})
    assert status == 200
    assert headers["content-encoding"] == "br"
    assert "immutable" in headers["cache-control"]


@pytest.mark.alone
def test_a_second_start_is_quick_and_keeps_data(tmp_path: Path) -> None:
    began = time.monotonic()
    first = start("demo", tmp_path / "data")
    took = time.monotonic() - began
    (tmp_path / "data" / "mail" / "kept").write_text("kept")
    assert first.stop() == 0
    key = (tmp_path / "data" / "secret-key").read_text()
    began = time.monotonic()
    second = start("demo", tmp_path / "data")
    assert time.monotonic() - began < took / 2  # about a quarter, on machines of any speed
    assert "Nadia Bouchard" in second.get("/en/demo/")[1].decode()
    assert (tmp_path / "data" / "secret-key").read_text() == key
    second.stop()


def test_serve_has_no_demo_and_offers_the_first_administrator_a_link_once(tmp_path: Path) -> None:
    server = start("serve", tmp_path, empty=True)
    assert server.get("/en/demo/")[0] == 404
    assert server.get("/en/demo/mail/")[0] == 404
    assert "demo" not in server.get("/en/")[1].decode().lower()
    link = link_in(server.words())
    assert server.get(link.removeprefix(server.address))[0] == 200
    server.stop()
    made = run(
        "manage", "createsuperuser", "--no-input", "--email", "admin@clearwater.example", "--name", "Admin",
        data=tmp_path, DJANGO_SUPERUSER_PASSWORD="tamarack needles 42",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    again = start("serve", tmp_path)
    assert "first-administrator" not in again.words()
    assert again.get(link.removeprefix(server.address))[0] == 403
    again.stop()


def test_serve_refuses_demo_sign_in_even_where_the_environment_asks_for_it(tmp_path: Path) -> None:
    server = start("serve", tmp_path, TAMARACK_DEMO="1")
    assert server.get("/en/demo/")[0] == 404
    server.stop()


def test_a_worker_that_is_killed_is_replaced(tmp_path: Path) -> None:
    server = start("serve", tmp_path, TAMARACK_WORKERS="2")
    for pid in serving(server):
        os.kill(pid, signal.SIGKILL)
    assert answers_again(server)
    assert server.process.poll() is None
    server.stop()


def test_a_worker_that_is_killed_again_at_once_does_not_end_the_server(tmp_path: Path) -> None:
    """The server's own library takes two ends of one process within seconds for a process that cannot live."""
    server = start("serve", tmp_path, TAMARACK_WORKERS="1")
    for _ in range(2):
        (worker,) = serving(server)
        os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + 15
        while serving(server) in ([], [worker]) and time.monotonic() < until:
            time.sleep(0.05)
    assert answers_again(server)
    assert server.process.poll() is None
    server.stop()


def answers_again(server: Server) -> bool:
    """Whether the server answers within fifteen seconds."""
    until = time.monotonic() + 15
    answered = False
    while not answered and time.monotonic() < until:
        try:
            answered = server.get("/healthz")[0] == 200
        except OSError:
            time.sleep(0.2)
    return answered


def serving(server: Server) -> list[int]:
    """The processes that answer requests: those below the one that keeps them."""
    keepers = [pid for pid in children(server.process.pid) if b"\0http\0" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    return [pid for keeper in keepers for pid in children(keeper)]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_running_when_the_server_ends(tmp_path: Path, how: int) -> None:
    server = start("serve", tmp_path)
    workers = children(server.process.pid)
    server.stop(how)
    until = time.monotonic() + 20
    while any(alive(pid) for pid in workers) and time.monotonic() < until:
        time.sleep(0.2)
    assert not [pid for pid in workers if alive(pid)]


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "abc", "PORT"),
        ("PORT", "99999", "PORT is 99999; it must be from 1 to 65535."),
        ("TAMARACK_URL", "grow.example.ca", "TAMARACK_URL is “grow.example.ca”"),
        ("TAMARACK_URL", "https://grow.example.ca", "set TAMARACK_PROXIES to their number"),
        ("TAMARACK_WORKERS", "0", "TAMARACK_WORKERS is 0"),
        ("TAMARACK_TIME_ZONE", "Mars/Olympus", "TAMARACK_TIME_ZONE is “Mars/Olympus”"),
        ("DATABASE_URL", "mysql://localhost/x", "DATABASE_URL must start with sqlite:// or postgresql://"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL"),
        ("EMAIL_URL", "nonsense", "EMAIL_URL"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "The database cannot be used"),
        ("TAMARACK_DATA", "/dev/null/data", "cannot write to its data folder"),
    ],
)
def test_bad_configuration_is_one_clear_line(tmp_path: Path, name: str, value: str, says: str) -> None:
    done = run("serve", data=tmp_path, **{"PORT": "8999", name: value})
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_the_demo_refuses_to_listen_to_others(tmp_path: Path) -> None:
    done = run("demo", data=tmp_path, TAMARACK_HOST="0.0.0.0")
    assert done.returncode == 2
    assert "for this machine alone" in done.stderr


def test_the_command_and_the_module_are_the_same() -> None:
    assert (Path(sys.executable).parent / "tamarack").exists()
