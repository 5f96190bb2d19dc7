"""Writes about role profiles: a person's own, and an organisation's."""

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
from tamarack.growth.rules import check_keeps
from tamarack.people.audit import What, record
from tamarack.people.models import Organisation, Person
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


def create_role(
    person: Person,
    version: Stored,
    profile: RoleProfile,
    copied_from: str = "",
    organisation: Organisation | None = None,
) -> Role:
    """Keep a role profile that a person makes, for themself or for an organisation that they own.

    Raises
    ------
    BadInput, UnknownCode
        If it cannot be right, or there are too many.
    """
    role = Role(version_id=version.id, copied_from=copied_from, document=_document(version.framework, profile))
    role.person, role.organisation = (None, organisation) if organisation else (person, None)
    check_keeps(person, role)
    with write():
        if Role.objects.filter(person=role.person, organisation=organisation).count() >= ROLES_MOST:
            raise BadInput(N_("There are {most} role profiles already. Please delete one first."), most=ROLES_MOST)
        role.save()
        _note(person, role)
    return role


def change_role(person: Person, role: Role, profile: RoleProfile) -> None:
    """Change a role profile. Goals that were made with it keep what it asked for then."""
    check_keeps(person, role)
    role.document = _document(framework(role.version_id), profile)
    role.changed_at = timezone.now()
    with write():
        role.save(update_fields=["document", "changed_at"])
        _note(person, role)


def delete_role(person: Person, role: Role) -> None:
    """Erase a role profile. Goals that were made with it keep what it asked for."""
    check_keeps(person, role)
    with write():
        _note(person, role)
        role.delete()


def _note(person: Person, role: Role) -> None:
    """Write down that an organisation's role profile was changed."""
    if role.organisation:
        record(What.CHANGED_LIBRARY, by=person, organisation=role.organisation, about=say(role.profile.name))


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
