"""Rows straight into the database of a server that is measured, SQLite or PostgreSQL, in the same words."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

from benchmarks.server import Server

Values = Sequence[Any] | Mapping[str, Any]


class Rows(Protocol):
    """What both databases' connections do here."""

    def execute(self, query: str, values: Values = ()) -> Any:
        """Run a statement, with `?` or `:name` for values; its cursor."""

    def executemany(self, query: str, values: Iterable[Sequence[Any]]) -> Any:
        """Run it for each row."""


class _Postgres:
    def __init__(self, connection: Any) -> None:
        self._cursor = connection.cursor()

    def execute(self, query: str, values: Values = ()) -> Any:
        return self._cursor.execute(_translated(query), values)

    def executemany(self, query: str, values: Iterable[Sequence[Any]]) -> Any:
        return self._cursor.executemany(_translated(query), values)


def _translated(query: str) -> str:
    """With values as psycopg writes them."""
    return re.sub(r"(?<![:\w]):([a-z_]+)", r"%(\1)s", query.replace("%", "%%")).replace("?", "%s")


@contextmanager
def rows(server: Server) -> Iterator[Rows]:
    """A connection for one transaction. Tables whose numbers were chosen go on counting after the last."""
    if not server.postgres:
        with closing(sqlite3.connect(server.database, timeout=60)) as file, file:
            file.execute("PRAGMA foreign_keys = ON")
            yield file
        return
    import psycopg

    with psycopg.connect(server.postgres, cursor_factory=psycopg.ClientCursor) as connection:
        yield _Postgres(connection)
        for (table,) in connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'id' AND is_identity = 'YES' "
            "AND table_schema = 'public'"
        ).fetchall():
            connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table} HAVING max(id) > 0"
            )
    with psycopg.connect(server.postgres, autocommit=True) as connection:
        connection.execute("ANALYZE")


def key_of(server: Server, number: str) -> str:
    """What makes a key (a UUID) of a number, in the words of the server's database."""
    return f"lpad(to_hex({number}), 32, '0')::uuid" if server.postgres else f"printf('%032x', {number})"
