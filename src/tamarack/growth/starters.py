"""What comes with Tamarack as suggestions: role profiles to start from, and ideas to grow. They are not CACEE's."""

from functools import lru_cache
from pathlib import Path

from tamarack.core.formats.ideas import Ideas, read_ideas
from tamarack.core.formats.profile import read_profile
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile

DATA = Path(__file__).parent.parent / "data"
RUBRIC = "cacee"
"""The rubric that they are about."""
SIDES = ("educator", "recruiter")
"""The halves of the profession, in the order in which they are told."""


@lru_cache(maxsize=4)
def starter_roles(framework: Framework) -> dict[str, RoleProfile]:
    """The starter role profiles by code, educators first, each half from the first year up; none for other rubrics."""
    if framework.code != RUBRIC:
        return {}
    files = sorted((DATA / "profiles").glob("*.yaml"))
    found = {path.stem: read_profile(path.read_bytes(), framework, path.name) for path in files}
    return dict(sorted(found.items(), key=lambda entry: (SIDES.index(entry[1].side), _asks(framework, entry[1]))))


def _asks(framework: Framework, profile: RoleProfile) -> int:
    return sum(framework.ranks[level] for level in profile.targets.values())


@lru_cache(maxsize=4)
def idea_bank(framework: Framework) -> Ideas:
    """The ideas by descriptor code; none for other rubrics."""
    if framework.code != RUBRIC:
        return {}
    return read_ideas((DATA / "ideas.yaml").read_bytes(), framework, "ideas.yaml")
