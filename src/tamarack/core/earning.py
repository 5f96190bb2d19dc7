"""What a credential asks for, and what of it is there (design, section 3, "Credential")."""

from collections.abc import Collection
from dataclasses import dataclass

from tamarack.core.framework import Competency, Criterion, Framework
from tamarack.core.levels import standing
from tamarack.core.ratings import NOT_APPLICABLE, Ratings, met

WHOLE = ""
"""The code of what covers all competencies of a framework."""


@dataclass(frozen=True)
class CriterionEarning:
    """What one criterion brings to a credential.

    Attributes
    ----------
    agreed : str or None
        The rating that both signed; None where they agreed none.
    open_levels : tuple of str
        The levels up to the credential's whose descriptor is not met, foundation first.
    asks_evidence : bool
        Whether it has a descriptor at the credential's level, for which evidence has to be accepted.
    accepted : bool
        Whether the reviewer has accepted evidence for that descriptor.
    """

    criterion: Criterion
    agreed: str | None
    open_levels: tuple[str, ...]
    asks_evidence: bool
    accepted: bool

    @property
    def applies(self) -> bool:
        """Whether it counts at all."""
        return self.agreed != NOT_APPLICABLE

    @property
    def is_there(self) -> bool:
        """Whether nothing of it is missing."""
        return not self.applies or (not self.open_levels and (self.accepted or not self.asks_evidence))


@dataclass(frozen=True)
class Earning:
    """What a credential's criteria bring together; `secure` is the agreed secure level by competency code."""

    level: str
    criteria: tuple[CriterionEarning, ...]
    secure: dict[str, str | None]

    @property
    def missing(self) -> tuple[CriterionEarning, ...]:
        """The criteria of which something is missing, in rubric order."""
        return tuple(row for row in self.criteria if not row.is_there)

    @property
    def has_subject(self) -> bool:
        """Whether any descriptor at the level applies; where none does, there is nothing to certify."""
        return any(row.applies and row.asks_evidence for row in self.criteria)

    @property
    def earned(self) -> bool:
        """Whether the credential is earned."""
        return self.has_subject and not self.missing


def covered(framework: Framework, code: str) -> tuple[Competency, ...]:
    """The competencies that a credential is about: one, or with an empty code all.

    Raises
    ------
    UnknownCode
        If the framework has no such competency.
    """
    return framework.competencies if code == WHOLE else (framework.competency(code),)


def earning(framework: Framework, code: str, level: str, agreed: Ratings, accepted: Collection[str]) -> Earning:
    """What of a credential is there.

    Parameters
    ----------
    code : str
        A competency; empty for the whole framework.
    level : str
        The credential's level.
    agreed : mapping of str to str or None
        What practitioner and reviewer signed, by criterion code.
    accepted : collection of str
        Codes of the descriptors, as COL.1.B, for which the reviewer accepted evidence that stands.

    Returns
    -------
    Earning
        `earned` says the same as "secure level ≥ the credential's, and each applicable criterion with a descriptor
        at that level has accepted evidence", wherever any such descriptor applies; a whole framework is earned when
        every competency that applies is.

    Raises
    ------
    UnknownCode
        If the framework has no such competency or level.
    """
    framework.level(level)
    areas = covered(framework, code)
    rows = tuple(_criterion(framework, row, level, agreed, accepted) for area in areas for row in area.criteria)
    known = {area.code for area in areas}
    secure = {entry.code: entry.secure for entry in standing(framework, agreed).competencies if entry.code in known}
    return Earning(level, rows, secure)


def _criterion(
    framework: Framework, row: Criterion, level: str, agreed: Ratings, accepted: Collection[str]
) -> CriterionEarning:
    value = agreed.get(row.code) or None
    asked = [code for code in row.levels if framework.ranks[code] <= framework.ranks[level]]
    reached = met(framework, row, value)
    return CriterionEarning(
        criterion=row,
        agreed=value,
        open_levels=tuple(code for code in asked if code not in reached),
        asks_evidence=level in row.descriptors,
        accepted=f"{row.code}.{level}" in accepted,
    )
