"""Migrations run forward on a filled database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone


@pytest.fixture
def before_late_answers(transactional_db: None) -> Iterator[Any]:
    """The database as it was before answers had times of their own."""
    executor = MigrationExecutor(connection)
    then = [("assessment", "0002_initial"), ("people", "0001_initial"), ("rubric", "0001_initial")]
    executor.migrate(then)
    yield executor.loader.project_state(then).apps
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def test_answers_of_before_count_from_when_they_were_written(before_late_answers: Any) -> None:
    apps, when = before_late_answers, timezone.now()
    person = apps.get_model("people", "Person").objects.create(email="old@clearwater.example", name="Old")
    framework = apps.get_model("rubric", "Framework").objects.create(code="old")
    version = apps.get_model("rubric", "Version").objects.create(framework=framework, number="1")
    assessment = apps.get_model("assessment", "Assessment").objects.create(person=person, version=version)
    rating = apps.get_model("assessment", "Rating")
    rating.objects.create(assessment=assessment, criterion="A.1", value="B", note="mine", saved_at=when)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    now = MigrationExecutor(connection).loader.project_state(executor.loader.graph.leaf_nodes()).apps
    row = now.get_model("assessment", "Rating").objects.get(criterion="A.1")
    assert (row.value, row.note, row.rated_at, row.noted_at, row.seen) == ("B", "mine", when, when, {})
