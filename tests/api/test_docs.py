"""The examples of docs/api.md are run."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.exchange.actions.tokens import PATTERN
from tamarack.exchange.delivering import BACK_OFF
from tamarack.exchange.signing import secret_of, signature
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tests.api.conftest import token_for

pytestmark = pytest.mark.django_db
TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.S)
HOST = "https://tamarack.example.ca"


def run(command: str, token: str, made: int) -> Any:
    """A line of curl, through Django's test client."""
    parts = shlex.split(command.replace("$TOKEN", token).replace("/assessments/1/", f"/assessments/{made}/"))
    assert parts[0] == "curl"
    method, headers, data, address = "GET", {}, "", ""
    rest = iter(parts[1:])
    for part in rest:
        if part == "-X":
            method = next(rest)
        elif part == "-H":
            name, _, value = next(rest).partition(": ")
            headers[name] = value
        elif part == "-d":
            data = next(rest)
        else:
            address = part.removeprefix(HOST)
    return Client().generic(method, address, data, headers.pop("Content-Type", "text/plain"), headers=headers)


def fits(told: Any, found: Any, made: int) -> bool:
    """Whether an answer has all that the docs tell of it."""
    if isinstance(told, dict):
        return all(name in found and fits(value, found[name], made) for name, value in told.items())
    if isinstance(told, list):
        return len(told) == len(found) and all(fits(one, other, made) for one, other in zip(told, found, strict=True))
    return told == found or (told == 1 and found == made)


def test_every_call_of_the_docs_is_answered_as_they_tell(person: Person, cacee: Stored) -> None:
    person.name = "Nadia Bouchard"
    person.save()
    token, made, last = token_for(person), 0, None
    for kind, block in BLOCKS:
        if kind == "sh":
            last = run(block.strip(), token, made)
            assert last.status_code in (200, 201, 422), last.content
            made = made or getattr(Assessment.objects.first(), "pk", 0)
        elif kind == "json":
            assert last is not None
            assert fits(json.loads(block), last.json(), made), last.content


def test_the_example_knows_a_genuine_message() -> None:
    (code,) = [block for kind, block in BLOCKS if kind == "python"]
    names: dict[str, Any] = {}
    exec(code, names)
    now = int(timezone.now().timestamp())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(now),
        "webhook-signature": signature("s", "msg_1", now, "{}"),
    }
    assert names["is_genuine"](secret_of("s"), headers, "{}")
    two = f"v1,b3RoZXI= {headers['webhook-signature']}"
    assert names["is_genuine"](secret_of("s"), {**headers, "webhook-signature": two}, "{}")
    assert not names["is_genuine"](secret_of("t"), headers, "{}")
    assert not names["is_genuine"](secret_of("s"), headers, "{ }")
    assert not names["is_genuine"](secret_of("s"), {**headers, "webhook-timestamp": str(now - 301)}, "{}")


def test_the_numbers_that_the_docs_tell_are_those_of_the_code() -> None:
    assert PATTERN.pattern in TEXT
    seconds = [int(one.total_seconds()) for one in BACK_OFF]
    assert seconds == [30, 300, 1800, 7200, 18000, 36000, 50400, 72000]
