"""`tamarack check`: whether everything that Tamarack stands on is as it should be, and what to do where it is not."""

import json
import re
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tamarack.cli.serve import read_environment
from tamarack.cli.terminal import JsonOption
from tamarack.core.errors import TamarackError

if TYPE_CHECKING:
    from tamarack.config.environment import Environment

OFF = 5.0
"""Seconds by which clocks may differ."""
KEY_LETTERS = 32


@dataclass(frozen=True)
class Line:
    """What was looked at, whether it is fine, what is so, and what to do."""

    check: str
    fine: bool
    says: str
    do: str = ""


class Wrong(Exception):
    """What is wrong, and what to do."""

    def __init__(self, says: str, do: str) -> None:
        super().__init__(says)
        self.says, self.do = says, do


def check(as_json: JsonOption = False) -> None:
    """See to configuration, database, migrations, mail, storage, clock, keys and tasks. Exit code 1 if one is wrong."""
    lines = list(look())
    if as_json:
        typer.echo(json.dumps({"fine": all(line.fine for line in lines), "checks": [asdict(line) for line in lines]}))
    else:
        for line in lines:
            typer.echo(f"{'fine ' if line.fine else 'WRONG'}  {line.check}: {line.says}")
            if line.do:
                typer.echo(f"       {line.do}")
    raise typer.Exit(0 if all(line.fine for line in lines) else 1)


def look() -> Iterator[Line]:
    """Look at everything; what needs the database is left out where it does not answer."""
    try:
        environment = read_environment(demo=None, serves=False)
        import django

        django.setup()
    except TamarackError as error:
        yield Line("configuration", False, error.message, "See docs/configuration.md.")
        return
    yield _look("configuration", configuration, environment)
    yield (database := _look("database", _database, environment))
    yield from (_look(name, step, environment) for name, step in ALONE.items())
    if database.fine:
        yield (schema := _look("migrations", _migrations, environment))
        if schema.fine:
            yield from (_look(name, step, environment) for name, step in WITH_DATABASE.items())


def _look(name: str, step: "Callable[[Environment], str]", environment: "Environment") -> Line:
    try:
        return Line(name, True, step(environment))
    except Wrong as wrong:
        return Line(name, False, wrong.says, wrong.do)
    except Exception as error:  # whatever it is, it belongs to this line
        why = (str(error).strip().splitlines() or [""])[0]
        return Line(name, False, f"{type(error).__name__}: {why}", DO[name])


def configuration(environment: "Environment") -> str:
    """Whether people elsewhere can come, and safely."""
    local = environment.hostname in ("localhost", "127.0.0.1", "::1")
    if not local and not environment.secure:
        raise Wrong(
            f"People come by {environment.address}, which anyone on the way can read.",
            "Let a proxy do https, and set TAMARACK_URL=https://… and TAMARACK_PROXIES.",
        )
    if not local and environment.sender.rstrip(">").endswith("@localhost"):
        raise Wrong("Mail would come from localhost.", "Set TAMARACK_SENDER, such as Tamarack <grow@example.ca>.")
    where = "this machine alone" if local else environment.address
    return f"for {where}; {environment.workers} server processes, {environment.threads} threads each"


def _database(environment: "Environment") -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            if (found := cursor.fetchone()[0]) != "ok":
                raise Wrong(f"The database is damaged: {found}", "Stop Tamarack and restore the last backup.")
            import sqlite3

            return f"SQLite {sqlite3.sqlite_version}, whole"
        cursor.execute("SHOW server_version")
        said = cursor.fetchone()[0]
        cursor.execute("SHOW server_encoding")
        if (encoding := cursor.fetchone()[0]) != "UTF8":
            raise Wrong(f"The database is in {encoding}.", "Make it with createdb --encoding=UTF8.")
        cursor.execute("SELECT inet_client_addr() <> inet_server_addr() AND NOT ssl FROM pg_stat_ssl "
                       "WHERE pid = pg_backend_pid()")  # fmt: skip
        if cursor.fetchone()[0]:
            raise Wrong("The database is on another machine and what it says can be read on the way.",
                        "Add ?sslmode=verify-full&sslrootcert=… to DATABASE_URL.")  # fmt: skip
    return f"PostgreSQL {said}"


def _migrations(environment: "Environment") -> str:
    from django.db import connection

    from tamarack.common.health import unmigrated

    if not connection.introspection.table_names():
        raise Wrong("The database is empty.", "The first start fills it: tamarack serve. Or are "
                    "TAMARACK_DATA and DATABASE_URL not the server’s?")  # fmt: skip
    if missing := unmigrated():
        raise Wrong(f"{missing} migrations are not in the database.", "Make a backup, then: tamarack manage migrate")
    return "all there"


