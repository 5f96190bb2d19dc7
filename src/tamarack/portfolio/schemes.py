"""The schemes that come along, as examples; each is a file in `data/log_rules`, named for its key."""

from functools import lru_cache
from pathlib import Path

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats.log_rules import read_rules
from tamarack.core.framework import Framework, shorten
from tamarack.core.schemes import Rules
from tamarack.portfolio.models import Activity
from tamarack.rubric.queries import current

RULES = Path(__file__).parent.parent / "data" / "log_rules"
RUBRIC = "cacee"


def rubric() -> Framework:
    """The rubric whose competencies schemes name."""
    return current()[RUBRIC].framework


def schemes() -> dict[str, Rules]:
    """The rules of every scheme by its key; those that ask for most come first."""
    return _schemes(rubric())


@lru_cache(maxsize=4)
def _schemes(framework: Framework) -> dict[str, Rules]:
    files = sorted(RULES.glob("*.yaml"))
    found = [read_rules(path.read_bytes(), path.stem, framework, Activity.Category.values) for path in files]
    return {rules.key: rules for rules in sorted(found, key=lambda each: (-each.minimum, each.key))}


def find_scheme(key: str) -> Rules:
    """The rules of a scheme.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    found = schemes().get(key)
    if found is None:
        raise UnknownCode(N_("There is no scheme “{key}”."), key=shorten(key))
    return found
