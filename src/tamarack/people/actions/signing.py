"""Writes about how an organisation’s people sign in: the second step, domains, the identity provider. By its owners."""

import re
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount
from cryptography.x509 import load_pem_x509_certificate
from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.db import IntegrityError
from django.utils import timezone
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from tamarack.common.checks import check_choice, check_text
from tamarack.common.database import write
from tamarack.common.links import new_link
from tamarack.common.sealed import seal
from tamarack.core.errors import N_, BadInput
from tamarack.people.audit import What, record
from tamarack.people.models import Domain, IdentityProvider, Organisation, Person
from tamarack.people.rules import check_owner

DOMAINS_MOST = 20
METADATA_MOST = 100_000
TAKEN = N_("Another organisation here has proven that “{domain}” is its own. Please write to who runs this site.")
KINDS = IdentityProvider.Kind


@dataclass(frozen=True)
class Described:
    """A provider as its owners describe it; an empty secret keeps the one that is there."""

    kind: str
    issuer: str = ""
    client_id: str = ""
    secret: str = ""
    metadata: str = ""
    enabled: bool = False


def ask_second_step(person: Person, organisation: Organisation, *, needed: bool) -> None:
    """Ask owners, and stewards among the people, for a second step; or not any more."""
    check_owner(person, organisation)
    with write():
        Organisation.objects.filter(pk=organisation.pk).update(second_step=needed)
        record(What.SET, by=person, organisation=organisation, about="second step" if needed else "no second step")


def add_domain(person: Person, organisation: Organisation, name: str) -> Domain:
    """Name a domain; it counts for nothing until it is proven."""
    check_owner(person, organisation)
    name = check_domain(name)
    with write():
        if organisation.domains.count() >= DOMAINS_MOST:
            raise BadInput(N_("An organisation names at most {most} domains."), most=DOMAINS_MOST)
        row, new = Domain.objects.get_or_create(organisation=organisation, name=name, defaults={"proof": new_link()})
        if new:
            record(What.SET, by=person, organisation=organisation, about=name)
    return row


def check_domain(name: str) -> str:
    """A domain, in small letters.

    Raises
    ------
    BadInput
        If it is none.
    """
    name = check_text(name, 200, needed=True).lower().removeprefix("@").rstrip(".")
    try:
        validate_domain_name(name)
    except ValidationError:
        name = ""
    if "." not in name:
        raise BadInput(N_("This is not a domain, such as clearwater.ca. Please look at it again."))
    return name


def prove_domain(domain: Domain, person: Person | None = None) -> None:
    """Note that a domain is the organisation's own: its DNS says so, or who runs the site does.

    Raises
    ------
    BadInput
        If another organisation has proven it.
    """
    try:
        with write():
            Domain.objects.filter(pk=domain.pk).update(proven_at=timezone.now())
            record(What.SET, by=person, organisation=domain.organisation, about=f"proven: {domain.name}")
    except IntegrityError:
        raise BadInput(TAKEN, domain=domain.name) from None


def remove_domain(person: Person, domain: Domain) -> None:
    """Take a domain back: the provider signs nobody in by it any more."""
    check_owner(person, domain.organisation)
    with write():
        record(What.SET, by=person, organisation=domain.organisation, about=domain.name)
        domain.delete()


def keep_provider(person: Person, organisation: Organisation, told: Described) -> IdentityProvider:
    """Keep how the organisation's people sign in elsewhere.

    What people have connected hangs on the provider's key. Where the provider is another (its kind or its issuer), the
    key is made anew, and what was connected with the old one ends: another provider vouches for nobody of the first.
    """
    check_owner(person, organisation)
    check_choice(told.kind, KINDS.values)
    with write():
        row = IdentityProvider.objects.filter(organisation=organisation).first()
        row = row or IdentityProvider(organisation=organisation)
        before = (row.kind, row.issuer)
        _describe(row, told)
        if row.pk and before != (row.kind, row.issuer):
            _disconnect_everyone(row)
            row.key = uuid.uuid4()
        row.enabled, row.changed_at = told.enabled, timezone.now()
        row.save()
        record(What.SET, by=person, organisation=organisation, about=f"identity provider: {row.issuer}")
    return row


def remove_provider(person: Person, provider: IdentityProvider) -> None:
    """Take the provider away. Its people’s accounts stay; what connected them ends."""
    check_owner(person, provider.organisation)
    with write():
        _disconnect_everyone(provider)
        record(What.SET, by=person, organisation=provider.organisation, about="no identity provider")
        provider.delete()


def _disconnect_everyone(provider: IdentityProvider) -> None:
    SocialAccount.objects.filter(provider=provider.key.hex).delete()


def _describe(row: IdentityProvider, told: Described) -> None:
    row.kind = told.kind
    if told.kind == KINDS.SAML:
        if told.metadata.strip() or not row.certificate:
            row.issuer, row.address, row.certificate = read_metadata(told.metadata)
        row.client_id = row.secret = ""
        return
    row.issuer = check_address(told.issuer).rstrip("/").removesuffix("/.well-known/openid-configuration")
    row.client_id = check_text(told.client_id, 191, needed=True)
    if told.secret:
        row.secret = seal(check_text(told.secret, 191))
    row.address = row.certificate = ""


def check_address(address: str) -> str:
    """An https address.

    Raises
    ------
    BadInput
        If it is none.
    """
    from django.conf import settings

    address = check_text(address, 500, needed=True)
    problem = BadInput(N_("“{address}” is not an https address. Please look at it again."), address=address[:80])
    try:
        parts = urlsplit(address)
        found = parts.hostname and parts.port != 0
    except ValueError:  # half of a bracket, a port beyond all ports
        raise problem from None
    schemes = ("https", "http") if settings.REACHES_INNER_NETWORK else ("https",)
    if parts.scheme not in schemes or not found or parts.username or parts.query or parts.fragment:
        raise problem
    return address


def read_metadata(text: str) -> tuple[str, str, str]:
    """Entity, sign-in address and certificate of a SAML provider's metadata.

    Raises
    ------
    BadInput
        If it cannot be read, or says not all of this.
    """
    problem = BadInput(N_("This is not the metadata of a SAML identity provider with an entity ID, an address to sign "
                          "in at (HTTP redirect) and a certificate. Please copy all of it."))  # fmt: skip
    if len(text) > METADATA_MOST or re.search(r"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise problem
    try:
        found = OneLogin_Saml2_IdPMetadataParser.parse(text.strip())["idp"]
        certificate = found.get("x509cert") or found["x509certMulti"]["signing"][0]
        entity, address = found["entityId"], found["singleSignOnService"]["url"]
        body = re.sub(r"\s", "", certificate)
        lines = "\n".join(body[at : at + 64] for at in range(0, len(body), 64))
        load_pem_x509_certificate(f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n".encode())
    except BadInput:
        raise
    except Exception:  # whatever the parsers of others say of what people paste
        raise problem from None
    return check_text(entity, 500, needed=True), check_address(address), body
