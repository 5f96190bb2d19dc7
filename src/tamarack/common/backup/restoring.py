"""Put a backup back: into an empty place, of another kind of database too, each row compared with the archive."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from tamarack.common.backup.archive import CHUNK, CannotRestore, extract, flush, opened
from tamarack.common.backup.schema import known_nodes, migrate_to, tables
from tamarack.common.backup.writing import ROWS, stored_names
from tamarack.common.packed import as_json, pack, unpack


def restore(path: Path, key: Path | None, *, data: Path) -> dict[str, Any]:
    """Put everything back, and say what was in it. Nothing is written before all of the archive was checked.

    The rows come last, all at once: until they are there, the same restore can be begun again.

    Raises
    ------
    CannotRestore
        If the archive is not whole, the place is not empty, or a row does not come back as it was.
    """
    with opened(path, key) as (archive, manifest):
        there = _require_empty(archive)
        nodes = known_nodes("default", [(app, name) for app, name in manifest["migrations"]])
        try:
            _put_files(archive, there, data)
        except OSError as error:
            raise CannotRestore(
                "The files cannot be put back ({why}). The database is still empty. See to that, and give the same "
                "command again: it goes on from there.",
                why=error.strerror or error,
            ) from None
        put_rows(archive, manifest, nodes)
    return manifest


def put_rows(archive: ZipFile, manifest: dict[str, Any], nodes: list[tuple[str, str]]) -> None:
    """Fill the empty database: all of it, or nothing."""
    with _all_or_nothing():
        migrate_to("default", nodes)
        models = tables("default", nodes)
        with transaction.atomic():
            _look_at_the_end()
            for model in models:
                model._base_manager.all().delete()  # what migrations put in by themselves
            for model in models:
                _put_table(archive, model, manifest["rows"][model._meta.label])
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


def empty_database() -> None:
    """Remove every table."""
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def _require_empty(archive: ZipFile) -> dict[str, int]:
    """See that nothing of others is there, and tell how much of which file an earlier try has put into the store."""
    filled = connection.introspection.table_names()
    if filled:
        raise CannotRestore(
            "The database is not empty (it has a table “{table}”). A backup is put back into an empty place only: name "
            "another one by DATABASE_URL or TAMARACK_DATA.",
            table=filled[0],
        )
    own = set(archive.namelist())
    there = {}
    for name in stored_names(default_storage):
        begun = _begun(archive, name) if f"files/{name}" in own else None
        if begun is None:
            raise CannotRestore("The store of files is not empty. A backup is put back into an empty place only.")
        there[name] = begun
    return there


def _begun(archive: ZipFile, name: str) -> int | None:
    """How much of a file of the archive is in the store; None if what is there is something else."""
    size = 0
    with default_storage.open(name) as stored, archive.open(f"files/{name}") as own:
        while piece := stored.read(CHUNK):
            if own.read(len(piece)) != piece:
                return None
            size += len(piece)
    return size


def _look_at_the_end() -> None:
    """See to foreign keys when all rows are there; migrations of the same transaction may have asked for sooner."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """One transaction; SQLite, which changes no tables within one, fills a file that takes the empty one's place."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    name = str(connection.settings_dict["NAME"])
    connection.close()
    connection.settings_dict["NAME"] = aside = f"{name}.restoring"
    try:
        empty_database()  # what a restore has left that was killed
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    except BaseException:
        empty_database()
        raise
    finally:
        connection.settings_dict["NAME"] = name
    empty_database()
    os.replace(aside, name)
    flush(Path(name).parent)


def _put_table(archive: ZipFile, model: Any, count: int) -> None:
    label = model._meta.label
    put = 0
    with archive.open(f"rows/{label}.jsonl") as lines:
        while batch := [json.loads(line) for line in islice(lines, ROWS)]:
            try:
                model._base_manager.bulk_create(unpack(model, values) for values in batch)
            except DatabaseError as error:
                raise CannotRestore(
                    "The database does not take the rows of {table}: {why}", table=label, why=str(error).splitlines()[0]
                ) from None
            _compare(model, batch)
            put += len(batch)
    if put != count or model._base_manager.count() != count:
        raise CannotRestore("{table} has {there} rows, not the {said} it had.", table=label, there=put, said=count)


def _compare(model: Any, batch: list[dict[str, Any]]) -> None:
    """See that each row is read back as it stands in the archive."""
    key = model._meta.pk.attname
    there = {
        str(getattr(row, key)): json.loads(as_json(pack(row)))
        for row in model._base_manager.filter(pk__in=[values[key] for values in batch]).order_by()
    }
    for values in batch:
        if there.get(str(values[key])) != values:
            raise CannotRestore(
                "Row {row} of {table} does not come back as it was.", row=values[key], table=model._meta.label
            )


def _put_files(archive: ZipFile, there: dict[str, int], data: Path) -> None:
    """Put back everything that is no row; `there` tells what is in the store already."""
    for entry in archive.infolist():
        kind, _, name = entry.filename.partition("/")
        if kind == "files" and there.get(name) != entry.file_size:
            if name in there:
                default_storage.delete(name)  # a part of it
            _put_file(archive, entry.filename, name)
        elif kind == "keys":
            extract(archive, entry.filename, Path(settings.KEYS_ROOT, name))
    extract(archive, "secret-key", data / "secret-key")


def _put_file(archive: ZipFile, entry: str, name: str) -> None:
    with archive.open(entry) as source:
        kept = default_storage.save(name, File(source))
    if kept != name:
        raise CannotRestore("The store of files has a “{name}” already.", name=name)
