"""What a password may be, how it is asked for, and what a closed account opens."""

import re

import pytest
from django.test import Client

from tamarack.people.models import Person
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
