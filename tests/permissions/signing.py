"""What the matrix of permissions needs of signing in: a session, a connection, a provider, a recovery."""

from types import SimpleNamespace
from typing import Any

from allauth.socialaccount.models import SocialAccount

from tamarack.common.links import link_token
from tamarack.people.actions import signing
from tamarack.people.actions.signing import Described
from tamarack.people.models import Organisation, Person, SignIn
from tamarack.people.recovering import SALT, begin_recovery
from tests.people.test_saml import metadata


def signing_in(self_: Person, owner: Person, place: Organisation) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Each thing with what its guard is asked of, and how it stands in addresses."""
    domain = signing.add_domain(owner, place, "clearwater.example")
    signing.prove_domain(domain)
    provider = signing.keep_provider(owner, place, Described("saml", metadata=metadata(), enabled=True))
    account = SocialAccount.objects.create(user=self_, provider=provider.key.hex, uid="1")
    session = SignIn.objects.create(person=self_, session="x" * 40, device="y" * 40)
    recovery = begin_recovery(self_)
    return {
        "domain": (place, {"code": place.code, "pk": domain.pk}),
        "identity_provider": (None, {"organization_slug": provider.key.hex}),
        "connection": (SimpleNamespace(person_id=self_.pk), {"pk": account.pk}),
        "sign_in": (session, {"pk": session.pk}),
        "recovery": (None, {"token": link_token(SALT, recovery)}),
    }
