"""Behind a proxy with TLS: what cookies and headers then are, as the real server sends them."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.server import Server, start
from tests.web.test_security import HEADERS

pytestmark = pytest.mark.server
NAMES = {name.lower() for name in HEADERS}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start("serve", tmp_path_factory.mktemp("https") / "data", TAMARACK_URL="https://grow.example",
                   TAMARACK_PROXIES="1", TAMARACK_WORKERS="1")  # fmt: skip
    yield server
    server.stop()


def ask(server: Server, path: str, scheme: str = "https") -> tuple[int, Message]:
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    connection.request("GET", path, headers={
        "Host": "grow.example", "X-Forwarded-Proto": scheme, "X-Forwarded-For": "203.0.113.9",
    })  # fmt: skip
    response = connection.getresponse()
    response.read()
    return response.status, response.headers


def test_cookies_are_bound_to_the_host_and_to_tls(server: Server) -> None:
    _, headers = ask(server, "/en/account/login/")
    (cookie,) = headers.get_all("Set-Cookie") or []
    assert cookie.startswith("__Host-csrftoken=")
    parts = {part.strip().lower() for part in cookie.split(";")}
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= parts
    assert not any(part.startswith("domain") for part in parts)


def test_everything_comes_with_hsts_and_all_other_headers(server: Server, tmp_path: Path) -> None:
    static = next((server.said.parent / "static" / "tamarack").glob("page.*.js")).name
    for path in ("/en/", f"/static/tamarack/{static}", "/static/none", "/en/none", "/en/me/"):
        status, headers = ask(server, path)
        assert NAMES - {name.lower() for name in headers} == set(), (path, status)
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", path


@pytest.mark.parametrize(
    "path",
    [
        "/static/", "/static/tamarack/", "/static/../key", "/static/%2e%2e/tamarack.sqlite3", "/media/", "/files/",
        "/.git/HEAD", "/static/.git/HEAD", "/.env", "/static/staticfiles.json.map", "/pyproject.toml",
    ],
)  # fmt: skip
def test_no_folder_is_listed_and_nothing_beside_what_is_meant_is_given(server: Server, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_http_is_led_to_https(server: Server) -> None:
    status, headers = ask(server, "/en/", scheme="http")
    assert (status, headers["Location"]) == (301, "https://grow.example/en/")
    assert NAMES - {name.lower() for name in headers} == set()


def test_names_of_all_cookies_have_the_prefix() -> None:
    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "from tamarack.people.devices import cookie_name; from tamarack.web.trial.cookie import NAME;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, NAME, cookie_name())"
    )
    more = {"TAMARACK_URL": "https://grow.example", "TAMARACK_PROXIES": "1"}
    env = {**os.environ, **more, "DJANGO_SETTINGS_MODULE": "tamarack.config.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert all(name.startswith("__Host-") for name in done.stdout.split()), done.stdout


def test_a_program_that_comes_by_http_is_told_and_not_led_on(server: Server) -> None:
    status, headers = ask(server, "/api/v1/me", scheme="http")
    assert (status, headers["Content-Type"], headers["Location"]) == (426, "application/problem+json", None)


@pytest.mark.parametrize("headers", [
    "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Content-Length: 4\r\nContent-Length: 9\r\n\r\nabcd",
    "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "Content-Length: +4\r\n\r\nabcd",
])  # fmt: skip
def test_a_second_request_cannot_be_smuggled_behind_an_unclear_length(server: Server, headers: str) -> None:
    where = urlsplit(server.address)
    with socket.create_connection((where.hostname, where.port), 10) as line:
        line.settimeout(5)
        line.sendall(f"POST /healthz HTTP/1.1\r\nHost: localhost\r\n{headers}".encode())
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        said = b""
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while piece := line.recv(65536):
                said += piece
    assert b"200 OK" not in said, said
