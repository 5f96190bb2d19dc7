"""The second step of signing in: setting it up, being asked for it, needing it, and losing it."""

import json
import re
import time
from base64 import b32decode
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from tamarack.common.sealed import Unreadable, seal, unseal
from tamarack.common.sessions import kept_key
from tamarack.exchange.retention import apply_rules
from tamarack.people.models import Member, Organisation, Person, Recovery, SignIn
from tamarack.people.recovering import carry_recoveries_on, open_recovery
from tamarack.people.recovery_codes import HashedCodes
from tamarack.people.second_step import has_second_step
from tamarack.rubric.models import Framework
from tamarack.rubric.queries import Stored
from tamarack.stewardship.models import Steward
from tests.conftest import make_person
from tests.people.conftest import proven_long_ago

PASSWORD = "tamarack needles 42"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"
SIGN_IN, CODES = "/en/account/signing-in/", "/en/account/second-step/codes/"


@pytest.fixture(autouse=True)
def _no_rate_limit_left_over(db: None) -> None:
    cache.clear()


@pytest.fixture
def nadia(db: None) -> Person:
    person = make_person("nadia")
    person.set_password(PASSWORD)
    person.save()
    return person


def browser(agent: str = FIREFOX) -> Client:
    return Client(headers={"user-agent": agent})


def sign_in(client: Client, person: Person, **more: str) -> Any:
    data = {"login": person.email, "password": PASSWORD, **more}
    return client.post("/en/account/login/", data, follow=True)


