"""A database that was made by migrations which one replaces now is taken as it is."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tamarack.common.backup.archive import CannotRestore
from tamarack.common.backup.schema import Node, known_nodes, standing_at
from tamarack.common.health import unmigrated

NEW = "0001_tables"


@pytest.fixture
def before(db: None) -> list[Node]:
    """What a database has that was brought up to date before."""
    found = MigrationRecorder(connection).migration_qs.filter(name=NEW)
    assert found.count() == 9
    found.delete()
    return standing_at("default")


def test_a_database_of_before_lacks_nothing(before: list[Node]) -> None:
    assert ("people", "0008_privacy") in before
    assert unmigrated() == 0


def test_a_backup_of_before_is_read_as_one_of_now(before: list[Node]) -> None:
    found = known_nodes("default", before)
    assert ("people", NEW) in found
    there = MigrationLoader(None).disk_migrations
    assert {node for node in found if node[0] == "people"} <= set(there)


def test_a_backup_of_a_version_too_early_is_refused(before: list[Node]) -> None:
    with pytest.raises(CannotRestore, match="lacks “people 0008_privacy”"):
        known_nodes("default", [node for node in before if node != ("people", "0008_privacy")])


def test_a_backup_of_a_newer_version_is_refused(before: list[Node]) -> None:
    with pytest.raises(CannotRestore, match="has “people 0999_newer”"):
        known_nodes("default", [*before, ("people", "0999_newer")])
