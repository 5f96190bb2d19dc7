"""The demo's professional development logs."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.cli.load import DATA
from tamarack.core.hours import parse_hours
from tamarack.people.models import Person
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.schemes import add_exemption, follow_scheme
from tamarack.rubric.queries import Stored


def add_demo_logs(people: dict[str, Person], stored: Stored) -> None:
    """Add the logs of the demo's people, by their addresses."""
    logs = YAML(typ="safe").load((DATA / "demo_log.yaml").read_text(encoding="utf-8"))
    for address, entries in logs.items():
        for entry in entries["schemes"]:
            _follow(people[address], entry)
        for entry in entries["activities"]:
            _add_activity(people[address], stored, entry)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _follow(person: Person, entry: dict[str, Any]) -> None:
    following = follow_scheme(person, entry["scheme"], _day(entry["since"]))
    for each in entry.get("exemptions", ()):
        add_exemption(person, following, _day(each["began"]), _day(each["ended"]), each["reason"], each["note"])


def _add_activity(person: Person, stored: Stored, entry: dict[str, Any]) -> None:
    said: dict[str, Any] = {
        name: entry[name] for name in ("project", "criteria", "notes", "reflection") if name in entry
    }
    said |= {"done": parse_hours(entry.get("hours", "")), "planned": parse_hours(entry.get("planned", ""))}
    proof = entry.get("proof")
    file = SimpleUploadedFile(proof["name"], proof["text"].encode()) if proof else None
    log_activity(person, stored, Spent(entry["title"], _day(entry["on"]), entry["category"], **said), file)
