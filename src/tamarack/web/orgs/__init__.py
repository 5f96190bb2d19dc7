"""Organisations, their teams and their people."""
