"""How people grow: by themselves, as a team, and with each other's help."""

from tamarack.growth.models.helping import (
    AGAIN_AFTER,
    CAPACITY_MOST,
    OPEN_FOR,
    Match,
    Offer,
    OfferedLevel,
    Reach,
    Source,
    Wish,
)
from tamarack.growth.models.library import FOCUS_MOST, LINE_MOST, TEXT_MOST, Resource, Role
from tamarack.growth.models.personal import Action, CheckIn, Goal, GoalEvent, Rhythm
from tamarack.growth.models.team import LearningEvent, SignUp, TeamFocus, Template

__all__ = [
    "AGAIN_AFTER", "CAPACITY_MOST", "FOCUS_MOST", "LINE_MOST", "OPEN_FOR", "TEXT_MOST", "Action", "CheckIn", "Goal",
    "GoalEvent", "LearningEvent", "Match", "Offer", "OfferedLevel", "Reach", "Resource", "Rhythm", "Role", "SignUp",
    "Source", "TeamFocus", "Template", "Wish",
]  # fmt: skip
