"""How people of the demo sign in: a second step that is asked for, domains, an identity provider."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.cli.load import DATA
from tamarack.common.links import new_link
from tamarack.common.sealed import seal
from tamarack.common.sessions import SessionStore, kept_key
from tamarack.people.models import Domain, IdentityProvider, Organisation, Person, SignIn
from tamarack.people.recovery_codes import HashedCodes


def add_demo_signing(people: Mapping[str, Person]) -> None:
    """Add it to the demo's people and organisations."""
    demo = YAML(typ="safe").load((DATA / "demo_signing.yaml").read_text(encoding="utf-8"))
    asked = demo["second_step"]
    owner = people[asked["owner"]]
    Organisation.objects.filter(code=asked["organisation"]).update(second_step=True)
    TOTP.activate(owner, generate_totp_secret())
    HashedCodes.activate(owner)
    for code, domains in demo["domains"].items():
        for name, state in domains.items():
            proven = timezone.now() - timedelta(days=200) if state == "proven" else None
            organisation = Organisation.objects.get(code=code)
            Domain.objects.create(organisation=organisation, name=name, proof=new_link(), proven_at=proven)
    provider = dict(demo["provider"])
    place = Organisation.objects.get(code=provider.pop("organisation"))
    IdentityProvider.objects.create(organisation=place, **{**provider, "secret": seal(provider["secret"])})
    for address, rows in demo["sign_ins"].items():
        for row in rows:
            _add_session(people[address], **row)


def _add_session(person: Person, days: int, **words: str) -> None:
    """A session that is open, on a device that nobody has."""
    store = SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store["_auth_user_hash"] = person.get_session_auth_hash()
    store["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    store.create()
    at = timezone.now() - timedelta(days=days)
    key = kept_key(str(store.session_key))
    SignIn.objects.create(
        person=person, session=key, device=secrets.token_hex(20), at=at, seen_at=at, **words
    )  # fmt: skip
