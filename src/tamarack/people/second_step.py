"""The second step of signing in: who has one, who needs one, and how its secrets are kept."""

import base64
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.common.sealed import Unreadable, seal, unseal
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Member, Organisation, Person


class SecondStepNeeded(NotAllowed):
    """The person has to set a second step up first; each way in leads them there."""

    code = "second_step"


def has_second_step(person: Person) -> bool:
    """Whether the person has a passkey or an authenticator app, so that signing in asks for it."""
    from allauth.mfa.models import Authenticator

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def check_everyones_second_step(person: Person) -> None:
    """See that someone has a second step, where this installation asks everyone for it.

    Raises
    ------
    SecondStepNeeded
        If not.
    """
    if settings.SECOND_STEP_FOR_ALL and not has_second_step(person):
        raise SecondStepNeeded(
            N_("Everyone here signs in with a second step. Please set one up first; it takes two minutes.")
        )


def check_second_step(person: Person, organisation: Organisation, role: str) -> None:
    """See that an owner has a second step where the organisation asks for it.

    Raises
    ------
    SecondStepNeeded
        If not.
    """
    if organisation.second_step and role == Member.Role.OWNER and not has_second_step(person):
        raise SecondStepNeeded(
            N_("{organisation} asks its owners to sign in with a second step. Please set one up first; it takes two "
               "minutes."), organisation=organisation.name,
        )  # fmt: skip


def check_stewards_second_step(person: Person) -> None:
    """See that someone who keeps rubrics has a second step, if an organisation that they are in asks for it.

    Raises
    ------
    SecondStepNeeded
        If not.
    """
    asking = Organisation.objects.filter(members__person=person, second_step=True).first()
    if asking and not has_second_step(person):
        raise SecondStepNeeded(
            N_("{organisation} asks the stewards among its people to sign in with a second step. Please set one up "
               "first; it takes two minutes."), organisation=asking.name,
        )  # fmt: skip


def needing(person: Person) -> list[Organisation]:
    """The organisations that ask this of someone as their owner."""
    places = person.memberships.filter(role=Member.Role.OWNER, organisation__second_step=True)
    return [place.organisation for place in places.select_related("organisation").order_by("pk")]


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals the secrets of apps and recovery codes; names what it shows."""

    error_messages = {  # noqa: RUF012
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the code of the moment, or it has been used. Please try the next one."),
        "unverified_email": _("Please confirm your email address first."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A secret; where another key sealed it, one that nobody can know, so that no code fits."""
        try:
            return unseal(encrypted_text)
        except Unreadable:
            return base64.b32encode(secrets.token_bytes(40)).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a new passkey is called until its person says otherwise."""
        from allauth.mfa.models import Authenticator

        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}
