"""`tamarack backup`, `restore`, `upgrade` and `backup-key`: nothing is lost."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tamarack.cli.serve import prepare_site, start_django
from tamarack.core.errors import TamarackError

KEY = typer.Option("--key", help="The file with the private key, if the backup is encrypted.")
TO = typer.Option("--to", help="Encrypt for whoever has the private key to this public one (age1…); may be repeated.")


class CannotUpgrade(TamarackError):
    """An upgrade that failed; everything is as it was."""

    code = "cannot_upgrade"


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; must not be there yet.")],
    to: Annotated[list[str] | None, TO] = None,
) -> None:
    """Write everything to one archive, while people work: database, files and keys."""
    start_django(demo=None)
    from tamarack.common.backup.writing import back_up

    made = back_up(file, to or [])
    rows = sum(made["rows"].values())
    print(f"{file}: {rows} rows, {file.stat().st_size} bytes{', encrypted' if to else ''}.")
    if not to:
        print("It is not encrypted, and holds people's own words and the keys: keep it as safe as the data folder.")


def restore(file: Annotated[Path, typer.Argument(help="A backup.")], key: Annotated[Path | None, KEY] = None) -> None:
    """Put a backup back into an empty place, in SQLite or PostgreSQL, and compare each row."""
    environment = start_django(demo=None)
    from tamarack.common.backup.restoring import restore as put_back

    made = put_back(file, key, data=environment.data)
    postgres = environment.database["ENGINE"].endswith("postgresql")
    place = f"{environment.data} and the database {environment.database['NAME']}" if postgres else str(environment.data)
    rows = sum(made["rows"].values())
    print(f"{rows} rows of {made['made'][:10]} are back in {place}, each compared with the backup.")
    if made["database"] == "sqlite" and postgres:
        print("They came from SQLite and are in PostgreSQL now.")
    print("Start it: the start brings the database up to this version.")


def backup_key(file: Annotated[Path, typer.Argument(help="Where to write the private key.")]) -> None:
    """Make a pair of keys for encrypted backups; keep the private one away from the server."""
    from tamarack.common.backup.archive import make_key

    print(make_key(file))


def upgrade() -> None:
    """Back up, bring the database up to this version, check it; where that fails, put everything back."""
    environment = start_django(demo=None)
    from django.conf import settings
    from django.db import connection

    from tamarack.common.backup.archive import opened
    from tamarack.common.backup.forgetting import forget_backups
    from tamarack.common.backup.restoring import empty_database, put_rows
    from tamarack.common.backup.schema import problems
    from tamarack.common.backup.writing import back_up

    folder = Path(settings.BACKUPS_ROOT)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"before-upgrade-{datetime.now():%Y%m%d-%H%M%S}.zip"
    nodes = [tuple(node) for node in back_up(file, [], files=False)["migrations"]]
    print(f"Backed up to {file}.")
    try:
        prepare_site(environment)
        if found := problems():
            raise CannotUpgrade("{why}", why=found)
    except Exception as error:
        connection.close()
        with opened(file, None) as (archive, manifest):
            empty_database()
            put_rows(archive, manifest, nodes)
        raise CannotUpgrade(
            "The upgrade failed ({why}). The database is as it was: go on with the version of before.",
            why=str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__,
        ) from error
    forget_backups()
    print("Upgraded, and checked. Start it.")
