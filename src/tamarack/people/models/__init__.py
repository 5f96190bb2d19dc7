"""Accounts, where people work, and what they allow there."""

from tamarack.people.models.grants import Ask, Grant, PutAside
from tamarack.people.models.leaving import GRACE, FormerAddress, HeldFile, Leaving
from tamarack.people.models.moving import KEPT_FOR, Brought, Errand
from tamarack.people.models.person import Person, PersonManager
from tamarack.people.models.places import Invitation, Member, Organisation, Team
from tamarack.people.models.privacy import Breach, NoticeRead, PrivacyOfficer, RetentionRun
from tamarack.people.models.signing import Domain, IdentityProvider, Recovery, SignIn

__all__ = [
    "GRACE",
    "KEPT_FOR",
    "Ask",
    "Breach",
    "Brought",
    "Domain",
    "Errand",
    "FormerAddress",
    "Grant",
    "HeldFile",
    "IdentityProvider",
    "Invitation",
    "Leaving",
    "Member",
    "NoticeRead",
    "Organisation",
    "Person",
    "PersonManager",
    "PrivacyOfficer",
    "PutAside",
    "Recovery",
    "RetentionRun",
    "SignIn",
    "Team",
]
