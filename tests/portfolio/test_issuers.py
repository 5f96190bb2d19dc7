"""Issuers: their keys, which are files, their status lists, and what they cannot be called."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tamarack.core.errors import BadInput, UnknownCode
from tamarack.core.formats.openbadge_check import Found
from tamarack.core.formats.openbadge_proof import public_text
from tamarack.people.models import Person
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.actions.issuers import create_issuer, disown_key, rotate_key, take_place
from tamarack.portfolio.keys import KeyGone, read_key
from tamarack.portfolio.models import Application, Credential, Issuer, IssuerKey, Status, StatusList
from tamarack.portfolio.queries import credentials as queries
from tamarack.portfolio.verifying import verify_own
from tamarack.rubric.queries import Stored
from tests.credentials import NAMES, World, make_world


@pytest.fixture
def world(person: Person, cacee: Stored, settings: Any) -> World:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return make_world(person, cacee)


# Keys and lists


def test_private_keys_are_files_of_their_own(world: World) -> None:
    (key,) = world.issuer.keys.all()
    path = Path(settings.KEYS_ROOT) / f"{key.public}.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    secret = path.read_text().splitlines()[1]
    assert public_text(read_key(key.public).public_key()) == key.public
    for model in (Issuer, IssuerKey, StatusList):
        assert secret not in str(list(model.objects.values())), model  # type: ignore[attr-defined]


def test_old_credentials_verify_after_a_rotation(world: World) -> None:
    credential = world.issue()
    old = world.issuer.keys.get()
    new = rotate_key(world.issuer)
    assert new.public != old.public
    assert not (Path(settings.KEYS_ROOT) / f"{old.public}.pem").exists()
    credential = queries.own_credential(world.person, credential.key)
    assert verify_own(credential).found is Found.GOOD
    actions.revoke_credential(world.decider, credential, "x")
    assert [check.name for check in verify_own(queries.own_credential(world.person, credential.key)).checks
            if check.found is not Found.GOOD] == ["status"]  # fmt: skip
    after = world.issue()
    assert new.public in json.loads(after.document)["proof"][0]["verificationMethod"]
    assert verify_own(after).found is Found.GOOD


def test_what_a_disowned_key_signed_does_not_hold_any_more(world: World) -> None:
    credential = world.issue()
    old = world.issuer.keys.get().public
    disown_key(world.issuer, old)
    found = verify_own(queries.own_credential(world.person, credential.key))
    assert {check.name for check in found.checks if check.found is Found.WRONG} == {"key"}
    actions.revoke_credential(world.decider, queries.own_credential(world.person, credential.key), "A key was lost.")
    assert verify_own(world.issue()).found is Found.GOOD, "it is issued anew"
    for key in (old, "z6Mk"):
        with pytest.raises(UnknownCode):
            disown_key(world.issuer, key)


def test_without_its_key_an_issuer_issues_nothing(world: World) -> None:
    application = world.ask()
    (Path(settings.KEYS_ROOT) / f"{world.issuer.keys.get().public}.pem").unlink()
    with pytest.raises(KeyGone):
        actions.issue_credential(world.decider, application, 1)
    application.refresh_from_db()
    assert application.is_open
    assert not Credential.objects.exists()


def test_a_file_with_another_key_signs_nothing(world: World) -> None:
    other = create_issuer("other", name=NAMES, url="https://other.example")
    root = Path(settings.KEYS_ROOT)
    mine, theirs = world.issuer.keys.get().public, other.keys.get().public
    (root / f"{mine}.pem").write_bytes((root / f"{theirs}.pem").read_bytes())
    with pytest.raises(KeyGone):
        read_key(mine)
    for name in ("../../etc/passwd", "", "z6Mk"):
        with pytest.raises(KeyGone):
            read_key(name)


def test_places_are_given_once_and_by_chance(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from tamarack.portfolio.actions import issuers

    indexes = iter([7, 7, 7, 9, 3, 4])
    monkeypatch.setattr(issuers.secrets, "randbelow", lambda most: next(indexes))
    monkeypatch.setattr(issuers, "FULL", 2)
    places = [take_place(world.issuer) for _ in range(3)]
    assert [(place.list.number, place.index) for place in places] == [(1, 7), (1, 9), (2, 3)]
    assert len({place.key for place in places}) == 3


@pytest.mark.parametrize(
    ("slug", "more", "words"),
    [
        ("Clear Water", {}, "small letters"), ("-x", {}, "small letters"), ("a" * 41, {}, "small letters"),
        ("x", {"url": "clearwater"}, "web address"), ("x", {"url": "javascript:alert(1)"}, "web address"),
        ("x", {"email": "nobody"}, "email"), ("x", {"name": {"en": "Only English"}}, "French"),
        ("x", {"name": {"en": "", "fr": "x"}}, "words are needed"), ("clearwater", {}, "already"),
    ],
)  # fmt: skip
def test_an_issuer_that_cannot_be_is_not_made(world: World, slug: str, more: dict[str, Any], words: str) -> None:
    keys = sorted(Path(settings.KEYS_ROOT).iterdir())
    with pytest.raises(BadInput, match=words):
        create_issuer(slug, **{"name": NAMES, "url": "https://x.example", **more})
    assert Issuer.objects.count() == 1
    assert sorted(Path(settings.KEYS_ROOT).iterdir()) == keys


def test_no_credential_is_administered() -> None:
    from django.contrib import admin

    assert not {Issuer, IssuerKey, Application, Credential, Status, StatusList} & set(admin.site._registry)
