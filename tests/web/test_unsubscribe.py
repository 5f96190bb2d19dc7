"""Reminders are stopped by the link in them: by a button, or by the mail program's one click (RFC 8058)."""

from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.growth.models import Rhythm
from tamarack.growth.reminders import unsubscribe_token
from tamarack.people.models import Person
from tests.conftest import make_person

Visit = Callable[[Person | None], Client]


@pytest.fixture
def kept(person: Person) -> Rhythm:
    return Rhythm.objects.create(person=person, reminders=True, every=4)


@pytest.fixture
def address(kept: Rhythm) -> str:
    return f"/en/unsubscribe/{unsubscribe_token(kept.person)}/"


def reminded(person: Person) -> bool:
    return Rhythm.objects.get(person=person).reminders


@pytest.mark.parametrize("language", ["en", "fr"])
def test_reading_the_page_stops_nothing(client: Client, person: Person, address: str, language: str) -> None:
    page = address.replace("/en/", f"/{language}/")
    for read in (client.get, client.head):
        response = read(page)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert not response.cookies
    assert reminded(person)
    text = client.get(page).content.decode()
    assert '<form method="post"' in text
    assert person.email not in text
    assert person.name not in text


def test_the_button_stops_reminders_and_nothing_else(client: Client, person: Person, address: str) -> None:
    response = client.post(address)
    assert response.status_code == 200
    assert "You get no more reminders" in response.content.decode()
    assert not reminded(person)
    assert Rhythm.objects.get().every == 4
    assert "You get no more reminders" in client.get(address).content.decode()


def test_a_mail_program_stops_reminders_by_one_click_as_often_as_it_likes(person: Person, address: str) -> None:
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        response = program.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert response.status_code == 200
        assert not reminded(person)


@pytest.mark.parametrize("who", ["owner", "stranger", "administrator", "signed out"])
def test_whoever_has_the_link_stops_the_reminders_of_its_person(
    visit: Visit, person: Person, stranger: Person, address: str, who: str
) -> None:
    Rhythm.objects.create(person=stranger, reminders=True)
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    visitor = {"owner": person, "stranger": stranger, "administrator": administrator}.get(who)
    assert visit(visitor).post(address).status_code == 200
    assert not reminded(person)
    assert reminded(stranger)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_wrong_link_says_what_to_do(client: Client, person: Person, address: str, language: str) -> None:
    for token in (f"{person.pk}.x", "x", address.split("/")[3][:-1]):
        page = f"/{language}/unsubscribe/{token}/"
        for response in (client.get(page), client.post(page)):
            assert response.status_code == 404
            assert f'href="/{language}/growth/rhythm/"' in response.content.decode()
    assert reminded(person)


def test_the_link_of_an_account_that_is_gone_is_wrong(client: Client, person: Person, address: str) -> None:
    person.delete()
    assert client.post(address).status_code == 404


def test_the_page_takes_nothing_but_reading_and_stopping(client: Client, address: str) -> None:
    assert client.delete(address).status_code == 405


def test_someone_who_never_chose_a_rhythm_gets_no_reminders(client: Client, stranger: Person) -> None:
    response = client.post(f"/en/unsubscribe/{unsubscribe_token(stranger)}/")
    assert response.status_code == 200
    assert not Rhythm.objects.exists()
