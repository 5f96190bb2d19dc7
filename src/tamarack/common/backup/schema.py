"""The tables as the migrations that a database stands at describe them, whatever version of Tamarack runs."""

from typing import Any

from django.db import DatabaseError, connections, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tamarack.common.backup.archive import CannotRestore

Node = tuple[str, str]


def standing_at(alias: str) -> list[Node]:
    """The migrations that a database has, in a fixed order."""
    return sorted(MigrationRecorder(connections[alias]).applied_migrations())


def known_nodes(alias: str, nodes: list[Node]) -> list[Node]:
    """Some migrations by the names that they have in this version, each once.

    Raises
    ------
    CannotRestore
        If one is unknown here: the database is of a newer version, or of one too early.
    """
    loader = MigrationLoader(connections[alias])
    now = {node: key for key, migration in loader.replacements.items() for node in migration.replaces}
    unknown = [node for node in nodes if node not in loader.graph.nodes and node not in now]
    if unknown:
        raise CannotRestore(
            "This is of a newer version of Tamarack (it has “{app} {name}”). Install that version first.",
            app=unknown[0][0], name=unknown[0][1],
        )  # fmt: skip
    found = {now.get(node, node) for node in nodes}
    missing = [node for node, key in now.items() if key in found and not {node, key} & set(nodes)]
    if missing:
        raise CannotRestore(
            "This is of an early version of Tamarack (it lacks “{app} {name}”), which this one cannot read. "
            "Restore it with the version that made it.",
            app=missing[0][0], name=missing[0][1],
        )  # fmt: skip
    return sorted(found)


def tables(alias: str, nodes: list[Node]) -> list[type[models.Model]]:
    """The tables at some migrations as models, each after those it leads to where that can be."""
    loader = MigrationLoader(connections[alias])
    state = loader.project_state(leaves(loader, nodes))
    found = [model for model in state.apps.get_models(include_auto_created=True) if model._meta.managed]
    for model in found:
        for field in model._meta.local_concrete_fields:
            field.auto_now = field.auto_now_add = False  # type: ignore[attr-defined]  # a row is put back as it was
    return sorted((model for model in found if not model._meta.proxy), key=lambda model: model._meta.label)


def leaves(loader: MigrationLoader, nodes: list[Node]) -> list[Node]:
    """Those migrations on which no other of them rests."""
    there = set(nodes)
    return [node for node in nodes if not any(child.key in there for child in loader.graph.node_map[node].children)]


def migrate_to(alias: str, nodes: list[Node]) -> None:
    """Bring an empty database to where another one stood."""
    executor = MigrationExecutor(connections[alias])
    targets: list[Any] = leaves(executor.loader, nodes)
    executor.migrate(targets)


def problems() -> str:
    """What is wrong with the database as it is now; empty if nothing is."""
    connection = connections["default"]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are missing"
    try:
        connection.check_constraints()
    except DatabaseError as error:
        return str(error).splitlines()[0]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        return "" if said == "ok" else str(said)
    return ""
