"""Keeping a rubric alive: drafts, proposals, consultation, translation, publishing."""
