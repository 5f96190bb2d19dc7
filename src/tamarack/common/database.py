"""How the product writes: one transaction, in a fair queue on SQLite; and how it reads what every page asks for."""

import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.db import connection, models, transaction

try:
    import fcntl
except ImportError:  # Windows has no flock: writers there wait by SQLite's own, unfair lock
    fcntl = None  # type: ignore[assignment]

_local = threading.local()
MIGRATING = 7_267_225
"""The number of PostgreSQL's advisory lock under which the schema changes."""

Row = TypeVar("Row", bound=models.Model)
Columns = list[Any]
"""What a row is in the database, column by column."""


def rows(model: type[Row], condition: str, *values: object, order: str) -> list[Row]:
    """Rows of a table by a condition in SQL: for hot pages, where building the query anew costs thrice its answer."""
    query = f"SELECT * FROM {model._meta.db_table} WHERE {condition} ORDER BY {order}"  # noqa: S608
    return list(model._default_manager.raw(query, values))


@contextlib.contextmanager
def write() -> Iterator[None]:
    """Hold a transaction in which to write.

    SQLite's lock is unfair: under many writers one can wait for seconds. A file lock taken first makes them queue,
    since the kernel serves it in order. The outermost transaction holds it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or fcntl is None:
        with transaction.atomic():
            yield
        return
    gate = _gate()
    fcntl.flock(gate, fcntl.LOCK_EX)
    try:
        with transaction.atomic():
            yield
    finally:
        fcntl.flock(gate, fcntl.LOCK_UN)


def take_time() -> None:
    """Let this transaction's statements take as long as they need: what counts everybody is no page."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def reserve(model: type[models.Model], count: int) -> Sequence[int]:
    """Numbers for rows of a table, which no other row will get: so that much can be made ready before it is written."""
    table = model._meta.db_table
    if not count:
        return ()
    with write(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, 'id')"
            cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [table, count])  # noqa: S608
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        if found := cursor.fetchone():
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        first = found[0] + 1 if found else 1
        return range(first, first + count)


def columns(row: models.Model) -> Columns:
    """A row as the database takes it."""
    fields = row._meta.concrete_fields
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


def insert(model: type[models.Model], rows: Sequence[Columns]) -> None:
    """Write rows that are ready: Django's own way takes ten times as long, which everyone else who writes waits for."""
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in model._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(model._meta.concrete_fields))
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)  # noqa: S608


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Hold the right to change the schema: of several processes that start at once, one does, and the others wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
            cursor.execute("RESET lock_timeout")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
                cursor.execute("RESET statement_timeout")
    elif fcntl is None:
        yield
    else:
        with open(f"{connection.settings_dict['NAME']}.migrating", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _gate() -> int:
    """This thread's descriptor of the lock file beside the database (one per thread, or flock would not exclude)."""
    path = f"{connection.settings_dict['NAME']}.gate"
    if getattr(_local, "path", None) != path:
        _local.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        _local.path = path
    return int(_local.descriptor)
