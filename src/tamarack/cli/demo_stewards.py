"""What the demo's stewards work on: an invented draft 1.1 of the CACEE rubric, and a second version of the example."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.demo_crosswalk import add_demo_crosswalk
from tamarack.cli.load import DATA, shipped
from tamarack.common.database import write
from tamarack.core.framework import Document
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Version
from tamarack.rubric.queries import current_version, find_version
from tamarack.stewardship.actions import begin_next, hold, name_steward, store
from tamarack.stewardship.actions.publishing import publish
from tamarack.stewardship.actions.talking import comment
from tamarack.stewardship.actions.writing import Said, save_texts
from tamarack.stewardship.models import Draft

CACEE, EXAMPLE = "cacee", "example"


def add_demo_stewards(people: Mapping[str, Person]) -> None:
    """Add stewards, a draft, the example in two versions, and answers to its first; people by their address."""
    data = YAML(typ="safe").load((DATA / "demo_stewards.yaml").read_text(encoding="utf-8"))
    steward = people[data["keeps"]]
    version = find_version(CACEE, current_version(CACEE).framework.version)
    name_steward(steward, version.framework)
    _write(steward, begin_next(steward, version, data["draft"]["number"]), data["draft"])
    first = publish_framework(shipped("example"))
    name_steward(steward, first.framework)
    add_demo_crosswalk(steward)
    for entry in data["example"]["answers"]:
        _answer(people[entry["person"]], first, entry)
    draft = _write(steward, begin_next(steward, first, data["example"]["number"]), data["example"])
    second = publish(steward, draft, draft.revision, data["example"]["why"])
    _go_on(people, steward, second, data["next"])


def _go_on(people: Mapping[str, Person], steward: Person, version: Version, data: dict[str, Any]) -> None:
    """Begin a draft that is still being written."""
    draft = begin_next(steward, version, data["number"])
    for entry in data["texts"]:
        place = (entry["at"], "text")
        said = [Said(place, language, entry[language]) for language in ("en", "fr") if language in entry]
        save_texts(steward, draft, said)
    for entry in data["comments"]:
        name_steward(people[entry["by"]], version.framework)
        comment(people[entry["by"]], draft, entry["at"], entry["text"])


def _write(steward: Person, draft: Draft, data: dict[str, Any]) -> Draft:
    """Let a draft say what the data does."""
    with write():
        held = hold(draft)
        document = deepcopy(held.document)
        _change(document, data)
        document["changes"] = data["changes"]
        if "note" in data:
            document["editorial"] = [*document.get("editorial", []), data["note"]]
        store(held, document, steward)
    return held


def _change(document: Document, data: dict[str, Any]) -> None:
    areas = {area["code"]: area for area in document["competencies"]}
    rows = {row["code"]: row for area in areas.values() for row in area["criteria"]}
    for part in data.get("parts", []):
        copy = {**deepcopy(rows[part["from"]]), "code": part["code"], "name": {"en": part["en"], "fr": part["fr"]}}
        rows[part["code"]] = copy
        areas[part["code"].partition(".")[0]]["criteria"].append(copy)
    for move in data.get("moves", []):
        row = rows[move["from"]]
        areas[move["from"].partition(".")[0]]["criteria"].remove(row)
        areas[move["competency"]]["criteria"].append({**row, "code": move["to"]})
    for new in data.get("adds", []):
        row = {"code": new["code"], "name": {"en": new["en"], "fr": new["fr"]}, "descriptors": new["cells"]}
        areas[new["competency"]]["criteria"].append(row)
    for text in [*data["texts"], *data.get("part_texts", [])]:
        code, _, level = text["at"].rpartition(".")
        rows[code]["descriptors"][level].update({key: value for key, value in text.items() if key != "at"})


def _answer(person: Person, version: Version, entry: dict[str, Any]) -> None:
    when = timezone.now() - timedelta(days=entry["days"])
    assessment = Assessment.objects.create(
        person=person, version=version, started_at=when, saved_at=when, submitted_at=when
    )
    Rating.objects.bulk_create(
        Rating(assessment=assessment, criterion=code, value=value, saved_at=when)
        for code, value in entry["ratings"].items()
    )
