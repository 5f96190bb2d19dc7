"""A report of an error, as a service would take it: nothing of the person is in it."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import brotli
import pytest

from tests.server import environment

pytestmark = pytest.mark.server
BREAKS = """
import os, sys
from tamarack.cli.serve import start_django
start_django(demo=None)
import logging, sentry_sdk
from django.test import Client
from tamarack.web.site import views
secret_of_hers = "Zoe Tremblay-Okafor"
def broken(request):
    wish = secret_of_hers
    try:
        {}["zoe@clearwater.example"]
    except KeyError as error:
        raise ValueError(f"about {wish} at {request.path}") from error
views.health.problems = lambda: broken(client_request)
class Request: path = "/en/join/hers/"
client_request = Request()
client = Client(SERVER_NAME="localhost", raise_request_exception=False)
client.cookies["sessionid"] = "cookie-of-hers"
headers = {"X-Own": "header-of-hers"}
answer = client.post("/readyz?email=zoe@clearwater.example", {"body": "words of hers"}, headers=headers)
sentry_sdk.flush(5)
print(answer.status_code, answer["X-Request-ID"])
"""


class Taking(BaseHTTPRequestHandler):
    taken: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        packed = {"gzip": gzip.decompress, "br": brotli.decompress}.get(self.headers.get("Content-Encoding", ""), bytes)
        self.taken.append(packed(body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture
def service() -> Iterator[str]:
    Taking.taken.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_address[1]}/7"
    server.shutdown()


def test_a_report_tells_where_it_broke_and_nothing_of_whom(service: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BREAKS], env=environment(tmp_path, SENTRY_DSN=service), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    status, number = done.stdout.split()
    assert status == "500"
    said = b"\n".join(Taking.taken).decode()
    event = json.loads(said.splitlines()[2])
    assert [error["type"] for error in event["exception"]["values"]] == ["KeyError", "ValueError"]
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "broken"
    assert event["tags"]["request"] == number
    assert event["tags"]["route"] == "readyz"
    assert event["release"].startswith("tamarack@")
    for part in (
        "Tremblay",
        "zoe@",
        "cookie-of-hers",
        "words of hers",
        "header-of-hers",
        "/en/join",
        "wish",
        os.uname().nodename,
    ):
        assert part not in said.replace('"context_line": "    wish = secret_of_hers"', ""), part


def test_without_a_service_nothing_is_reported(tmp_path: Path) -> None:
    code = (
        "from tamarack.cli import serve as s; s.start_django(demo=None); import sys; print('sentry_sdk' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(tmp_path), capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
