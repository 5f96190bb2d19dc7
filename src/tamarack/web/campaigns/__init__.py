"""Campaigns of self-assessment, and the forms of a whole cohort."""
