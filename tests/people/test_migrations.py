"""Migrations run forward on a filled database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.fixture
def before_places(transactional_db: None) -> Iterator[Any]:
    """The database as it was when people were in teams alone."""
    executor = MigrationExecutor(connection)
    then = [("people", "0001_initial")]
    executor.migrate(then)
    yield executor.loader.project_state(then).apps
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_members_of_before_are_in_their_team_s_organisation_and_people_have_keys(before_places: Any) -> None:
    apps = before_places
    people = [apps.get_model("people", "Person").objects.create(email=f"old{n}@x.example", name="Old") for n in (1, 2)]
    organisation = apps.get_model("people", "Organisation").objects.create(code="old", name="Old")
    teams = [
        apps.get_model("people", "Team").objects.create(organisation=organisation, code=code, name=code)
        for code in ("a", "b")
    ]
    for person, team in ((people[0], teams[0]), (people[0], teams[1]), (people[1], teams[1])):
        apps.get_model("people", "Member").objects.create(person=person, team=team)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    now = MigrationExecutor(connection).loader.project_state(executor.loader.graph.leaf_nodes()).apps
    found = now.get_model("people", "Member").objects.order_by("pk").values_list("person", "team__code", "organisation")
    assert list(found) == [(people[0].pk, "a", organisation.pk), (people[1].pk, "b", organisation.pk)]
    assert len(set(now.get_model("people", "Person").objects.values_list("audit_key", flat=True)) - {None}) == 2
