"""Calendar files, and the calendar at its private address: for their person, and for whoever was given the address."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tamarack.exchange.calendar import calendar_token
from tamarack.growth.actions.keeping import renew_calendar, revoke_calendar
from tamarack.growth.models import Action, Rhythm
from tamarack.people.models import Person
from tests.conftest import make_person

Visit = Callable[[Person | None], Client]


@pytest.fixture
def action(person: Person) -> Action:
    Rhythm.objects.create(person=person, every=1, next_on=date(2026, 12, 1))
    return Action.objects.create(person=person, what="Lire l’été", due=date(2026, 11, 30))


@pytest.fixture
def address(action: Action) -> str:
    return f"/calendar/{calendar_token(renew_calendar(action.person))}.ics"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_action_is_taken_along_as_a_file(own: Client, action: Action, language: str) -> None:
    response = own.get(f"/{language}/growth/actions/{action.pk}/action.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="tamarack-action-{action.pk}.ics"'
    assert response["Cache-Control"] == "private, no-store"
    assert "SUMMARY:Lire l’été\r\n" in response.content.decode()


def test_the_check_ins_are_taken_along_as_a_file(own: Client, action: Action) -> None:
    response = own.get("/en/growth/check-in.ics")
    assert response["Content-Disposition"] == 'attachment; filename="tamarack-check-in.ics"'
    assert b"RRULE:FREQ=WEEKLY;INTERVAL=1\r\n" in response.content


def test_what_is_no_event_says_what_to_do(own: Client, person: Person) -> None:
    action = Action.objects.create(person=person, what="Some day")
    for page, words in ((f"/en/growth/actions/{action.pk}/action.ics", "Please give it one first"),
                        ("/en/growth/check-in.ics", "Please choose how often")):  # fmt: skip
        response = own.get(page)
        assert response.status_code == 404
        assert words in response.content.decode()


@pytest.mark.parametrize("who", ["stranger", "administrator", "signed out"])
def test_an_action_is_its_persons_alone(visit: Visit, stranger: Person, action: Action, who: str) -> None:
    page = f"/en/growth/actions/{action.pk}/action.ics"
    if who == "signed out":
        assert visit(None).get(page)["Location"] == f"/en/account/login/?next={page}"
        return
    other = make_person("admin", is_staff=True, is_superuser=True) if who == "administrator" else stranger
    response = visit(other).get(page)
    assert response.status_code == 404
    assert "You have no such action" in response.content.decode()


def test_someone_elses_check_ins_are_not_shown(visit: Visit, stranger: Person, action: Action) -> None:
    assert visit(stranger).get("/en/growth/check-in.ics").status_code == 404
    assert visit(None).get("/en/growth/check-in.ics").status_code == 302


@pytest.mark.parametrize("who", ["owner", "stranger", "signed out"])
def test_whoever_has_the_private_address_reads_the_calendar_of_its_person(
    visit: Visit, person: Person, stranger: Person, address: str, who: str
) -> None:
    Action.objects.create(person=stranger, what="Not theirs", due=date(2026, 11, 30))
    response = visit({"owner": person, "stranger": stranger}.get(who)).get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Content-Disposition" not in response
    assert not response.cookies
    assert "Lire l’été" in response.content.decode()
    assert "Not theirs" not in response.content.decode()


def test_a_calendar_program_may_ask_for_the_head_alone(client: Client, address: str) -> None:
    response = client.head(address)
    assert (response.status_code, response.content) == (200, b"")
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("person_language", ["en", "fr"])
def test_the_calendar_is_in_its_persons_language(client: Client, action: Action, person_language: str) -> None:
    Person.objects.update(language=person_language)
    token = calendar_token(renew_calendar(action.person))
    for asked in ("en", "fr"):
        text = client.get(f"/calendar/{token}.ics", headers={"accept-language": asked}).content.decode()
        assert f"/{person_language}/growth/actions/{action.pk}/" in text.replace("\r\n ", "")


def test_nothing_tells_a_wrong_address_from_one_that_has_ended(client: Client, person: Person, address: str) -> None:
    sign = address.partition("-")[2]
    wrong = [
        client.get(page) for page in ("/calendar/x.ics", f"/calendar/{person.pk}-{'0' * 64}.ics", f"/calendar/9-{sign}")
    ]
    renew_calendar(person)
    renewed = client.get(address)
    revoke_calendar(person)
    revoked = client.get(address)
    Person.objects.all().delete()
    gone = client.get(address)
    answers = (*wrong, renewed, revoked, gone)
    for found in answers:
        del found.headers["X-Request-ID"]
    for found in answers:
        assert (found.status_code, found.content, str(found.headers)) == (404, renewed.content, str(renewed.headers))
    assert renewed["Content-Type"] == "text/plain; charset=utf-8"
    assert renewed["Cache-Control"] == "private, no-store"


def test_an_address_ends_when_it_is_renewed_and_the_new_one_works(client: Client, person: Person, address: str) -> None:
    token = calendar_token(renew_calendar(person))
    assert client.get(address).status_code == 404
    assert client.get(f"/calendar/{token}.ics").status_code == 200
