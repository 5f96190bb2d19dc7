"""Versions of the privacy notice: what changed, and who read which."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from tamarack.common.database import write
from tamarack.core.formats.yaml import read_yaml
from tamarack.core.framework import Text
from tamarack.people.models import NoticeRead, Person


@dataclass(frozen=True)
class Notice:
    """A version, and what it changed, by language."""

    number: int
    day: date
    changes: Text


@cache
def notices() -> tuple[Notice, ...]:
    """Every version, newest first."""
    rows, _ = read_yaml(files("tamarack.data").joinpath("notices.yaml").read_text("utf-8"))
    found = [Notice(int(row["number"]), date.fromisoformat(str(row["day"])), row["changes"]) for row in rows]
    return tuple(reversed(found))


def current_notice() -> Notice:
    """The one that holds."""
    return notices()[0]


def unread(person: Person) -> list[Notice]:
    """What changed since a person last read it; for who never did, the newest change stands for all."""
    return [notice for notice in notices() if notice.number > person.notice][: None if person.notice else 1]


def read_notice(person: Person) -> None:
    """Write down that someone read the notice that holds."""
    number = current_notice().number
    with write():
        NoticeRead.objects.get_or_create(person=person, number=number)
        Person.objects.filter(pk=person.pk).update(notice=number)
    person.notice = number


def notices_read(person: Person) -> list[Any]:
    """Which versions someone read, and when."""
    return list(person.notices.values("number", "at"))
