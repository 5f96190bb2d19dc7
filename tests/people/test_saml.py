"""Signing in by SAML: signed answers of a provider whose key is made here, and every way in which they can be wrong."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.core.cache import cache
from django.test import Client
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from tamarack.core.errors import BadInput
from tamarack.people.actions import signing
from tamarack.people.actions.signing import Described, read_metadata
from tamarack.people.models import IdentityProvider, Member, Organisation, Person
from tests.conftest import make_person
from tests.people.test_single_sign_on import is_signed_in, to_provider

ENTITY, SIGN_IN = "https://idp.clearwater.example/entity", "https://idp.clearwater.example/sso"
ALGORITHM = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"


def make_key() -> tuple[str, str]:
    """A key and its certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()


KEY, CERTIFICATE = make_key()


def metadata(certificate: str = CERTIFICATE) -> str:
    body = "".join(certificate.splitlines()[1:-1])
    return f"""<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
 xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="{ENTITY}"><md:IDPSSODescriptor
 protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo>
<ds:X509Data><ds:X509Certificate>{body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{SIGN_IN}"/>
</md:IDPSSODescriptor></md:EntityDescriptor>"""


@pytest.fixture(autouse=True)
def _fresh(db: None) -> None:
    cache.clear()


def browser() -> Client:
    return Client(headers={"host": "testserver"})


@pytest.fixture
def client() -> Client:
    return browser()


@pytest.fixture
def provider(db: None) -> IdentityProvider:
    place = Organisation.objects.create(code="clearwater", name="Clearwater College")
    owner = make_person("owner")
    Member.objects.create(organisation=place, person=owner, role="owner")
    signing.prove_domain(signing.add_domain(owner, place, "clearwater.example"))
    return signing.keep_provider(owner, place, Described("saml", metadata=metadata(), enabled=True))