def is_signed_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_app_up(client: Client) -> str:
    """Set an authenticator app up; its secret."""
    html = client.get("/en/account/second-step/app/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in html
    secret = re.search(r'id="secret"[^>]*value="([A-Z2-7]+)"', html)
    assert secret
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post("/en/account/second-step/app/", {"code": code_of(secret[1])}, follow=True)
    assert response.redirect_chain[-1][0] == CODES
    cache.clear()  # or the code of this half minute could not be used once more
    client.codes = codes_in(response)  # type: ignore[attr-defined]
    return secret[1]


def codes_in(response: Any) -> list[str]:
    return re.findall(r"<code>(\d{8})</code>", response.content.decode())


def codes_of(client: Client) -> list[str]:
    """The recovery codes that were shown when the app was set up."""
    codes: list[str] = client.codes  # type: ignore[attr-defined]
    return codes


def subjects(to: str = "") -> list[str]:
    return [message.subject for message in mail.outbox if not to or message.to == [to]]


def test_an_app_is_set_up_and_its_code_is_asked_for_from_then_on(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    secret = set_app_up(client)
    assert any("An authenticator app was added" in subject for subject in subjects())
    assert len(codes_of(client)) == 10
    other = browser()
    assert sign_in(other, nadia).redirect_chain[-1][0] == "/en/account/second-step/"
    assert not is_signed_in(other)
    other.post("/en/account/second-step/", {"code": "000000"})
    assert not is_signed_in(other)
    other.post("/en/account/second-step/", {"code": code_of(secret)})
    assert is_signed_in(other)


def test_nobody_guesses_a_secret_a_code_or_a_session(nadia: Person) -> None:
    """160 bits of an app's secret, 26 of a code of eight digits, 165 of a session's key; never the same again."""
    client, other = browser(), browser()
    sign_in(client, nadia)
    second_person = make_person("other")
    second_person.set_password(PASSWORD)
    second_person.save()
    sign_in(other, second_person)
    first, second = set_app_up(client), set_app_up(other)
    assert len(b32decode(first)) == len(b32decode(second)) == 20
    codes = codes_of(client) + codes_of(other)
    assert len(set(codes)) == len(codes) == 20
    keys = [one.cookies["sessionid"].value for one in (client, other)]
    assert [len(key) for key in keys] == [32, 32]
    assert len({first, second, *keys}) == 4


def test_a_code_opens_once(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    secret = set_app_up(client)
    codes = codes_of(client)
    for code in (code_of(secret), codes[0]):
        for opens in (True, False):
            other = browser()
            sign_in(other, nadia)
            other.post("/en/account/second-step/", {"code": code})
            assert is_signed_in(other) is opens
    assert "9 codes are left" in client.get(CODES).content.decode()


def test_codes_are_shown_once_and_kept_as_hashes(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    set_app_up(client)
    codes = codes_of(client)
    page = client.get(CODES).content.decode()
    assert not any(code in page for code in codes)
    kept = json.dumps(Authenticator.objects.get(type="recovery_codes").data)
    assert "unseen" not in kept
    assert not any(code in kept for code in codes)
    assert check_password(codes[0], json.loads(kept)["hashes"][0])


def test_new_codes_take_the_place_of_the_old_ones(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    set_app_up(client)
    old = codes_of(client)
    new = codes_in(client.post("/en/account/second-step/codes/new/", follow=True))
    for code, opens in ((old[0], False), (new[0], True)):
        other = browser()
        sign_in(other, nadia)
        other.post("/en/account/second-step/", {"code": code})
        assert is_signed_in(other) is opens


def test_guessing_codes_is_slowed_down(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    secret = set_app_up(client)
    other = browser()
    sign_in(other, nadia)
    for guess in range(6):
        response = other.post("/en/account/second-step/", {"code": f"00000{guess}"})
    assert "Too many" in response.content.decode()
    other.post("/en/account/second-step/", {"code": code_of(secret)})
    assert not is_signed_in(other)


def test_secrets_of_apps_and_codes_are_sealed(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    secret = set_app_up(client)
    HashedCodes.activate(make_person("amara"))
    for row in Authenticator.objects.all():
        kept = row.data.get("secret") or row.data.get("unseen")
        if not kept:
            continue  # nadia's codes, which were seen
        assert secret not in kept
        with override_settings(SECRET_KEY="another"), pytest.raises(Unreadable):
            unseal(kept)
    with override_settings(SECRET_KEY="another"):
        other = browser()
        sign_in(other, nadia)
        other.post("/en/account/second-step/", {"code": code_of(secret)})
    assert not is_signed_in(other)


def test_what_an_older_key_sealed_can_be_read_as_long_as_it_is_named() -> None:
    with override_settings(SECRET_KEY="old"):
        kept = seal("words")
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"]):
        assert unseal(kept) == "words"


def test_a_reset_password_does_not_get_around_the_second_step(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    set_app_up(client)
    thief = browser()
    thief.post("/en/account/password/reset/", {"email": nadia.email})
    link = re.search(r"https?://\S+(/en/account/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link
    page = thief.get(link[1], follow=True)
    thief.post(page.redirect_chain[-1][0], {"password1": "larix laricina 43", "password2": "larix laricina 43"})
    assert not is_signed_in(thief)
    response = thief.post("/en/account/login/", {"login": nadia.email, "password": "larix laricina 43"}, follow=True)
    assert response.redirect_chain[-1][0] == "/en/account/second-step/"
    assert not is_signed_in(thief)
    assert not is_signed_in(client), "every session of before has ended"
    assert any("Your password was set anew" in subject for subject in subjects(nadia.email))


def test_what_changes_about_signing_in_needs_a_fresh_proof(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    set_app_up(client)
    proven_long_ago(client)
    nadia.set_password(PASSWORD)
    for page in ("/en/account/second-step/app/remove/", "/en/account/passkeys/add/", CODES):
        response = client.get(page, follow=True)
        assert response.redirect_chain[-1][0].startswith("/en/account/reauthenticate/"), page
    added = client.post("/en/account/email/", {"action_add": "", "email": "thief@elsewhere.example"}, follow=True)
    assert added.redirect_chain[-1][0].startswith("/en/account/reauthenticate/")
    assert nadia.emailaddress_set.count() == 1  # type: ignore[attr-defined]
    client.post("/en/account/reauthenticate/?next=" + CODES, {"password": PASSWORD})
    assert client.get(CODES).status_code == 200


def test_after_a_fresh_proof_the_session_goes_on_under_a_new_key(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    before = client.session.session_key
    client.post("/en/account/reauthenticate/?next=/en/account/sessions/", {"password": PASSWORD})
    thief = browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert client.session.session_key != before
    assert is_signed_in(client)
    assert not is_signed_in(thief)
    assert "signed in nowhere else" in client.get("/en/account/sessions/").content.decode()


def test_every_confirmed_address_hears_of_every_change(nadia: Person) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=nadia, email="nadia@home.example", verified=True)
    client = browser()
    sign_in(client, nadia)
    set_app_up(client)
    EmailAddress.objects.create(user=nadia, email="nobody@home.example", verified=False)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/en/account/second-step/codes/new/")
    client.post("/en/account/second-step/app/remove/")
    for part in ("An authenticator app was added", "New recovery codes", "The authenticator app was removed"):
        told = sorted(message.to[0] for message in mail.outbox if part in message.subject)
        assert told == [nadia.email, "nadia@home.example"], part
    assert not has_second_step(nadia)


def test_mail_about_changes_is_in_the_persons_language(nadia: Person) -> None:
    Person.objects.update(language="fr")
    client = browser()
    sign_in(client, nadia)
    set_app_up(client)
    told = next(message for message in mail.outbox if "application d’authentification" in message.subject)
    assert str(told.body).startswith("Bonjour")


# Passkeys


def test_the_pages_of_passkeys_say_what_they_need_and_show_no_form_without_it(nadia: Person) -> None:
    client = browser()
    assert "Passkeys need JavaScript" in client.get("/en/account/login/").content.decode()
    sign_in(client, nadia)
    html = client.get("/en/account/passkeys/add/").content.decode()
    assert re.search(r"<form[^>]*data-passkey=\"make\"[^>]*hidden", html)
    assert "&quot;challenge&quot;" in html


@pytest.mark.parametrize("credential", ["", "nonsense", "{}", "[]", '{"response": {"userHandle": "AAAA"}}'])
def test_what_no_passkey_said_opens_nothing(nadia: Person, credential: str) -> None:
    client = browser()
    client.get("/en/account/passkeys/sign-in/", headers={"accept": "application/json"})
    response = client.post("/en/account/passkeys/sign-in/", {"credential": credential})
    assert response.status_code < 500
    assert not is_signed_in(client)


# Needing one


@pytest.fixture
def place(nadia: Person) -> Organisation:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater", second_step=True)
    Member.objects.create(organisation=organisation, person=nadia, role="owner")
    return organisation


PAGES = ["/en/orgs/clearwater/", "/en/orgs/clearwater/members/", "/en/orgs/clearwater/figures/",
         "/en/orgs/clearwater/settings/", "/en/orgs/clearwater/campaigns/"]  # fmt: skip


def test_an_owner_without_a_second_step_is_led_to_set_one_up_and_back(
    nadia: Person, place: Organisation, cacee: Stored
) -> None:
    client = browser()
    sign_in(client, nadia)
    for page in PAGES:
        response = client.get(page, follow=True)
        assert response.redirect_chain[-1][0].startswith(SIGN_IN), page
        assert "asks its owners for a second step" in response.content.decode()
    assert client.post("/en/orgs/clearwater/teams/", {"name": "New"}).status_code == 302
    assert not place.teams.exists()
    assert client.get("/en/me/").status_code == 200, "what is their own stays open"
    set_app_up(client)
    assert "/en/orgs/clearwater/campaigns/" in client.get(SIGN_IN).content.decode()
    for page in PAGES:
        assert client.get(page).status_code == 200, page


def test_members_need_none(nadia: Person, place: Organisation, cacee: Stored) -> None:
    other = make_person("other")
    Member.objects.create(organisation=place, person=other)
    client = browser()
    client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/en/orgs/clearwater/").status_code == 200


def test_stewards_among_the_people_need_one(nadia: Person, place: Organisation, cacee: Stored) -> None:
    Member.objects.update(role="member")
    Steward.objects.create(person=nadia, framework=Framework.objects.get(code="cacee"))
    client = browser()
    sign_in(client, nadia)
    assert client.get("/en/orgs/clearwater/").status_code == 200
    for page in ("/en/steward/", "/en/steward/cacee/", "/en/steward/cacee/stewards/"):
        assert client.get(page)["Location"].startswith(SIGN_IN), page
    assert client.post("/en/steward/cacee/stewards/", {"email": nadia.email})["Location"].startswith(SIGN_IN)
    set_app_up(client)
    assert client.get("/en/steward/cacee/").status_code == 200


def test_a_script_is_told_that_a_second_step_is_needed(nadia: Person, place: Organisation) -> None:
    client = browser()
    sign_in(client, nadia)
    response = client.get("/en/orgs/clearwater/", headers={"accept": "application/json"})
    assert (response.status_code, response.json()["code"]) == (403, "second_step")


@override_settings(SECOND_STEP_FOR_ALL=True)
def test_where_everyone_needs_a_second_step_nothing_else_opens_before(nadia: Person, cacee: Stored) -> None:
    client = browser()
    assert sign_in(client, nadia).redirect_chain[-1][0].startswith(SIGN_IN)
    Person.objects.update(is_staff=True, is_superuser=True)
    pages = ("/en/me/", "/en/account/", "/en/account/data/", "/en/portfolio/", "/en/", "/admin/", "/fr/me/")
    for page in pages:
        assert "/account/signing-in/" in client.get(page)["Location"], page
    assert client.post("/en/account/delete/", {"password": PASSWORD})["Location"] == SIGN_IN
    assert client.get("/en/me/", headers={"accept": "application/json"}).status_code == 403
    for page in (SIGN_IN, "/en/account/sessions/", "/en/account/second-step/app/", "/en/account/passkeys/add/"):
        assert client.get(page).status_code == 200, page
    assert "Everyone here signs in with a second step" in client.get(SIGN_IN).content.decode()
    set_app_up(client)
    assert client.get("/en/me/").status_code == 200
    assert Client().get("/en/").status_code == 200, "who is signed out reads what is public"


def test_an_owner_asks_for_it_on_a_page(nadia: Person, place: Organisation) -> None:
    Organisation.objects.update(second_step=False)
    client = browser()
    sign_in(client, nadia)
    client.post("/en/orgs/clearwater/signing-in/second-step/", {"second_step": "on"})
    place.refresh_from_db()
    assert place.second_step
    response = client.post("/en/orgs/clearwater/signing-in/second-step/", {})
    assert response["Location"].startswith(SIGN_IN), "who has none sets one up before changing it"
    place.refresh_from_db()
    assert place.second_step


# Sessions and devices


def test_sessions_are_listed_and_ended_one_by_one(nadia: Person) -> None:
    here, phone, third = browser(), browser(SAFARI), browser()
    for client in (here, phone, third):
        sign_in(client, nadia)
    html = here.get("/en/account/sessions/").content.decode()
    assert "Firefox on Windows" in html
    assert "Safari on iPhone" in html
    assert "on the machine that Tamarack runs on" in html
    row = SignIn.objects.get(system="iPhone")
    here.post(f"/en/account/sessions/{row.pk}/end/")
    assert not is_signed_in(phone)
    assert is_signed_in(third)
    here.post("/en/account/sessions/others/")
    assert not is_signed_in(third)
    assert is_signed_in(here)
    assert "signed in nowhere else" in here.get("/en/account/sessions/").content.decode()


@pytest.mark.parametrize("which", ["others", "one"])
def test_a_session_is_ended_after_a_fresh_proof_which_then_goes_on_with_it(nadia: Person, which: str) -> None:
    here, phone = browser(), browser(SAFARI)
    for client in (here, phone):
        sign_in(client, nadia)
    proven_long_ago(here)
    row = SignIn.objects.get(system="iPhone")
    asked = here.post("/en/account/sessions/others/" if which == "others" else f"/en/account/sessions/{row.pk}/end/")
    assert is_signed_in(phone)
    there = asked["Location"]
    assert there.startswith("/en/account/reauthenticate/")
    here.post(there, {"password": PASSWORD}, follow=True)
    assert not is_signed_in(phone)
    assert is_signed_in(here)


def test_nobody_ends_the_session_of_someone_else(nadia: Person) -> None:
    client, other = browser(), browser()
    sign_in(client, nadia)
    stranger = make_person("stranger")
    stranger.set_password(PASSWORD)
    stranger.save()
    sign_in(other, stranger)
    row = SignIn.objects.get(person=nadia)
    assert other.post(f"/en/account/sessions/{row.pk}/end/").status_code == 404
    assert is_signed_in(client)


def test_a_session_is_still_listed_after_the_password_changed_and_others_have_ended(nadia: Person) -> None:
    here, other = browser(), browser()
    for client in (here, other):
        sign_in(client, nadia)
    data = {"oldpassword": PASSWORD, "password1": "larix laricina 43", "password2": "larix laricina 43"}
    here.post("/en/account/password/change/", data)
    assert is_signed_in(here)
    assert not is_signed_in(other)
    html = here.get("/en/account/sessions/").content.decode()
    assert html.count("Firefox on Windows") == 1
    assert "this one" in html


def test_of_a_network_only_its_first_part_is_kept(nadia: Person, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for address, network in (("203.0.113.77", "203.0.113.0"), ("2001:db8:1:2:3::4", "2001:db8:1::")):
        SignIn.objects.all().delete()
        client = Client(headers={"user-agent": FIREFOX, "x-forwarded-for": f"198.51.100.9, {address}"})
        sign_in(client, nadia)
        assert SignIn.objects.get().network == network


def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(nadia: Person) -> None:
    first = browser()
    sign_in(first, nadia)
    assert not subjects(), "the first sign-in of all tells nobody anything"
    phone = browser(SAFARI)
    sign_in(phone, nadia)
    told = mail.outbox[-1]
    assert "new device" in told.subject
    assert "Safari on iPhone" in str(told.body)
    assert "/en/account/sessions/" in str(told.body)
    phone.post("/en/account/logout/")
    sign_in(phone, nadia)
    assert len(subjects()) == 1


def test_devices_are_forgotten_after_a_while(nadia: Person) -> None:
    sign_in(browser(), nadia)
    SignIn.objects.update(seen_at=timezone.now() - timedelta(days=401))
    apply_rules()
    assert not SignIn.objects.exists()


def test_the_database_knows_neither_keys_of_sessions_nor_devices_cookies(nadia: Person) -> None:
    client = browser()
    sign_in(client, nadia)
    key, device = client.cookies["sessionid"].value, client.cookies["device"].value
    assert client.cookies["device"]["httponly"]
    row = SignIn.objects.get()
    assert key not in {row.session, *Session.objects.values_list("pk", flat=True)}
    assert row.device != device
    assert Session.objects.filter(pk=kept_key(key)).exists()
    stolen = Client()
    stolen.cookies["sessionid"] = row.session
    assert not is_signed_in(stolen), "what stands in the database opens nothing"


def test_that_a_session_is_in_use_is_noted_at_most_every_quarter_of_an_hour(
    nadia: Person, django_assert_num_queries: Any
) -> None:
    client = browser()
    sign_in(client, nadia)
    client.get("/en/account/sessions/")
    before = SignIn.objects.get().seen_at
    with django_assert_num_queries(2):
        client.get("/en/account/delete/")
    assert SignIn.objects.get().seen_at == before
    session = client.session
    session["sign_in"] = [session["sign_in"][0], time.time() - 901, time.time() - 86400]
    session.save()
    client.get("/en/account/delete/")
    assert SignIn.objects.get().seen_at > before
    assert client.session.get_expiry_age() <= 14 * 86400
    session["sign_in"] = [session["sign_in"][0], time.time() - 901, time.time() - 29 * 86400]
    session.save()
    client.get("/en/account/delete/")
    assert client.session.get_expiry_age() <= 86400, "its end does not move"


def test_a_session_that_nobody_uses_ends_after_fourteen_days(nadia: Person) -> None:
    for more, stays in ((-60, True), (60, False)):
        client = browser()
        sign_in(client, nadia)
        with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=14, seconds=more)):
            assert is_signed_in(client) is stays


# A second step that is lost


@pytest.fixture
def locked(nadia: Person) -> Client:
    """A browser that got past the password of someone whose app is lost."""
    client = browser()
    sign_in(client, nadia)
    set_app_up(client)
    other = browser()
    sign_in(other, nadia)
    mail.outbox.clear()
    return other


LOST = "/en/account/second-step/lost/"


def link_in_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/en/account/recovery/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def pass_days(days: float) -> None:
    for row in Recovery.objects.all():
        row.asked_at -= timedelta(days=days)
        row.save()
    carry_recoveries_on.func()  # type: ignore[attr-defined]


def test_the_slow_way_takes_seven_days_and_is_announced_to_every_address(locked: Client, nadia: Person) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=nadia, email="nadia@home.example", verified=True)
    assert "It has begun" in locked.post(LOST).content.decode()
    assert len(subjects(nadia.email)) == len(subjects("nadia@home.example")) == 1
    link = link_in_mail()
    assert locked.post(link, {"finish": "1"}).status_code == 403, "not before its time"
    assert has_second_step(nadia)
    pass_days(4.1)
    assert len(subjects(nadia.email)) == 2
    pass_days(2.8)
    assert has_second_step(nadia)
    assert locked.post(link, {"finish": "1"}).status_code == 403
    pass_days(0.2)
    assert "can be removed" in mail.outbox[-1].subject
    thief = browser()
    assert "The waiting is over" in thief.get(link_in_mail()).content.decode()
    locked.post(link_in_mail(), {"finish": "1"})
    assert not has_second_step(nadia)
    assert not Authenticator.objects.exists()
    assert "Your second step was removed" in mail.outbox[-1].subject
    sign_in(locked, nadia)
    assert is_signed_in(locked)
    assert locked.post(link, {"finish": "1"}).status_code == 403, "once"


def test_any_mail_stops_it_without_signing_in(locked: Client, nadia: Person) -> None:
    locked.post(LOST)
    html = Client().post(link_in_mail(), {"cancel": "1"}).content.decode()
    assert "It is stopped" in html
    pass_days(8)
    assert Client().post(link_in_mail(), {"finish": "1"}).status_code == 403
    assert has_second_step(nadia)


def test_signing_in_with_the_second_step_stops_it(locked: Client, nadia: Person) -> None:
    locked.post(LOST)
    nadias = browser()
    sign_in(nadias, nadia)
    secret = unseal(Authenticator.objects.get(type="totp").data["secret"])
    nadias.post("/en/account/second-step/", {"code": code_of(secret)})
    assert is_signed_in(nadias)
    assert open_recovery(nadia) is None


def test_the_link_of_the_end_does_not_hold_for_ever(locked: Client, nadia: Person) -> None:
    locked.post(LOST)
    pass_days(7.1)
    link = link_in_mail()
    pass_days(7)
    assert Client().post(link, {"finish": "1"}).status_code == 403
    assert has_second_step(nadia)


def test_it_begins_with_the_password_alone_once_and_three_times_a_month(locked: Client, nadia: Person) -> None:
    assert Client().post(LOST)["Location"] == "/en/account/second-step/"
    for _ in range(2):
        locked.post(LOST)
    assert Recovery.objects.count() == 1
    assert len(subjects()) == 1
    for _ in range(4):
        Recovery.objects.filter(ended_at=None).update(ended_at=timezone.now())
        response = locked.post(LOST)
    assert "begun 3 times in a month" in response.content.decode()
    assert Recovery.objects.count() == 3


def test_administrators_can_do_nothing_about_it(locked: Client) -> None:
    from django.contrib import admin

    shown = {model._meta.label for model in admin.site._registry}
    assert not {label for label in shown if label.startswith(("mfa.", "socialaccount.", "account."))}
    assert not {"people.Recovery", "people.SignIn", "people.IdentityProvider", "people.Domain"} & shown


def test_all_of_it_is_in_the_own_data_and_goes_with_the_account(locked: Client, nadia: Person) -> None:
    from tamarack.people.actions.accounts import delete_account
    from tamarack.people.queries.signing import signing_document

    locked.post(LOST)
    document = signing_document(nadia)
    assert [row["kind"] for row in document["second_step"]] == ["totp", "recovery_codes"]
    assert [row["browser"] for row in document["sign_ins"]] == ["Firefox"]
    assert len(document["second_step_said_to_be_lost"]) == 1
    delete_account(nadia)
    for model in (SignIn, Recovery, Authenticator):
        assert not model.objects.exists()
