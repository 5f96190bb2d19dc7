"""Writes about a person's own role profiles."""

from typing import Any

from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.formats.profile import to_document
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tamarack.growth.models import TEXT_MOST, Role
from tamarack.growth.queries import Offered
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.rubric.queries import Stored, framework
from tamarack.rubric.texts import say

ROLES_MOST = 50
NAME_MOST = 120


def copy_role(person: Person, version: Stored, offered: Offered, name: str) -> Role:
    """Make a role profile of the person's own from another one, with its words as they read them."""
    profile = RoleProfile(
        offered.profile.targets, offered.profile.exceptions, offered.profile.weights,
        {"": name}, {"": text} if (text := say(offered.profile.description)) else {}, offered.profile.side,
    )  # fmt: skip
    return create_role(person, version, profile, copied_from=offered.starter)


def create_role(person: Person, version: Stored, profile: RoleProfile, copied_from: str = "") -> Role:
    """Keep a role profile that a person makes.

    Raises
    ------
    BadInput, UnknownCode
        If it cannot be right, or there are too many.
    """
    document = _document(version.framework, profile)
    with write():
        if Role.objects.filter(person=person).count() >= ROLES_MOST:
            raise BadInput(N_("You have {most} role profiles already. Please delete one first."), most=ROLES_MOST)
        return Role.objects.create(person=person, version_id=version.id, copied_from=copied_from, document=document)


def change_role(person: Person, role: Role, profile: RoleProfile) -> None:
    """Change a role profile. Goals that were made with it keep what it asked for then."""
    check_own(person, role)
    role.document = _document(framework(role.version_id), profile)
    role.changed_at = timezone.now()
    with write():
        role.save(update_fields=["document", "changed_at"])


def delete_role(person: Person, role: Role) -> None:
    """Erase a role profile. Goals that were made with it keep what it asked for."""
    check_own(person, role)
    with write():
        role.delete()


def _document(rubric: Framework, profile: RoleProfile) -> dict[str, Any]:
    for text in profile.name.values():
        check_text(text, NAME_MOST, needed=True)
    for text in profile.description.values():
        check_text(text, TEXT_MOST)
    _check_levels(rubric, profile)
    if not profile.targets and not profile.exceptions:
        raise BadInput(N_("A role profile asks for something. Please choose a level for one competency at least."))
    return to_document(profile)


def _check_levels(rubric: Framework, profile: RoleProfile) -> None:
    for code, level in profile.targets.items():
        rubric.competency(code)
        rubric.level(level)
    for code, level in profile.exceptions.items():
        rubric.criterion(code)
        rubric.level(level)
    for code, weight in profile.weights.items():
        rubric.competency(code)
        if weight <= 0:
            raise BadInput(N_("A weight is a number above 0, not {value}."), value=str(weight))
