"""A small browser: one connection kept open, cookies kept, packed answers unpacked."""

import gzip
import re
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import brotli

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    address: str
    status: int
    headers: dict[str, str]
    wire: bytes

    @property
    def text(self) -> str:
        """The body, unpacked."""
        return str(UNPACK[self.headers.get("content-encoding", "")](self.wire), "utf-8")

    def require(self, marker: str = "", status: int = 200) -> "Answer":
        """See that this is the page that was meant: no error page may pass for it."""
        if self.status != status or (marker and marker not in self.text):
            raise AssertionError(f"{self.address} answered {self.status} without {marker!r}: {self.text[:300]!r}")
        return self


class Client:
    """A visitor, signed out until `sign_in`."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        """Read a page."""
        return self._send("GET", address, None, {})

    def post(self, address: str, fields: dict[str, str], *, htmx: bool = False) -> Answer:
        """Send a form, as a browser does or as htmx does."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"HX-Request": "true"} if htmx else {})
        return self._send("POST", address, urlencode(fields).encode(), headers)

    def _send(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        headers = {"Accept": "text/html", "Accept-Language": "en-CA,en", "Accept-Encoding": "gzip, br", **headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        wire = response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return Answer(address, response.status, {k.lower(): v for k, v in response.getheaders()}, wire)

    def token(self, address: str) -> str:
        """The token against forged requests, from a form of a page."""
        return find(TOKEN, self.get(address))

    def sign_in(self, name: str) -> None:
        """Sign in by the demo's button."""
        page = self.get("/en/demo/").require("Sign in as")
        person = find(re.compile(rf'value="(\d+)">Sign in as {re.escape(name)}<'), page)
        fields = {"csrfmiddlewaretoken": find(TOKEN, page), "person": person}
        self.post("/en/demo/", fields).require(status=302)


def find(pattern: re.Pattern[str], page: Answer) -> str:
    """What the first group of a pattern matches in a page."""
    match = pattern.search(page.text)
    if match is None:
        raise AssertionError(f"{page.address} has nothing like {pattern.pattern}")
    return match.group(1)
