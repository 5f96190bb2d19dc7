"""Reads about how people sign in."""

from typing import Any

from allauth.socialaccount.models import SocialAccount

from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Domain, IdentityProvider, Organisation, Person, SignIn


def domains_of(organisation: Organisation) -> list[Domain]:
    """What an organisation says are its domains, proven or not."""
    return list(organisation.domains.all())


def find_domain(organisation: Organisation, pk: int) -> Domain:
    """A domain of an organisation's by its number.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    row = organisation.domains.select_related("organisation").filter(pk=pk).first()
    if row is None:
        raise UnknownCode(N_("There is no such domain among those of {organisation}."), organisation=organisation.name)
    return row


def provider_of(organisation: Organisation) -> IdentityProvider | None:
    """An organisation's identity provider, in use or not."""
    return IdentityProvider.objects.select_related("organisation").filter(organisation=organisation).first()


def provider_for(address: str) -> IdentityProvider | None:
    """The provider in use at which an address signs in: that of the organisation which has proven its domain."""
    domain = address.strip().lower().rpartition("@")[2]
    found = IdentityProvider.objects.select_related("organisation").filter(
        enabled=True, organisation__domains__name=domain, organisation__domains__proven_at__isnull=False
    )
    return found.first()


def connections_of(person: Person) -> list[tuple[SocialAccount, IdentityProvider]]:
    """At which organisations' providers someone can sign in."""
    accounts = {row.provider: row for row in SocialAccount.objects.filter(user=person)}
    found = IdentityProvider.objects.select_related("organisation").filter(key__in=list(accounts))
    return [(accounts[row.key.hex], row) for row in found]


def signing_document(person: Person) -> dict[str, Any]:
    """All that is kept of how someone signs in, without what opens the account."""
    from allauth.mfa.models import Authenticator

    return {
        "second_step": [
            {"kind": row.type, "added": row.created_at, "used": row.last_used_at}
            for row in Authenticator.objects.filter(user=person).order_by("pk")
        ],
        "organisations": [
            {"organisation": provider.organisation.name, "issuer": provider.issuer, "known_there_as": account.uid,
             "since": account.date_joined, "last": account.last_login}
            for account, provider in connections_of(person)
        ],
        "sign_ins": [
            {"browser": row.browser, "system": row.system, "network": row.network, "at": row.at, "seen": row.seen_at,
             "ended": not row.session}
            for row in SignIn.objects.filter(person=person)
        ],
        "second_step_said_to_be_lost": list(
            person.recoveries.values("asked_at", "reminded_at", "opened_at", "ended_at", "done")
        ),
    }  # fmt: skip
