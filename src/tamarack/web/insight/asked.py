"""What the address of a page of figures asks for: a level, a role profile, a period, a choice of parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework, shorten
from tamarack.core.roles import RoleProfile, target, uniform_profile
from tamarack.growth.queries import Offered
from tamarack.people.models import Organisation
from tamarack.rubric.queries import DEFAULT, current_version
from tamarack.rubric.texts import say

BY_ROLE = "role"
"""Instead of a level: the one that the role asks of each criterion."""
PARTS_MOST = 500
FIRST = {Organisation.Kind.EMPLOYER: "campus-recruiter"}
OTHERWISE = "career-educator"
"""The role profile that is chosen at first, by the kind of organisation."""


@dataclass(frozen=True)
class Asked:
    """What is asked for.

    Attributes
    ----------
    level : str
        A level's code, or `BY_ROLE`.
    role : Offered
        The role profile that figures are held against.
    """

    level: str
    role: Offered
    until: date | None
    picked: tuple[str, ...]
    rubric: str = DEFAULT

    def level_of(self, framework: Framework, criterion: str) -> str | None:
        """The level that a criterion is told at; None where it is left out."""
        row = framework.criterion(criterion)
        if self.level == BY_ROLE:
            return target(framework, row, self.role.profile)
        return self.level if self.level in row.levels else None

    def address(self, level: str = "") -> str:
        """What to put behind an address to ask for the same, perhaps at another level."""
        said: list[tuple[str, str]] = [("level", level or self.level), ("as", self.role.key)]
        said += [("until", self.until.isoformat())] if self.until else []
        said += [("rubric", self.rubric)] if self.rubric != DEFAULT else []
        return "?" + urlencode([*said, *(("part", code) for code in self.picked)])


def read_asked(said: QueryDict, framework: Framework, organisation: Organisation, offered: Sequence[Offered]) -> Asked:
    """What an address asks for, of the role profiles that are offered.

    Raises
    ------
    UnknownCode
        If there is no such level, role profile or day.
    """
    level = said.get("level") or BY_ROLE
    if level != BY_ROLE:
        framework.level(level)
    role = _role(said, framework, organisation, offered)
    return Asked(level, role, read_until(said), read_picked(said), framework.code)


def read_rubric(said: QueryDict) -> str:
    """The rubric that is asked for.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    return current_version(said.get("rubric", DEFAULT)).framework.code


def read_until(said: QueryDict) -> date | None:
    """The last day of the period that is asked for."""
    text = said.get("until", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnknownCode(N_("There are no figures up to this day.")) from None


def read_picked(said: QueryDict) -> tuple[str, ...]:
    """The teams or organisations that were chosen."""
    return tuple(said.getlist("part")[:PARTS_MOST])


def _role(said: QueryDict, framework: Framework, organisation: Organisation, offered: Sequence[Offered]) -> Offered:
    by_key = {role.key: role for role in offered}
    if key := said.get("as"):
        if key not in by_key:
            raise UnknownCode(N_("There is no role profile “{key}” here."), key=shorten(key))
        return by_key[key]
    first = FIRST.get(Organisation.Kind(organisation.kind), OTHERWISE)
    return by_key.get(first) or Offered("", _uniform(framework))


def _uniform(framework: Framework) -> RoleProfile:
    """Where a rubric has no role profiles: its first level everywhere."""
    return uniform_profile(framework, framework.levels[0].code)


def switches(asked: Asked, framework: Framework) -> Sequence[tuple[str, str, bool]]:
    """What the level can be switched to: a word, an address, whether it is chosen."""
    last = framework.levels[-1]
    names = [(BY_ROLE, gettext("What the role asks for"))] + [
        (level.code, say(level.name) if level is last else gettext("{level} or above").format(level=say(level.name)))
        for level in framework.levels
    ]
    return [(name, asked.address(key), key == asked.level) for key, name in names]
