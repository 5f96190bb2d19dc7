"""Accounts, where people work, and what they allow there."""

from tamarack.people.models.grants import Ask, Grant, PutAside
from tamarack.people.models.person import Person, PersonManager
from tamarack.people.models.places import Invitation, Member, Organisation, Team
from tamarack.people.models.signing import Domain, IdentityProvider, Recovery, SignIn

__all__ = [
    "Ask", "Domain", "Grant", "IdentityProvider", "Invitation", "Member", "Organisation", "Person", "PersonManager",
    "PutAside", "Recovery", "SignIn", "Team",
]  # fmt: skip
