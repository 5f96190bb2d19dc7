"""What comes with Tamarack as suggestions: role profiles to start from, and ideas to grow. They are not CACEE's."""

from functools import lru_cache
from pathlib import Path

from tamarack.core.carry import follow
from tamarack.core.formats.ideas import Idea, Ideas, read_ideas
from tamarack.core.formats.profile import read_profile
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile, moved_profile
from tamarack.rubric.queries import find_version, line_of
from tamarack.rubric.queries import framework as stored_framework

DATA = Path(__file__).parent.parent / "data"
RUBRIC, WRITTEN_ON = "cacee", "1.0"
"""The rubric that they are about, and the version on which they were written."""
SIDES = ("educator", "recruiter")
"""The halves of the profession, in the order in which they are told."""


@lru_cache(maxsize=4)
def starter_roles(framework: Framework) -> dict[str, RoleProfile]:
    """The starter role profiles by code, educators first, each half from the first year up; none for other rubrics."""
    versions = _since_written(framework)
    if not versions:
        return {}
    followed, files = follow(versions), sorted((DATA / "profiles").glob("*.yaml"))
    found = {
        path.stem: moved_profile(read_profile(path.read_bytes(), versions[0], path.name), framework, followed)
        for path in files
    }
    return dict(sorted(found.items(), key=lambda entry: (SIDES.index(entry[1].side), _asks(framework, entry[1]))))


def _asks(framework: Framework, profile: RoleProfile) -> int:
    return sum(framework.ranks[level] for level in profile.targets.values())


@lru_cache(maxsize=4)
def idea_bank(framework: Framework) -> Ideas:
    """The ideas by descriptor code; none for other rubrics."""
    versions = _since_written(framework)
    if not versions:
        return {}
    followed = follow(versions)
    found: dict[str, tuple[Idea, ...]] = {}
    for code, ideas in read_ideas((DATA / "ideas.yaml").read_bytes(), versions[0], "ideas.yaml").items():
        row, _, level = code.rpartition(".")
        for new in followed[row]:
            if level in framework.criterion(new).descriptors:
                found[f"{new}.{level}"] = (*found.get(f"{new}.{level}", ()), *ideas)
    return found


def _since_written(framework: Framework) -> list[Framework]:
    """The versions from the one on which they were written to this one; none for other rubrics."""
    if framework.code != RUBRIC:
        return []
    if framework.version == WRITTEN_ON:
        return [framework]
    line = [stored_framework(row.pk) for row in line_of(find_version(RUBRIC, framework.version))]
    numbers = [version.version for version in line]
    return [*line[numbers.index(WRITTEN_ON) : -1], framework] if WRITTEN_ON in numbers else []