def _mail(environment: "Environment") -> str:
    from django.conf import settings
    from django.core.mail import get_connection

    if "filebased" in settings.DELIVERY_BACKEND:
        if environment.hostname in ("localhost", "127.0.0.1", "::1"):
            return "written to the data folder"
        raise Wrong("Mail is written to the data folder and reaches nobody.", "Set EMAIL_URL.")
    settings.EMAIL_TIMEOUT = 10
    with get_connection(settings.DELIVERY_BACKEND):
        return f"{settings.EMAIL_HOST} lets us in"


def _storage(environment: "Environment") -> str:
    import secrets

    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    said = secrets.token_bytes(16)
    name = default_storage.save(f"check/{secrets.token_hex(8)}", ContentFile(said))
    try:
        with default_storage.open(name) as file:
            if file.read() != said:
                raise Wrong("A file comes back as another.", DO["storage"])
    finally:
        default_storage.delete(name)
    return "a file went in, came back and was erased"


def _clock(environment: "Environment") -> str:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            off = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
        if off > OFF:
            raise Wrong(f"This clock and the database's differ by {off:.0f} s.", DO["clock"])
    from django_tasks_db.models import DBTaskResult

    last = DBTaskResult.objects.order_by("-enqueued_at").values_list("enqueued_at", flat=True).first()
    if last and last > datetime.now(UTC) + timedelta(seconds=OFF):
        raise Wrong(f"Something was done here at {last:%Y-%m-%d %H:%M} UTC, which is still to come.", DO["clock"])
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, {environment.time_zone} for people ({time.tzname[0]} here)"


def _keys(environment: "Environment") -> str:
    path = environment.data / "secret-key"
    if len(environment.secret_key) < KEY_LETTERS:
        raise Wrong("The secret key is short enough to be guessed.", "Set TAMARACK_SECRET_KEY to 64 random characters.")
    folder = environment.data / "keys"
    for place in (path, *folder.glob("*.pem")):
        _require_private(place)
    if gone := list(_issuers_without_key()):
        raise Wrong(
            f"These issuers have no key here: {', '.join(gone)}.",
            "Bring the folder keys back from its backup, or share it; else: tamarack issuer rotate NAME",
        )
    return f"the secret key, and {len(list(folder.glob('*.pem')))} of issuers, their owner's alone"


def _issuers_without_key() -> Iterator[str]:
    from tamarack.portfolio.keys import KeyGone, read_key
    from tamarack.portfolio.models import IssuerKey

    for key in IssuerKey.objects.filter(retired_at=None).select_related("issuer"):
        try:
            read_key(key.public)
        except KeyGone:
            yield key.issuer.slug


def _require_private(path: Path) -> None:
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Wrong(f"Others may read {path}.", f"chmod 600 {path}")


def _tasks(environment: "Environment") -> str:
    from tamarack.common.tasks.letters import queue

    now = queue()
    if now.oldest > 900:
        raise Wrong(f"A task has waited for {now.oldest / 60:.0f} minutes.", "Does a worker run? See its log.")
    if now.by_state["failed"]:
        raise Wrong(f"{now.by_state['failed']} tasks were given up.", "See them with: tamarack tasks")
    return f"{now.by_state['ready']} wait, {now.workers} workers"


def _scanner(environment: "Environment") -> str:
    from tamarack.common.scanning import ask

    if not environment.virus_scanner:
        return "none: files are kept as people bring them"
    if (said := ask(environment.virus_scanner, b"Is anybody there?")) != "stream: OK":
        raise Wrong(f"It says: {said}", DO["virus scanner"])
    return "it answers"


def _breached(environment: "Environment") -> str:
    with environment.breached_passwords.open("rb") as file:
        first = file.readline(100)
    if not re.match(rb"[0-9A-Fa-f]{40}\b", first):
        raise Wrong("Its first line is no SHA-1 in hexadecimal.", DO["breached passwords"])
    return f"{environment.breached_passwords.stat().st_size / 1e6:,.0f} MB"


ALONE = {"mail": _mail, "storage": _storage, "virus scanner": _scanner, "breached passwords": _breached}
WITH_DATABASE = {"clock": _clock, "keys": _keys, "tasks": _tasks}
DO = {
    "configuration": "See docs/configuration.md.",
    "database": "Does it run, is DATABASE_URL right, may this user write to it?",
    "migrations": "Make a backup, then: tamarack manage migrate",
    "mail": "Is EMAIL_URL right, and does the server let this machine in? Try: tamarack manage sendtestemail",
    "storage": "May this user write to files in the data folder; or is FILES_URL right, and the bucket there?",
    "virus scanner": "Does clamd run, and listen at TAMARACK_VIRUS_SCANNER?",
    "breached passwords": "TAMARACK_BREACHED_PASSWORDS wants the list of SHA-1, ordered by hash, in one file.",
    "clock": "Set the clock, best by NTP: timedatectl set-ntp true",
    "keys": "May this user read secret-key and keys in the data folder?",
    "tasks": "Start a worker: tamarack worker",
}
