"""Tamarack: grow on a shared rubric."""