def answered(
    provider: IdentityProvider, request: str, *, email: str = "amara@clearwater.example", key: str = KEY,
    certificate: str = CERTIFICATE, audience: str = "", issuer: str = ENTITY, later: timedelta = timedelta(),
    sign: bool = True, recipient: str = "",
) -> str:  # fmt: skip
    """What the provider answers to a request, signed."""
    site = f"http://testserver/sso/saml/{provider.key.hex}"
    audience, recipient = audience or f"{site}/metadata/", recipient or f"{site}/acs/"
    now = datetime.now(UTC) + later
    stamp, until = (f"{time:%Y-%m-%dT%H:%M:%SZ}" for time in (now, now + timedelta(minutes=5)))
    before = f"{now - timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"
    asserted = f"""<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{uuid4().hex}" Version="2.0"
 IssueInstant="{stamp}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID
 Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">amara-1</saml:NameID><saml:SubjectConfirmation
 Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}"
 Recipient="{recipient}" InResponseTo="{request}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions
 NotBefore="{before}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience>
</saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{stamp}" SessionIndex="_1">
<saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute
 Name="email"><saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute><saml:Attribute
 Name="givenName"><saml:AttributeValue>Amara</saml:AttributeValue></saml:Attribute><saml:Attribute
 Name="sn"><saml:AttributeValue>Diallo</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"""
    if sign:
        asserted = OneLogin_Saml2_Utils.add_sign(
            asserted, key, certificate, sign_algorithm=ALGORITHM, digest_algorithm=DIGEST
        ).decode()
        asserted = asserted.replace('<?xml version="1.0"?>', "").strip()
    return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_{uuid4().hex}" Version="2.0"
 IssueInstant="{stamp}" Destination="{recipient}" InResponseTo="{request}"><saml:Issuer
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{asserted}</samlp:Response>"""


def asked(client: Client) -> str:
    """The number of the request that the browser is sent to the provider with."""
    address = to_provider(client)
    assert address.startswith(SIGN_IN)
    packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
    text = OneLogin_Saml2_Utils.decode_base64_and_inflate(packed).decode()
    return text.split('ID="')[1].split('"')[0]


def post(client: Client, provider: IdentityProvider, response: str, key: str = "") -> Any:
    """Come back with an answer, as a browser does."""
    data = {"SAMLResponse": base64.b64encode(response.encode()).decode()}
    return client.post(f"/sso/saml/{key or provider.key.hex}/acs/", data, follow=True)


def test_a_signed_answer_makes_an_account_and_opens_it_again(client: Client, provider: IdentityProvider) -> None:
    page = post(client, provider, answered(provider, asked(client)))
    assert page.redirect_chain[-1][0].endswith("/account/organisation/join/"), page.content.decode()
    assert "Amara Diallo" in page.content.decode()
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    assert is_signed_in(client)
    assert Member.objects.filter(person__email="amara@clearwater.example").exists()
    other = browser()
    post(other, provider, answered(provider, asked(other)))
    assert is_signed_in(other)
    assert SocialAccount.objects.get().uid == "amara-1"
    assert SocialAccount.objects.get().extra_data == {}


def test_the_cookie_of_an_answer_is_bound_to_tls_and_out_of_scripts_reach(
    client: Client, provider: IdentityProvider, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    response = answered(provider, asked(client))
    data = {"SAMLResponse": base64.b64encode(response.encode()).decode()}
    first = client.post(f"/sso/saml/{provider.key.hex}/acs/", data)
    assert "saml-acs-session" not in first.cookies
    cookie = first.cookies["__Secure-saml-acs-session"]
    assert cookie["secure"]
    assert cookie["httponly"]
    page = client.get(first["Location"], follow=True)
    assert page.redirect_chain[-1][0].endswith("/account/organisation/join/")


OTHER_KEY, OTHER_CERTIFICATE = make_key()
WRONG: dict[str, Callable[[IdentityProvider, str], str]] = {
    "not signed": lambda row, request: answered(row, request, sign=False),
    "altered": lambda row, request: answered(row, request).replace("amara@", "owner@"),
    "signed by another": lambda row, request: answered(row, request, key=OTHER_KEY, certificate=OTHER_CERTIFICATE),
    "for another audience": lambda row, request: answered(row, request, audience="https://other.example/metadata/"),
    "for another recipient": lambda row, request: answered(row, request, recipient="http://testserver/other/"),
    "by another issuer": lambda row, request: answered(row, request, issuer="https://evil.example/"),
    "expired": lambda row, request: answered(row, request, later=-timedelta(hours=1)),
    "not valid yet": lambda row, request: answered(row, request, later=timedelta(hours=1)),
    "to no request": lambda row, request: answered(row, "_made_up"),
    "not XML": lambda row, request: "nonsense",
    "empty": lambda row, request: "",
    "with entities": lambda row, request: '<!DOCTYPE x [<!ENTITY a "b">]>' + answered(row, request),
    "of a domain that is not proven": lambda row, request: answered(row, request, email="x@elsewhere.example"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_an_answer_that_is_not_right_signs_nobody_in(client: Client, provider: IdentityProvider, wrong: str) -> None:
    page = post(client, provider, WRONG[wrong](provider, asked(client)))
    assert page.status_code in (400, 403), page.redirect_chain
    assert not is_signed_in(client)
    assert Person.objects.count() == 1


def test_an_answer_that_was_used_is_worth_nothing_a_second_time(client: Client, provider: IdentityProvider) -> None:
    answer = answered(provider, asked(client))
    post(client, provider, answer)
    client.post("/en/account/organisation/join/", {"name": "Amara"})
    client.post("/en/account/logout/")
    assert post(client, provider, answer).status_code == 403
    assert not is_signed_in(client)


def test_an_answer_to_another_browser_is_worth_nothing(client: Client, provider: IdentityProvider) -> None:
    answer = answered(provider, asked(client))
    assert post(browser(), provider, answer).status_code == 403


def test_a_wrapped_assertion_is_not_read(client: Client, provider: IdentityProvider) -> None:
    """The signed assertion beside a forged one: neither may count."""
    answer = answered(provider, asked(client))
    start, end = answer.index("<saml:Assertion"), answer.index("</saml:Assertion>") + len("</saml:Assertion>")
    forged = answer[start:end].replace("amara@", "owner@").replace('ID="_', 'ID="_x')
    for wrapped in (answer[:start] + forged + answer[start:], answer[:end] + forged + answer[end:]):
        assert post(client, provider, wrapped).status_code in (400, 403)
    assert not is_signed_in(client)


def test_what_is_registered_at_the_provider_is_public(client: Client, provider: IdentityProvider) -> None:
    response = client.get(f"/sso/saml/{provider.key.hex}/metadata/")
    assert response["Content-Type"] == "text/xml"
    assert f"/sso/saml/{provider.key.hex}/acs/" in response.content.decode()
    assert client.get("/sso/saml/none/metadata/").status_code == 404


BOMB = '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'


@pytest.mark.parametrize(
    "text", ["", "nonsense", BOMB, "<a/>", "x" * 100_001, metadata().replace("MII", "XII"),
             metadata().replace("https://idp.clearwater.example/sso", "http://idp.clearwater.example/sso")]
)  # fmt: skip
def test_what_is_no_metadata_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_metadata(text)
