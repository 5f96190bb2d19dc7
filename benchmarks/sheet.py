"""A page of the assessment in a browser: what its script knows, and how it sends answers (waiting.js)."""

import re
import secrets
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.client import TOKEN, Answer, Client, find

FORM = {name: re.compile(rf'class="stepped"[^>]* data-{name}="([^"]*)"') for name in ("root", "owner", "contact")}
CRITERION = re.compile(r'<fieldset class="criterion" id="([^"]+)"')
CHOICE = re.compile(r'name="rating-([^"]+)" value="([^"]+)"')

Entry = dict[str, Any]


class Sheet:
    """A draft, or a trial, on the page that has all its criteria or some."""

    def __init__(self, client: Client, address: str) -> None:
        page = client.get(address).require('class="stepped"')
        self.client = client
        self.root, self.owner = find(FORM["root"], page), find(FORM["owner"], page)
        self.contact = int(find(FORM["contact"], page))
        self.token = find(TOKEN, page)
        self.choices: dict[str, list[str]] = {code: [] for code in CRITERION.findall(page.text)}
        for code, value in CHOICE.findall(page.text):
            self.choices[code].append(value)
        self.device, self.number = secrets.token_hex(12), time.time_ns() // 1_000_000

    def entry(self, criterion: str, kind: str, value: str) -> Entry:
        """An answer that waits to be sent, with its own id."""
        self.number += 1
        own = {"device": self.device, "number": self.number, "contact": self.contact, "at": time.monotonic()}
        return {"criterion": criterion, "kind": kind, "value": value, **own}

    def send(self, entries: Sequence[Entry], page: str = "", *, since: int | None = None) -> Answer:
        """Send answers, and hear what stands; a stale token is exchanged for the new one that comes back."""
        now = time.monotonic()
        answers = [
            {name: value for name, value in entry.items() if name != "at"} | {"age": int(1000 * (now - entry["at"]))}
            for entry in entries
        ]
        data = {"owner": self.owner, "page": page, "since": self.contact if since is None else since}
        data["answers"] = answers
        answer = self.client.post_json(f"{self.root}answers/", data, self.token)
        if answer.status == 403 and answer.told.get("code") == "token":
            self.token = answer.told["token"]
            answer = self.client.post_json(f"{self.root}answers/", data, self.token)
        if answer.status == 200:
            self.contact = answer.told["contact"]
        return answer
