"""Signing in by an organisation's identity provider, against a real one: whom it may sign in, and whom it never may."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from oidc_provider_mock import User, run_server_in_thread

from tamarack.core.errors import BadInput
from tamarack.people import proving
from tamarack.people.actions import members, signing
from tamarack.people.actions.signing import Described
from tamarack.people.models import Domain, IdentityProvider, Member, Organisation, Person
from tests.conftest import make_person
from tests.people.conftest import proven_long_ago

PASSWORD = "tamarack needles 42"
USERS = {
    "amara": {"email": "amara@clearwater.example", "name": "Amara Diallo"},
    "nadia": {"email": "Nadia@Clearwater.example", "name": "Nadia"},
    "outsider": {"email": "someone@elsewhere.example", "name": "Someone"},
    "nameless": {"name": "No One"},
}  # fmt: skip


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider that runs."""
    people = [User(sub=sub, claims=claims) for sub, claims in USERS.items()]
    with run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def _reached(settings: Any, db: None) -> None:
    settings.REACHES_INNER_NETWORK = True
    cache.clear()


@pytest.fixture
def place(db: None) -> Organisation:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater College")
    Member.objects.create(organisation=organisation, person=make_person("owner"), role="owner")
    return organisation


@pytest.fixture
def owner(place: Organisation) -> Person:
    return Person.objects.get(email="owner@clearwater.example")


@pytest.fixture
def provider(place: Organisation, owner: Person, issuer: str) -> IdentityProvider:
    signing.prove_domain(signing.add_domain(owner, place, "clearwater.example"))
    told = Described("openid_connect", issuer=issuer, client_id="tamarack", secret="hush hush", enabled=True)
    return signing.keep_provider(owner, place, told)


def to_provider(client: Client, email: str = "amara@clearwater.example", **more: str) -> str:
    """The address at the provider that the page leads to."""
    response = client.post("/en/account/organisation/", {"email": email, **more})
    found = re.search(r'class="button main" href="([^"]+)"', response.content.decode())
    assert found, response.content.decode()
    return found[1].replace("&amp;", "&")


def consent(address: str, sub: str) -> str:
    """What the provider sends the browser back to, once someone signed in there."""
    response = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
    parts = urlsplit(response.headers["Location"])
    return f"{parts.path}?{parts.query}"


def come_by(client: Client, sub: str, email: str = "amara@clearwater.example") -> Any:
    """Through the whole way, up to what the browser then shows."""
    return client.get(consent(to_provider(client, email), sub), follow=True)


def is_signed_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_somebody_new_gets_an_account_and_is_a_member(
    client: Client, provider: IdentityProvider, place: Organisation
) -> None:
    response = come_by(client, "amara")
    assert response.redirect_chain[-1][0].endswith("/account/organisation/join/")
    html = response.content.decode()
    assert "Amara Diallo" in html
    assert "amara@clearwater.example" in html
    assert not Person.objects.filter(name="Amara Diallo").exists(), "nothing before a yes"
    done = client.post("/en/account/organisation/join/", {"name": "Amara D."}, follow=True)
    assert done.redirect_chain[-1][0] == "/en/me/"
    person = Person.objects.get(email="amara@clearwater.example")
    assert (person.name, person.has_usable_password()) == ("Amara D.", False)
    assert EmailAddress.objects.get(user=person).verified
    assert Member.objects.get(person=person).role == "member"
    assert SocialAccount.objects.get(user=person).extra_data == {}


def test_the_second_time_one_is_in_at_once_and_where_one_wanted_to_go(
    client: Client, provider: IdentityProvider
) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    other = Client()
    address = to_provider(other, next="/fr/account/")
    assert other.get(consent(address, "amara"))["Location"] == "/fr/account/"
    assert is_signed_in(other)
    assert SocialAccount.objects.count() == 1
    assert SocialAccount.objects.get().extra_data == {}


