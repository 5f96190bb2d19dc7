"""What a password may be, how it is asked for, and what a closed account opens."""

import gzip
import re
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.test import Client

from tamarack.people.models import Person
from tamarack.people.passwords import BreachedValidator
from tamarack.rubric.queries import Stored

OLD = "a-lantern-in-the-larch"
LONG = " a sentence of small letters and spaces alone, which is longer than sixty-four of them "
LOGIN = "/en/account/login/"


@pytest.fixture
def signed_in(person: Person, cacee: Stored) -> Client:
    person.set_password(OLD)
    person.save()
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": OLD})
    assert client.get("/en/me/").status_code == 200
    return client


def test_any_characters_do_and_many_and_they_are_kept_as_typed(signed_in: Client, person: Person) -> None:
    data = {"oldpassword": OLD, "password1": LONG, "password2": LONG}
    signed_in.post("/en/account/password/change/", data)
    person.refresh_from_db()
    assert person.check_password(LONG)
    assert not person.check_password(LONG.strip())
    assert not person.check_password(LONG[:64])


def test_without_the_old_one_it_stays(signed_in: Client, person: Person) -> None:
    data = {"oldpassword": "another guess", "password1": LONG, "password2": LONG}
    signed_in.post("/en/account/password/change/", data)
    person.refresh_from_db()
    assert person.check_password(OLD)


@pytest.mark.parametrize("page", ["/en/account/login/", "/en/account/signup/"])
def test_it_is_masked_and_programs_may_fill_it_in(client: Client, db: None, page: str) -> None:
    fields = re.findall(r'<input[^>]*name="password\d?"[^>]*>', client.get(page).content.decode())
    assert fields
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field)
        assert "maxlength" not in field


def test_sessions_of_a_closed_account_open_nothing(signed_in: Client, person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert signed_in.get("/en/me/")["Location"].startswith(LOGIN)


def list_of(passwords: list[str], at: Path, *, after: str) -> Path:
    """A file of passwords as “Pwned Passwords” is given out, with how often each was found."""
    digests = sorted(sha1(password.encode()).hexdigest().upper() for password in passwords)
    at.write_text("".join(f"{digest}:{number}{after}" for number, digest in enumerate(digests, 1)), newline="")
    return at


@pytest.mark.parametrize("after", ["\n", "\r\n"])
def test_each_of_a_list_of_breached_ones_is_found_in_it_and_no_other(tmp_path: Path, after: str) -> None:
    stolen = [f"larch and lantern {number}" for number in range(200)]
    validator = BreachedValidator(list_of(stolen, tmp_path / "stolen.txt", after=after))
    found = []
    for number in range(400):
        try:
            validator.validate(f"larch and lantern {number}")
        except ValidationError:
            found.append(f"larch and lantern {number}")
    assert found == stolen


@pytest.mark.parametrize("stolen", ["liverpoolfc", "qwertyuiop", "QwertyUIOP", "azertyuiop"])
def test_a_breached_one_is_refused_in_words(signed_in: Client, person: Person, stolen: str) -> None:
    data = {"oldpassword": OLD, "password1": stolen, "password2": stolen}
    answer = signed_in.post("/fr/account/password/change/", data)
    person.refresh_from_db()
    assert "Ce mot de passe a été volé ailleurs" in answer.content.decode()
    assert person.check_password(OLD)


def test_the_list_that_comes_along_has_thousands_that_are_long_enough(settings: Any) -> None:
    (named,) = [row for row in settings.AUTH_PASSWORD_VALIDATORS if row["NAME"].endswith("BreachedValidator")]
    digests = named["OPTIONS"]["path"].read_text().splitlines()
    assert len(digests) > 100_000
    assert digests == sorted(digests)
    common = gzip.decompress((Path(password_validation.__file__).parent / "common-passwords.txt.gz").read_bytes())
    long = [word for word in common.decode().split() if len(word) >= 10]
    assert {sha1(word.encode()).hexdigest().upper() for word in long} <= set(digests)
