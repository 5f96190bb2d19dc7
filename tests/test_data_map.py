"""The data map of the privacy officers' guide has every table that holds something of a person."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from tamarack.people.models import Person

DOCS = Path(__file__).parent.parent / "docs"
PAGES = ["privacy.md", "privacy.fr.md"]
BY_OTHER_WAYS = {
    "people.Person", "common.Entry", "assessment.FeedbackRefusal", "portfolio.Status",
    "sessions.Session", "django_tasks_database.DBTaskResult",
}  # fmt: skip
"""What tells of people without leading to one: by a key, an address, a number."""
NOBODYS = {"rubric.Version", "people.Organisation", "people.Team", "portfolio.Issuer", "auth.Group", "auth.Permission"}
"""What people are connected with, and is about none of them."""


def of_people() -> set[str]:
    """Every table that leads to a person, directly or over another of someone's."""
    found: set[type[Model]] = {Person}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in NOBODYS]
    while more := {model for model in models if model not in found and _leads(model, found)}:
        found |= more
    return {model._meta.label for model in found if not model._meta.auto_created} | BY_OTHER_WAYS


def _leads(model: type[Model], found: set[type[Model]]) -> bool:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return any(field.related_model in found for field in fields if field.is_relation)


def named(page: str) -> set[str]:
    """The tables that a page's map names."""
    rows = [line for line in (DOCS / page).read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {label for row in rows for label in re.findall(r"`([a-z_]+\.[A-Z]\w+)`", row)}


@pytest.mark.parametrize("page", PAGES)
def test_the_data_map_has_every_table_of_people_and_no_other(page: str) -> None:
    assert of_people() - named(page) == set(), "add a row to the map"
    known = {model._meta.label for model in apps.get_models()}
    assert named(page) - known == set(), "there is no such table any more"


def test_both_maps_have_the_same_rows() -> None:
    first, second = (
        [re.findall(r"`([a-z_]+\.[A-Z]\w+)`", line) for line in (DOCS / page).read_text().splitlines() if "|" in line]
        for page in PAGES
    )
    assert first == second
