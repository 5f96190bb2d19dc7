"""Which ideas stand in someone's plan already."""

from collections.abc import Iterable

from tamarack.core.formats.ideas import Idea
from tamarack.growth.models import Action


def taken(ideas: Iterable[Idea], actions: Iterable[Action], code: str) -> frozenset[int]:
    """The places of the ideas for a descriptor that are actions already, in whichever language."""
    words = {action.what for action in actions if code in action.serves}
    return frozenset(place for place, idea in enumerate(ideas) if words.intersection(idea.text.values()))
