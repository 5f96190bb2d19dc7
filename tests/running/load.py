"""People who read and save, each with a trial of their own, while the server is changed under them."""

import http.client
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from types import TracebackType

ANSWERS = ["0", "B", "E", "M"]


class Visitor:
    """A browser with cookies; every request is a connection of its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=40) as response:
            return str(response.read().decode())

    def post(self, page: str, action: str = "", **fields: str) -> str:
        """Fill in the form of a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page))
        assert token, page
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with self.opener.open(self.address + (action or page), data, timeout=40) as response:
            return str(response.read().decode())

    def begin(self) -> None:
        """A trial without an account."""
        self.post("/en/try/", "/en/try/start/", framework="cacee")

    def stays(self) -> None:
        """From now on, do not go where answers send one: an `HTTPError` tells of it."""
        follower = next(each for each in self.opener.handlers if isinstance(each, urllib.request.HTTPRedirectHandler))
        follower.redirect_request = lambda *asked: None  # type: ignore[method-assign]


class Load:
    """So many people at once, from `with` to its end; what failed stands in `failed`."""

    def __init__(self, address: str, people: int = 4) -> None:
        self.address = address
        self.failed: list[str] = []
        self.read = self.saved = 0
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self._come) for _ in range(people)]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.ending.set()
        for thread in self.threads:
            thread.join()

    def _come(self) -> None:
        visitor = Visitor(self.address)
        visitor.begin()
        turn = 0
        while not self.ending.is_set():
            turn += 1
            try:
                answer = ANSWERS[turn % 4]
                shown = visitor.post("/en/try/col/", **{"rating-COL.1": answer})
                self.saved += 1
                visitor.get("/en/rubric/cacee/com/")
                self.read += 1
                if not shown:
                    self.failed.append("an empty page")
            except (OSError, urllib.error.URLError, AssertionError) as error:
                self.failed.append(f"{time.strftime('%H:%M:%S')} {turn}: {error!r} {getattr(error, 'code', '')}")
            time.sleep(0.02)


class SlowSpeakers(Load):
    """Such as connect, and speak a moment later."""

    def _come(self) -> None:
        while not self.ending.is_set():
            caller = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=20)
            try:
                caller.connect()
                time.sleep(0.1)
                caller.request("GET", "/healthz")
                assert caller.getresponse().read()
                self.read += 1
            except (OSError, http.client.HTTPException, AssertionError) as error:
                self.failed.append(f"{time.strftime('%H:%M:%S')} {error!r}")
            caller.close()
