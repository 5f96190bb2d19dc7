"""Accounts, from sign-up to erasure, as their person goes through them."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tamarack.assessment.models import Assessment, Rating
from tamarack.people.actions import accounts as actions
from tamarack.people.models import Organisation, Person
from tamarack.rubric.queries import Stored
from tests.conftest import make_person

PASSWORD = "tamarack needles 42"
NEW_PASSWORD = "larix laricina 43"


@pytest.fixture(autouse=True)
def _no_rate_limit_left_over(db: None) -> None:
    cache.clear()


def sign_up(client: Client, language: str = "en", email: str = "amara@boreal.example") -> Any:
    data = {"name": "Amara Diallo", "email": email, "password1": PASSWORD}
    return client.post(f"/{language}/account/signup/", data, follow=True)


def code_in_mail() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def confirm(client: Client, language: str = "en") -> Any:
    return client.post(f"/{language}/account/confirm-email/", {"code": code_in_mail()}, follow=True)


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post("/en/account/login/", {"login": email, "password": password}, follow=True)


def signed_in(client: Client) -> bool:
    return client.get("/en/me/").status_code == 200


def test_signing_up_asks_for_the_code_in_the_mail_and_then_opens_home(client: Client, cacee: Stored) -> None:
    assert "code" in sign_up(client).content.decode()
    assert not signed_in(client)
    response = confirm(client)
    assert response.redirect_chain[-1][0] == "/en/me/"
    assert signed_in(client)
    person = Person.objects.get()
    assert (person.name, person.language) == ("Amara Diallo", "en")
    assert person.password.startswith("argon2")


def test_a_new_code_is_sent_on_asking_and_the_old_one_is_worth_nothing(client: Client) -> None:
    sign_up(client)
    old = code_in_mail()
    cache.clear()  # ten seconds later
    html = client.post("/en/account/confirm-email/", {"action": "resend"}, follow=True).content.decode()
    assert "A code was sent to amara@boreal.example" in html
    new = code_in_mail()
    assert new != old
    client.post("/en/account/confirm-email/", {"code": old})
    assert not signed_in(client)
    client.post("/en/account/confirm-email/", {"code": new})
    assert signed_in(client)


@pytest.mark.parametrize(("language", "words"), [("en", "This link is over"), ("fr", "Ce lien n’est plus valable")])
def test_a_link_to_a_new_password_that_leads_nowhere_says_so(client: Client, language: str, words: str) -> None:
    html = client.get(f"/{language}/account/password/reset/key/0-made-up/").content.decode()
    assert words in html
    assert f'href="/{language}/account/password/reset/"' in html
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]


def test_a_wrong_code_does_not_open(client: Client) -> None:
    sign_up(client)
    response = client.post("/en/account/confirm-email/", {"code": "WRONG1"})
    assert response.status_code == 200
    assert not signed_in(client)


@pytest.mark.parametrize(("language", "greeting"), [("en", "Hello,"), ("fr", "Bonjour,")])
def test_mail_is_written_in_the_language_of_sign_up(client: Client, language: str, greeting: str) -> None:
    sign_up(client, language)
    assert str(mail.outbox[-1].body).startswith(greeting)
    assert Person.objects.get().language == language


def test_mail_follows_the_accounts_language_not_the_pages(client: Client) -> None:
    make_person("genevieve", language="fr")
    client.post("/en/account/password/reset/", {"email": "genevieve@clearwater.example"})
    assert "Choisissez un nouveau mot de passe" in mail.outbox[-1].subject
    assert str(mail.outbox[-1].body).startswith("Bonjour,")


def test_signing_up_twice_tells_the_page_nothing_and_the_mail_the_truth(client: Client) -> None:
    make_person("nadia")
    fresh = sign_up(Client(), email="new@clearwater.example")
    known = sign_up(client, email="nadia@clearwater.example")
    assert known.redirect_chain == fresh.redirect_chain
    assert "You have an account already" in mail.outbox[-1].subject


@pytest.mark.parametrize("password", ["short", "password123", "amara@boreal.example"])
def test_a_weak_password_is_refused_with_its_reason(client: Client, password: str) -> None:
    data = {"name": "Amara", "email": "amara@boreal.example", "password1": password}
    response = client.post("/en/account/signup/", data)
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("password", ["Tamarack-2026!", "careers & students", "Université2026", "clearwatercollege1"])
def test_words_that_others_would_try_first_are_no_password(client: Client, password: str) -> None:
    Organisation.objects.create(code="clearwater", name="Clearwater College")
    response = client.post("/en/account/signup/", {"name": "Amara", "email": "a@boreal.example", "password1": password})
    assert "what others would try first" in response.content.decode()
    assert not Person.objects.exists()


def test_such_words_may_stand_beside_others(client: Client) -> None:
    data = {"name": "Amara", "email": "amara@boreal.example", "password1": "campus herons at dusk"}
    client.post("/en/account/signup/", data)
    assert Person.objects.exists()


def test_sign_ins_and_refused_ones_are_logged_without_anything_of_a_person(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    person = make_person("nadia")
    person.set_password(PASSWORD)
    person.save()
    caplog.set_level(logging.INFO, logger="tamarack.signing")
    sign_in(client, person.email, "wrong password 1")
    sign_in(client, person.email, PASSWORD)
    lines = [record.getMessage() for record in caplog.records if record.name == "tamarack.signing"]
    assert lines == ["A sign-in was refused.", "A sign-in."]


def test_signing_in_and_out(client: Client) -> None:
    person = make_person("nadia")
    person.set_password(PASSWORD)
    person.save()
    assert "correct" in sign_in(client, person.email, "wrong password 1").content.decode()
    assert not signed_in(client)
    sign_in(client, "NADIA@clearwater.example", PASSWORD)
    assert signed_in(client)
    for page in ("/en/account/", "/en/account/sessions/"):
        assert 'action="/en/account/logout/"' in client.get(page).content.decode(), page
    client.post("/en/account/logout/")
    assert not signed_in(client)


def test_signing_in_leads_back_to_where_one_wanted_to_go(client: Client) -> None:
    person = make_person("nadia")
    person.set_password(PASSWORD)
    person.save()
    data = {"login": person.email, "password": PASSWORD, "next": "/en/account/"}
    assert client.post("/en/account/login/", data)["Location"] == "/en/account/"
    other = Client().post("/en/account/login/", {**data, "next": "https://evil.example/"})
    assert other["Location"] == "/en/me/"


def test_guessing_passwords_is_slowed_down(client: Client) -> None:
    person = make_person("nadia")
    person.set_password(PASSWORD)
    person.save()
    for _ in range(6):
        response = sign_in(client, person.email, "wrong password 1")
    assert "Too many" in response.content.decode()
    sign_in(client, person.email, PASSWORD)
    assert not signed_in(client)


def test_a_forgotten_password_is_set_anew_by_a_link(client: Client) -> None:
    person = make_person("nadia")
    client.post("/en/account/password/reset/", {"email": person.email})
    link = re.search(r"https?://\S+(/en/account/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    page = client.get(link[1], follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    sign_in(client, person.email, NEW_PASSWORD)
    assert signed_in(client)
    assert Client().get(link[1], follow=True).context["token_fail"]


def test_asking_for_an_unknown_account_tells_the_page_nothing(client: Client) -> None:
    known = make_person("nadia")
    one = client.post("/en/account/password/reset/", {"email": known.email}, follow=True)
    other = client.post("/en/account/password/reset/", {"email": "nobody@clearwater.example"}, follow=True)
    assert one.redirect_chain == other.redirect_chain
    assert "There is no account with this address" in mail.outbox[-1].subject


@pytest.fixture
def nadia(client: Client) -> Person:
    person = make_person("nadia")
    person.set_password(PASSWORD)
    person.save()
    sign_in(client, person.email, PASSWORD)
    return person


def test_the_password_can_be_changed(client: Client, nadia: Person) -> None:
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/en/account/password/change/", data)
    nadia.refresh_from_db()
    assert nadia.check_password(NEW_PASSWORD)
    assert "Your password was changed" in mail.outbox[-1].subject


def test_an_address_is_added_once_it_is_confirmed_and_then_can_be_the_first(client: Client, nadia: Person) -> None:
    client.post("/en/account/email/", {"action_add": "", "email": "new@clearwater.example"}, follow=True)
    assert nadia.emailaddress_set.count() == 1  # type: ignore[attr-defined]
    confirm(client)
    nadia.refresh_from_db()
    assert nadia.email == "nadia@clearwater.example"
    assert "An address was added" in mail.outbox[-1].subject
    client.post("/en/account/email/", {"action_primary": "", "email": "new@clearwater.example"})
    nadia.refresh_from_db()
    assert nadia.email == "new@clearwater.example"
    told = [message.to for message in mail.outbox if "Your email address was changed" in message.subject]
    assert sorted(told) == [["nadia@clearwater.example"], ["new@clearwater.example"]]
    client.post("/en/account/email/", {"action_remove": "", "email": "nadia@clearwater.example"})
    told = [message.to for message in mail.outbox if "An address was removed" in message.subject]
    assert sorted(told) == [["nadia@clearwater.example"], ["new@clearwater.example"]]


def test_settings_keep_name_language_and_colours(client: Client, nadia: Person, cacee: Stored) -> None:
    response = client.post("/en/account/", {"name": "Nadia B.", "language": "fr", "scheme": "dark"}, follow=True)
    assert response.redirect_chain[-1][0] == "/fr/account/"
    html = response.content.decode()
    assert "Vos préférences sont enregistrées." in html
    assert 'data-scheme="dark"' in html
    assert "Nadia B." in html
    assert client.get("/")["Location"] == "/fr/"


def test_settings_refuse_what_is_not_offered(client: Client, nadia: Person) -> None:
    assert client.post("/en/account/", {"name": "", "language": "de", "scheme": "pink"}).status_code == 200
    nadia.refresh_from_db()
    assert (nadia.name, nadia.language, nadia.scheme) == ("Nadia", "en", "")


def test_deleting_the_account_needs_the_password(client: Client, nadia: Person) -> None:
    response = client.post("/en/account/delete/", {"password": "wrong password 1"})
    assert "This is not your password. Nothing was deleted." in response.content.decode()
    assert Person.objects.exists()


def test_deleting_the_account_erases_everything(
    client: Client, nadia: Person, cacee: Stored, fill: Callable[..., Assessment]
) -> None:
    fill(Assessment.objects.create(person=nadia, version_id=cacee.id), submit=True)
    elsewhere = Client()
    sign_in(elsewhere, nadia.email, PASSWORD)
    response = client.post("/en/account/delete/", {"password": PASSWORD}, follow=True)
    assert "Everything in it is deleted too" in response.content.decode()
    assert not Person.objects.exists()
    assert not Assessment.objects.exists()
    assert not Rating.objects.exists()
    assert not signed_in(elsewhere)


def test_the_first_administrator_signs_up_by_the_one_time_link(client: Client, cacee: Stored) -> None:
    link = f"/en/first-administrator/{actions.first_administrator_token()}/"
    assert client.get(link).status_code == 200
    data = {"name": "Admin", "email": "admin@clearwater.example", "password": PASSWORD}
    assert "/admin/" in client.post(link, data, follow=True).content.decode()
    person = Person.objects.get()
    assert person.is_superuser
    assert client.get("/admin/people/person/").status_code == 200
    assert Client().get(link).status_code == 403
    assert Client().post(link, {**data, "email": "second@clearwater.example"}).status_code == 403
    assert Person.objects.count() == 1


def test_a_forged_link_makes_no_administrator(client: Client) -> None:
    assert client.get("/en/first-administrator/forged/").status_code == 403


def test_the_first_administrators_password_is_held_to_the_rules(client: Client) -> None:
    link = f"/en/first-administrator/{actions.first_administrator_token()}/"
    client.post(link, {"name": "Admin", "email": "admin@clearwater.example", "password": "short"})
    assert not Person.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["signup/", "login/", "password/reset/", "password/change/", "email/", "delete/", ""])
def test_every_account_page_is_in_the_readers_language(client: Client, nadia: Person, language: str, page: str) -> None:
    reader = Client() if page in ("signup/", "login/", "password/reset/") else client
    html = reader.get(f"/{language}/account/{page}").content.decode()
    main = re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main")])
    english = re.compile(r"\b(the|your|password|sign|email address)\b", re.IGNORECASE)
    assert bool(english.search(main)) is (language == "en"), main


@pytest.mark.parametrize("page", ["signup/", "login/", "password/reset/"])
def test_french_says_courriel(client: Client, page: str) -> None:
    html = client.get(f"/fr/account/{page}").content.decode()
    assert "ourriel" in html
    assert "e-mail" not in html.lower().replace('type="email"', "")
    wrong = client.post("/fr/account/login/", {"login": "a@b.example", "password": "wrong password 1"})
    assert "L’adresse courriel ou le mot de passe est incorrect." in wrong.content.decode()
