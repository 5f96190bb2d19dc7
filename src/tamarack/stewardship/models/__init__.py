"""Who keeps a rubric, and what they work on."""

from tamarack.stewardship.models.draft import Draft, Steward
from tamarack.stewardship.models.release import ReleaseKey
from tamarack.stewardship.models.workshop import TEXT_MOST, CellComment, Edit, Presence, TextState

__all__ = ["TEXT_MOST", "CellComment", "Draft", "Edit", "Presence", "ReleaseKey", "Steward", "TextState"]
