"""The demo's portfolios: evidence with its impact, files and confirmations, and showcases."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.assessment.queries.rating import last_submitted
from tamarack.cli.load import DATA
from tamarack.common.links import new_link
from tamarack.people.models import Person
from tamarack.portfolio.actions.evidence import Told, explain_support, keep_evidence
from tamarack.portfolio.actions.files import add_file
from tamarack.portfolio.actions.impact import Change, add_impact
from tamarack.portfolio.actions.showcases import Composed, compose, share_showcase
from tamarack.portfolio.models import ENDORSEMENT_LASTS, Endorsement, Evidence
from tamarack.rubric.queries import Stored


def add_demo_portfolios(people: dict[str, Person], stored: Stored) -> dict[str, dict[str, Evidence]]:
    """Add the portfolios of the demo's people, by their addresses, and give them back by their keys."""
    added = {}
    portfolios = YAML(typ="safe").load((DATA / "demo_portfolio.yaml").read_text(encoding="utf-8"))
    for address, portfolio in portfolios.items():
        person = people[address]
        found = {entry["key"]: _add_evidence(person, stored, entry) for entry in portfolio["evidence"]}
        for entry in portfolio["evidence"]:
            _add_impacts(person, found, entry)
        for entry in portfolio["showcases"]:
            _add_showcase(person, stored, found, entry)
        added[address] = found
    return added


def _day(days: int | None) -> date | None:
    return None if days is None else timezone.localdate() + timedelta(days=days)


def _moment(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def _add_evidence(person: Person, stored: Stored, entry: dict[str, Any]) -> Evidence:
    said = {name: entry.get(name, "") for name in ("title", "kind", "role", "did", "reflection", "held_by")}
    told = Told(
        **said, began=_day(entry.get("began")), ended=_day(entry["ended"]), tags=entry.get("tags", ()),
        links=entry.get("links", ()), serves=list(entry["supports"]),
    )  # fmt: skip
    evidence = keep_evidence(person, stored, told)
    explain_support(person, evidence, entry["supports"])
    for name, lines in entry.get("files", {}).items():
        add_file(person, SimpleUploadedFile(name, "\n".join(lines).encode()), evidence=evidence)
    for asked in entry.get("endorsements", ()):
        _add_endorsement(evidence, asked)
    return evidence


def _add_endorsement(evidence: Evidence, entry: dict[str, Any]) -> None:
    said = {name: entry[name] for name in ("name", "email", "language", "role", "words", "message") if name in entry}
    Endorsement.objects.create(
        evidence=evidence, link=new_link(), asked_at=_moment(entry["asked"]),
        until=_moment(entry["asked"]) + ENDORSEMENT_LASTS,
        confirmed_at=_moment(entry["confirmed"]) if "confirmed" in entry else None, **said,
    )  # fmt: skip


def _add_impacts(person: Person, found: dict[str, Evidence], entry: dict[str, Any]) -> None:
    evidence = found[entry["key"]]
    for told in entry.get("impact", ()):
        said = {name: told[name] for name in ("changed", "people", "audience", "known_by", "how_known") if name in told}
        before, after = (Decimal(told[name]) if name in told else None for name in ("before", "after"))
        same = found[told["same_as"]] if "same_as" in told else None
        day = _day(told["on"]) or timezone.localdate()
        add_impact(person, evidence, Change(on=day, same_people_as=same, before=before, after=after, **said))
    edited = _moment(entry["ended"])
    Evidence.objects.filter(pk=evidence.pk).update(created_at=edited, edited_at=edited)


def _add_showcase(person: Person, stored: Stored, found: dict[str, Evidence], entry: dict[str, Any]) -> None:
    stands = last_submitted(person, stored.id) if entry.get("stands") else None
    composed = Composed(entry["title"], entry["language"], entry.get("words", ""), entry.get("contact", ""), stands)
    showcase = compose(person, composed, [found[key] for key in entry["entries"]])
    showcase.entries.update(shows_endorsements=True)
    if "until" in entry:
        share_showcase(person, showcase, timezone.localdate() + timedelta(days=entry["until"]))
