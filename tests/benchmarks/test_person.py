"""Whoever saves in the benchmarks notices what is lost and what is taken twice."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from benchmarks.client import Answer
from benchmarks.person import Person, Record
from benchmarks.sheet import Entry


class Connection:
    def close(self) -> None:
        pass


class NoClient:
    connection = Connection()

    def connect(self) -> int:
        return 1


class Shelf:
    """A sheet without a server: `fails` counts requests that end without an answer, after they were taken or not."""

    def __init__(self) -> None:
        self.choices = {"COL.1": ["B", "E", "M"]}
        self.stored: dict[str, dict[str, str]] = {"COL.1": {"rating": "", "note": ""}}
        self.fails = 0
        self.takes = True
        self.forgets = False

    def entry(self, criterion: str, kind: str, value: str) -> Entry:
        return {"criterion": criterion, "kind": kind, "value": value}

    def send(self, entries: Sequence[Entry], page: str = "", *, since: int | None = None) -> Answer:
        self.fails -= 1
        before = {}
        if self.fails < 0 or self.takes:
            for entry in entries:
                before[entry["criterion"]] = dict(self.stored[entry["criterion"]])
                self.stored[entry["criterion"]][entry["kind"]] = entry["value"]
        if self.fails >= 0:
            if self.forgets:
                self.stored = {"COL.1": {"rating": "", "note": ""}}
            raise ConnectionResetError
        told: dict[str, Any] = {"answers": self.stored, "before": before}
        return Answer("", 200, {}, json.dumps(told).encode())


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr("benchmarks.person.PAUSE", 0)
    person = Person.__new__(Person)
    person.client, person.sheet = NoClient(), Shelf()  # type: ignore[assignment]
    person.waiting, person.saved, person.record = {}, {}, Record("Nadia")
    person.reconnect_at = float("inf")
    return person


def shelf(person: Person) -> Shelf:
    assert isinstance(person.sheet, Shelf)
    return person.sheet


def test_an_answer_that_was_not_taken_is_sent_again(person: Person) -> None:
    shelf(person).fails, shelf(person).takes = 1, False
    person._answer(0)
    person._save()
    assert shelf(person).stored["COL.1"]["rating"] == "B"
    assert (person.record.lost, person.record.doubled) == ([], [])


def test_an_answer_that_was_acknowledged_and_is_gone_is_noticed(person: Person) -> None:
    person._answer(0)
    person._save()
    shelf(person).fails, shelf(person).forgets = 1, True
    person._answer(1)
    person._save()
    assert person.record.lost == ["COL.1 rating: '' and not 'B'"]


def test_an_answer_that_counts_when_it_comes_once_more_is_noticed(person: Person) -> None:
    shelf(person).fails = 1
    person._answer(0)
    person._save()
    assert person.record.doubled == ["COL.1 rating"]
