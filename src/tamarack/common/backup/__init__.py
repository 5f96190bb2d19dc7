"""Backups: everything of an installation in one archive, whatever database it has, and back into an empty place."""