def test_what_goes_to_the_provider_is_bound_to_the_browser(client: Client, provider: IdentityProvider) -> None:
    asked = parse_qs(urlsplit(to_provider(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver/sso/oidc/{provider.key.hex}/callback/"]
    back = consent(to_provider(client), "amara")
    thief = Client()
    thief.get(back)
    assert not is_signed_in(thief), "another browser does not know of it"
    first = client.get(back)
    assert first.status_code == 302
    again = Client()
    again.cookies = client.cookies
    assert again.get(back).status_code in (401, 403), "a code is used once"


def test_a_provider_signs_in_nobody_of_a_domain_that_is_not_proven(client: Client, provider: IdentityProvider) -> None:
    response = come_by(client, "outsider")
    assert response.status_code == 403
    assert "has not proven that the domain elsewhere.example" in response.content.decode()
    Domain.objects.update(proven_at=None)
    page = client.post("/en/account/organisation/", {"email": "amara@clearwater.example"})
    assert "No organisation here signs its people in by this address" in page.content.decode()
    Domain.objects.all().delete()
    assert not is_signed_in(client)
    assert Person.objects.count() == 1


def test_a_domain_that_is_taken_back_signs_nobody_in_any_more(
    client: Client, provider: IdentityProvider, owner: Person
) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    other = Client()
    address = to_provider(other)
    signing.remove_domain(owner, Domain.objects.get())
    assert other.get(consent(address, "amara")).status_code == 403
    assert not is_signed_in(other)


def test_who_has_no_address_there_is_told_why(client: Client, provider: IdentityProvider) -> None:
    response = come_by(client, "nameless")
    assert response.status_code == 403
    assert "gave no email address" in response.content.decode()


@pytest.fixture
def nadia(db: None) -> Person:
    person = make_person("nadia")
    person.set_password(PASSWORD)
    person.save()
    return person


def test_an_account_that_is_there_is_never_taken_over(
    client: Client, provider: IdentityProvider, nadia: Person
) -> None:
    response = come_by(client, "nadia", "nadia@clearwater.example")
    assert response.redirect_chain[-1][0].endswith("/account/organisation/connect/")
    assert "An account with this address is here already" in response.content.decode()
    assert not is_signed_in(client)
    client.post("/en/account/organisation/connect/")
    assert not SocialAccount.objects.exists()
    assert not Member.objects.filter(person=nadia).exists()


def test_its_person_signs_in_and_then_connects_it(client: Client, provider: IdentityProvider, nadia: Person) -> None:
    come_by(client, "nadia", "nadia@clearwater.example")
    data = {"login": nadia.email, "password": PASSWORD, "next": "/en/account/organisation/connect/"}
    page = client.post("/en/account/login/", data, follow=True)
    assert "Connect my account" in page.content.decode()
    assert not SocialAccount.objects.exists(), "only when they say so"
    client.post("/en/account/organisation/connect/")
    assert SocialAccount.objects.get().user == nadia
    assert Member.objects.get(person=nadia).organisation == provider.organisation
    assert "connected with your organisation’s sign-in" in mail.outbox[-1].subject
    other = Client()
    come_by(other, "nadia", "nadia@clearwater.example")
    assert is_signed_in(other)


def test_somebody_else_who_is_signed_in_connects_nothing(
    client: Client, provider: IdentityProvider, nadia: Person, owner: Person
) -> None:
    come_by(client, "nadia", "nadia@clearwater.example")
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.post("/en/account/organisation/connect/")
    assert "Connect my account" not in response.content.decode()
    assert not SocialAccount.objects.exists()


def test_an_account_that_nobody_confirmed_is_given_to_its_address_without_its_password(
    client: Client, provider: IdentityProvider
) -> None:
    thief = Person.objects.create_user("amara@clearwater.example", "a thief knows this 1", name="Amara")
    EmailAddress.objects.create(user=thief, email=thief.email, verified=False, primary=True)
    come_by(client, "amara")
    assert is_signed_in(client)
    thief.refresh_from_db()
    assert not thief.has_usable_password()
    assert EmailAddress.objects.get(user=thief).verified


def test_an_administrator_is_never_given_away_even_unconfirmed(client: Client, provider: IdentityProvider) -> None:
    Person.objects.create_superuser("amara@clearwater.example", PASSWORD, name="Root")
    response = come_by(client, "amara")
    assert response.redirect_chain[-1][0].endswith("/account/organisation/connect/")
    assert not is_signed_in(client)


def test_the_second_step_is_asked_for_after_the_provider_too(client: Client, provider: IdentityProvider) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    TOTP.activate(Person.objects.get(name="Amara"), generate_totp_secret())
    other = Client()
    response = come_by(other, "amara")
    assert response.redirect_chain[-1][0].endswith("/account/second-step/")
    assert not is_signed_in(other)


def test_who_leaves_keeps_the_account_and_the_provider_opens_it_no_more(
    client: Client, provider: IdentityProvider, owner: Person
) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    person = Person.objects.get(name="Amara")
    data = {"password1": PASSWORD, "password2": PASSWORD}
    client.post("/en/account/password/set/", data)
    client.post("/en/account/email/", {"action_add": "", "email": "amara@home.example"})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code
    client.post("/en/account/confirm-email/", {"code": code[1]})
    members.remove_member(owner, Member.objects.get(person=person))
    assert not SocialAccount.objects.exists()
    client.post("/en/account/logout/")
    come_by(client, "amara")
    assert not is_signed_in(client), "the provider alone opens it no more"
    other = Client()
    other.post("/en/account/login/", {"login": "amara@home.example", "password": PASSWORD})
    assert is_signed_in(other)
    assert Person.objects.filter(pk=person.pk).exists()


def test_another_issuer_ends_what_was_connected_with_the_first(
    client: Client, provider: IdentityProvider, owner: Person, place: Organisation
) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    key = provider.key
    again = Described("openid_connect", issuer=provider.issuer, client_id="other", enabled=True)
    assert signing.keep_provider(owner, place, again).key == key
    assert SocialAccount.objects.exists()
    changed = signing.keep_provider(owner, place, Described("openid_connect", "http://localhost:1", "x", enabled=True))
    assert changed.key != key
    assert not SocialAccount.objects.exists()


def test_an_organisation_with_the_same_code_later_has_another_key(
    client: Client, provider: IdentityProvider, place: Organisation, owner: Person, issuer: str
) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    place.delete()
    new = Organisation.objects.create(code="clearwater", name="Others")
    Member.objects.create(organisation=new, person=owner, role="owner")
    signing.prove_domain(signing.add_domain(owner, new, "clearwater.example"))
    signing.keep_provider(owner, new, Described("openid_connect", issuer, "others", "sh", enabled=True))
    other = Client()
    response = come_by(other, "amara")
    assert response.redirect_chain[-1][0].endswith("/account/organisation/connect/")
    assert not is_signed_in(other)


def test_a_provider_out_of_use_or_out_of_reach_signs_nobody_in(
    client: Client, provider: IdentityProvider, owner: Person, place: Organisation
) -> None:
    address = to_provider(client)
    IdentityProvider.objects.update(enabled=False)
    assert client.get(consent(address, "amara")).status_code == 403
    IdentityProvider.objects.update(enabled=True, issuer="http://localhost:9")
    page = client.post("/en/account/organisation/", {"email": "amara@clearwater.example"})
    assert page.status_code == 200
    assert "cannot be reached now" in page.content.decode()


def test_a_provider_that_calls_itself_by_another_name_signs_nobody_in(
    client: Client, provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = consent(to_provider(client), "amara")
    told = {"issuer": "https://evil.example", "authorization_endpoint": "https://evil.example/"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", told)
    assert client.get(back).status_code == 400
    page = client.post("/en/account/organisation/", {"email": "amara@clearwater.example"})
    assert "cannot be reached now" in page.content.decode()


@pytest.mark.parametrize("wrong", [{"aud": "another"}, {"iss": "https://elsewhere.example"}, {"exp": 1}, None])
def test_a_token_for_another_site_of_another_issuer_or_that_is_over_signs_nobody_in(
    provider: IdentityProvider, issuer: str, wrong: dict[str, Any] | None
) -> None:
    adapter = OpenIDConnectOAuth2Adapter(RequestFactory().get("/"), provider.key.hex)
    adapter.did_fetch_access_token = True
    now = int(time.time())
    told = {"iss": adapter.openid_config["issuer"], "aud": "tamarack", "sub": "amara", "iat": now, "exp": now + 60}
    token = jwt.encode({**told, **(wrong or {})}, "k" * 32)
    app = adapter.get_provider().app
    if wrong is None:
        assert adapter._decode_id_token(app, token)["sub"] == "amara"
        return
    with pytest.raises(OAuth2Error):
        adapter._decode_id_token(app, token)


def test_no_inner_address_is_asked(client: Client, provider: IdentityProvider, settings: Any) -> None:
    settings.REACHES_INNER_NETWORK = False
    page = client.post("/en/account/organisation/", {"email": "amara@clearwater.example"})
    assert "cannot be reached now" in page.content.decode()


def test_someone_who_signs_in_at_their_organisation_alone_proves_again_who_they_are_there(
    client: Client, provider: IdentityProvider
) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    proven_long_ago(client)
    page = client.get("/en/account/password/set/", follow=True)
    assert "Choose a password" in prove_again(client, page).content.decode()
    assert client.get("/en/account/password/set/").status_code == 200


def test_after_a_form_they_come_back_to_its_page_and_send_it_again(client: Client, provider: IdentityProvider) -> None:
    phone = Client()
    for browser in (phone, client):
        come_by(browser, "amara")
        browser.post("/en/account/organisation/join/", {"name": "Amara"})
    proven_long_ago(client)
    sessions = "http://testserver/en/account/sessions/"
    page = client.post("/en/account/sessions/others/", follow=True, headers={"Referer": sessions})
    assert is_signed_in(phone)
    assert "press its button again" in page.content.decode()
    assert "End all other sessions" in prove_again(client, page).content.decode()
    client.post("/en/account/sessions/others/")
    assert not is_signed_in(phone)
    assert is_signed_in(client)


def test_where_it_cannot_be_reached_for_that_proof_they_are_told_and_may_try_again(
    client: Client, provider: IdentityProvider, settings: Any
) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    settings.REACHES_INNER_NETWORK = False
    page = client.post("/en/account/organisation/again/", {"next": "/en/account/email/"}).content.decode()
    assert "cannot be reached now" in page
    assert 'name="next" value="/en/account/email/"' in page


def prove_again(client: Client, page: Any) -> Any:
    """From the page that asks for it to the provider, and to where that leads."""
    assert page.redirect_chain[-1][0].startswith("/en/account/organisation/again/")
    wanted = re.search(r'name="next" value="([^"]+)"', page.content.decode())
    assert wanted
    response = client.post("/en/account/organisation/again/", {"next": wanted[1]})
    found = re.search(r'class="button main" href="([^"]+)"', response.content.decode())
    assert found
    address = found[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]
    return client.get(consent(address, "amara"), follow=True)


def test_the_last_way_in_cannot_be_ended(client: Client, provider: IdentityProvider) -> None:
    come_by(client, "amara")
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    row = SocialAccount.objects.get()
    page = client.post(f"/en/account/organisation/{row.pk}/end/", follow=True)
    assert "set a password first" in page.content.decode()
    assert SocialAccount.objects.exists()
    client.post("/en/account/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    client.post(f"/en/account/organisation/{row.pk}/end/")
    assert not SocialAccount.objects.exists()


# Domains and the page of owners


def test_a_domain_is_proven_by_its_dns(owner: Person, place: Organisation, monkeypatch: Any) -> None:
    client = Client()
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/en/orgs/clearwater/signing-in/domains/", {"name": "@Clearwater.CA"})
    row = Domain.objects.get()
    assert row.name == "clearwater.ca"
    html = client.get("/en/orgs/clearwater/signing-in/").content.decode()
    assert f"_tamarack.clearwater.ca TXT &quot;tamarack-domain={row.proof}&quot;" in html.replace(
        '"t', "&quot;t"
    ).replace('"<', "&quot;<")
    asked: list[str] = []
    answers: list[list[str]] = [[], ["something else"], ["v=spf1", f"tamarack-domain={row.proof}"]]
    monkeypatch.setattr(proving, "texts_at", lambda name: asked.append(name) or answers.pop(0))
    for proven in (False, False, True):
        client.post(f"/en/orgs/clearwater/signing-in/domains/{row.pk}/")
        row.refresh_from_db()
        assert (row.proven_at is not None) is proven
    assert set(asked) == {"_tamarack.clearwater.ca"}


def test_a_domain_is_proven_for_one_organisation_alone(owner: Person, place: Organisation) -> None:
    other = Organisation.objects.create(code="other", name="Other")
    Member.objects.create(organisation=other, person=owner, role="owner")
    signing.prove_domain(signing.add_domain(owner, place, "clearwater.ca"))
    claimed = signing.add_domain(owner, other, "clearwater.ca")
    with pytest.raises(BadInput):
        signing.prove_domain(claimed)


@pytest.mark.parametrize("name", ["", "ca", "nonsense with spaces", "-x.ca", "a" * 300 + ".ca"])
def test_what_is_no_domain_is_refused(owner: Person, place: Organisation, name: str) -> None:
    with pytest.raises(BadInput):
        signing.add_domain(owner, place, name)


def test_the_secret_is_sealed_and_never_shown_again(owner: Person, place: Organisation, issuer: str) -> None:
    client = Client()
    client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
    data = {"kind": "openid_connect", "issuer": issuer, "client_id": "tamarack", "secret": "hush hush", "enabled": "on"}
    assert client.post("/en/orgs/clearwater/signing-in/provider/", data).status_code == 302
    kept = IdentityProvider.objects.get()
    assert "hush" not in kept.secret
    html = client.get("/en/orgs/clearwater/signing-in/").content.decode()
    assert "hush" not in html
    assert kept.secret not in html
    assert f"/sso/oidc/{kept.key.hex}/callback/" in html
    client.post("/en/orgs/clearwater/signing-in/provider/", {**data, "secret": "", "client_id": "changed"})
    again = IdentityProvider.objects.get()
    assert (again.client_id, again.secret) == ("changed", kept.secret)
    client.post("/en/orgs/clearwater/signing-in/provider/remove/")
    assert not IdentityProvider.objects.exists()


@pytest.mark.parametrize(
    "issuer",
    [
        "ftp://x.ca",
        "https://",
        "https://u:p@x.ca",
        "javascript:alert(1)",
        "x" * 600,
        "https://[x.ca",
        "https://x.ca:70000",
    ],
)
def test_what_is_no_address_of_a_provider_is_refused(owner: Person, place: Organisation, issuer: str) -> None:
    with pytest.raises(BadInput):
        signing.keep_provider(owner, place, Described("openid_connect", issuer, "x"))
