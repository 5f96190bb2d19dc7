"""Who keeps a rubric, and what they work on."""

from tamarack.stewardship.models.draft import Draft, Steward

__all__ = ["Draft", "Steward"]
