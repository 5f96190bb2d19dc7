"""A small browser: one connection kept open, cookies kept, packed answers unpacked."""

import gzip
import json
import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import brotli

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PERSON = re.compile(r'value="(\d+)">Sign in as ([^<]+)<')
SILENT = 25.0
"""Seconds after which a connection is opened anew: the server closes those that were silent for thirty."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    address: str
    status: int
    headers: dict[str, str]
    wire: bytes
    took: float = 0.0
    """Seconds from the request to its last byte."""

    @property
    def text(self) -> str:
        """The body, unpacked."""
        return str(UNPACK[self.headers.get("content-encoding", "")](self.wire), "utf-8")

    @property
    def told(self) -> dict[str, Any]:
        """The body as JSON."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    def require(self, marker: str = "", status: int = 200) -> "Answer":
        """See that this is the page that was meant: no error page may pass for it."""
        if self.status != status or (marker and marker not in self.text):
            raise AssertionError(f"{self.address} answered {self.status} without {marker!r}: {self.text[:300]!r}")
        return self


class Client:
    """A visitor, signed out until `sign_in`."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.used = time.monotonic()
        self.cookies: dict[str, str] = {}
        self.last = Answer("", 0, {}, b"")

    def connect(self) -> int:
        """Open the connection unless it is open; returns the port of this end."""
        if getattr(self.connection, "sock", None) is None:
            self.connection.connect()
        return int(self.connection.sock.getsockname()[1])

    def get(self, address: str, **headers: str) -> Answer:
        """Read a page."""
        return self._send("GET", address, None, headers)

    def post(self, address: str, fields: dict[str, str]) -> Answer:
        """Send a form."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", address, urlencode(fields).encode(), headers)

    def post_json(self, address: str, data: dict[str, Any], token: str) -> Answer:
        """Send what a script sends."""
        headers = {"Accept": "application/json", "Content-Type": "application/json", "X-CSRFToken": token}
        return self._send("POST", address, json.dumps(data).encode(), headers)

    def _send(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        headers = {"Accept": "text/html", "Accept-Language": "en-CA,en", "Accept-Encoding": "gzip, br", **headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self.used > SILENT:
            self.connection.close()  # the next request opens it
        begun = time.perf_counter()
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        wire = response.read()
        took = time.perf_counter() - begun
        self.used = time.monotonic()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.last = Answer(address, response.status, {k.lower(): v for k, v in response.getheaders()}, wire, took)
        return self.last

    def people(self) -> dict[str, str]:
        """The demo's people: each one's name and number."""
        page = self.get("/en/demo/").require("Sign in as")
        return {name: number for number, name in PERSON.findall(page.text)}

    def sign_in(self, name: str) -> None:
        """Sign in by the demo's button."""
        self.follow_form("/en/demo/", "/en/demo/", {"person": self.people()[name]})

    def follow_form(self, page: str, action: str, fields: dict[str, str]) -> str:
        """Send a form with the token of its page, and tell where it leads."""
        token = find(TOKEN, self.get(page).require())
        return self.post(action, {"csrfmiddlewaretoken": token} | fields).require(status=302).headers["location"]


def find(pattern: re.Pattern[str], page: Answer) -> str:
    """What the first group of a pattern matches in a page."""
    match = pattern.search(page.text)
    if match is None:
        raise AssertionError(f"{page.address} has nothing like {pattern.pattern}")
    return match.group(1)
