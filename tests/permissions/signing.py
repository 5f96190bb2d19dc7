"""What the matrix of permissions needs of signing in: sessions, second steps, providers, a recovery, and people who are
in the middle of it."""

from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from cryptography.hazmat.primitives.asymmetric import ec
from django.http import HttpRequest
from django.test import Client, RequestFactory
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from tamarack.common.links import link_token
from tamarack.people.actions import signing
from tamarack.people.actions.signing import Described
from tamarack.people.models import IdentityProvider, Organisation, Person, SignIn
from tamarack.people.recovering import SALT, begin_recovery
from tests.people.test_saml import metadata

PASSWORD = "tamarack needles 42"


def signing_in(self_: Person, owner: Person, place: Organisation) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Each thing with what its guard is asked of, and how it stands in addresses."""
    domain = signing.add_domain(owner, place, "clearwater.example")
    signing.prove_domain(domain)
    provider = signing.keep_provider(owner, place, Described("saml", metadata=metadata(), enabled=True))
    account = SocialAccount.objects.create(user=self_, provider=provider.key.hex, uid="1")
    session = SignIn.objects.create(person=self_, session="x" * 40, device="y" * 40)
    passkey = set_up_second_step(self_)
    recovery = begin_recovery(self_)
    return {
        "domain": (place, {"code": place.code, "pk": domain.pk}),
        "identity_provider": (None, {"organization_slug": provider.key.hex}),
        "openid_provider": (None, {"provider_id": openid_provider(Organisation.objects.get(code="association"))}),
        "connection": (SimpleNamespace(person_id=self_.pk), {"pk": account.pk}),
        "second_step": (SimpleNamespace(person_id=self_.pk), {}),
        "passkey": (SimpleNamespace(person_id=self_.pk), {"pk": passkey.pk}),
        "sign_in": (session, {"pk": session.pk}),
        "recovery": (None, {"token": link_token(SALT, recovery)}),
    }


def set_up_second_step(person: Person) -> Authenticator:
    """An authenticator app, recovery codes and a passkey, which is given back."""
    TOTP.activate(person, "A" * 32)
    RecoveryCodes.activate(person)
    key = {"name": "A key", "credential": _credential()}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=key)


def openid_provider(place: Organisation) -> str:
    """The key of a provider that somebody set up."""
    provider = IdentityProvider.objects.create(organisation=place, issuer="https://sign-in.example", enabled=True)
    return provider.key.hex


def _credential() -> dict[str, Any]:
    """What a browser says of a passkey that it has made."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    data = AuthenticatorData.create(
        bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 1,
        AttestedCredentialData.create(Aaguid.NONE, bytes(16), public),
    )  # fmt: skip
    told = AuthenticatorAttestationResponse(
        client_data=CollectedClientData.create("webauthn.create", bytes(32), "http://localhost"),
        attestation_object=AttestationObject.create("none", data, {}),
    )
    return {**RegistrationResponse(raw_id=bytes(16), response=told), "type": "public-key"}


def sign_in(client: Client, person: Person) -> None:
    """With a password, a moment ago."""
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    request = _request(client)
    record_authentication(request, person, "password")
    request.session.save()


def begin_sign_in(client: Client, person: Person) -> None:
    """Give a password, where there is a second step."""
    client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})


def begin_sign_up(client: Client) -> None:
    """Sign up with an address that is not confirmed yet."""
    told = {"name": "New", "email": "new@elsewhere.example", "password1": PASSWORD}
    client.post("/en/account/signup/", told)


def begin_joining(client: Client, provider: str) -> None:
    """Be sent by a provider, and have no account yet."""
    request = _request(client)
    email = "newcomer@clearwater.example"
    login = SocialLogin(
        user=Person(email=email),
        account=SocialAccount(provider=provider, uid="2"),
        email_addresses=[EmailAddress(email=email, verified=True, primary=True)],
        provider=get_adapter().get_provider(request, provider),
    )
    request.session["socialaccount_sociallogin"] = login.serialize()
    request.session.save()


def _request(client: Client) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = client.session
    return request
