"""All of someone's credentials go with them. A field that is added is added here too."""

import json
import zipfile
from typing import Any

import pytest

from tamarack.exchange.own_data import own_data
from tamarack.people.models import Person
from tamarack.portfolio.models import Application, Credential
from tamarack.rubric.queries import Stored
from tests.credentials import World, make_world


@pytest.fixture
def world(person: Person, cacee: Stored) -> World:
    return make_world(person, cacee)


def archive(person: Person) -> dict[str, bytes]:
    with zipfile.ZipFile(own_data(person)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_every_credential_and_everything_asked_for_is_in_the_archive(world: World, stranger: Person) -> None:
    credential = world.issue(shows_name=True, links=[world.link.pk])
    files = archive(world.person)
    found = json.loads(files["credentials.json"])
    assert json.loads(files[f"credentials/{credential.key}.json"]) == json.loads(credential.document)
    (held,), (asked,) = found["held"], found["asked_for"]
    assert (held["id"], held["holder"], held["competency"], held["level"]) == (credential.key, "Nadia", "COL", "B")
    assert held["agreed_ratings"] == {"COL.1": "B", "COL.2": "B", "COL.3": "B"}
    assert (asked["state"], asked["email"], asked["links"]) == ("issued", world.person.email, [world.link.url])
    assert json.loads(archive(stranger)["credentials.json"]) == {"asked_for": [], "held": [], "brought_along": []}
    assert "credentials.json" in files["READ ME.txt"].decode()


RENAMED = {
    "asked_at": "asked", "seen_at": "seen", "decided_at": "decided", "issued_at": "issued", "ratings": "agreed_ratings",
    "code": "competency", "status": "revoked",
}  # fmt: skip
ELSEWHERE = {"id", "person", "document"}


@pytest.mark.parametrize(("model", "part"), [(Application, "asked_for"), (Credential, "held")])
def test_every_field_is_in_the_archive(world: World, model: Any, part: str) -> None:
    world.issue()
    (entry,) = json.loads(archive(world.person)["credentials.json"])[part]
    fields = {field.name for field in model._meta.concrete_fields} - ELSEWHERE
    assert {RENAMED.get(name, name) for name in fields} - set(entry) == set()
