"""Where one person stands, as JSON (design, section 5)."""

from typing import Any

from tamarack.core.framework import Framework
from tamarack.core.growth import gap, next_step, path
from tamarack.core.levels import CompetencyStanding, standing
from tamarack.core.ratings import NOT_APPLICABLE, Ratings
from tamarack.core.roles import RoleProfile, target


def scored(framework: Framework, ratings: Ratings, profile: RoleProfile | None = None) -> dict[str, Any]:
    """The JSON of one person's ratings (design, section 5)."""
    result = standing(framework, ratings)
    return {
        "framework": framework.code,
        "version": framework.version,
        "met": result.met,
        "of": result.of,
        "provisional": result.provisional,
        "competencies": [_competency(entry) for entry in result.competencies],
        "criteria": _criteria(framework, ratings, profile),
        "path": [step.code for step in path(framework, ratings, profile)] if profile else [],
    }


def _competency(entry: CompetencyStanding) -> dict[str, Any]:
    return {
        "code": entry.code,
        "secure": entry.secure,
        "typical": entry.typical,
        "met": entry.met,
        "of": entry.of,
        "unrated": entry.unrated,
        "not_applicable": entry.not_applicable,
        "provisional": entry.provisional,
        "shares": {level: list(share) for level, share in entry.shares.items()},
    }


def _criteria(framework: Framework, ratings: Ratings, profile: RoleProfile | None) -> list[dict[str, Any]]:
    entries = []
    for criterion in framework.criteria:
        value = ratings.get(criterion.code)
        applies = profile is not None and value != NOT_APPLICABLE
        step = next_step(framework, criterion, value)
        entries.append(
            {
                "code": criterion.code,
                "rating": value,
                "target": target(framework, criterion, profile) if profile and applies else None,
                "gap": [step.code for step in gap(framework, criterion, value, profile)] if profile else [],
                "next": step.code if step else None,
            }
        )
    return entries
