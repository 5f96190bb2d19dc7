"""The real server, started as people start it."""

import atexit
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from tests.with_postgres import new_database


@dataclass
class Server:
    process: subprocess.Popen[str]
    address: str
    said: Path

    def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status, response.read(), lowered(response.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read(), lowered(error.headers)

    def words(self) -> str:
        return self.said.read_text()

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)


def lowered(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("TAMARACK_", "DJANGO_"))}
    own.pop("DATABASE_URL", None)
    return {**own, "TAMARACK_DATA": str(data), **database_of(data), **more}


@cache
def database_of(data: Path) -> dict[str, str]:
    """Where the tests run on PostgreSQL: the variable that names a database of the folder’s own."""
    cluster = os.environ.get("DATABASE_URL")
    return {"DATABASE_URL": new_database(cluster)} if cluster else {}


def sql(data: Path, statement: str, address: str = "") -> list[tuple[Any, ...]]:
    """Ask the PostgreSQL of that address, or the SQLite of a data folder."""
    if address:
        with psycopg.connect(address, autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []
    with closing(sqlite3.connect(data / "tamarack.sqlite3", timeout=20)) as file, file:
        return file.execute(statement).fetchall()


@cache
def tables() -> Path:
    """A SQLite file with every table, which takes most of a first start: made once, and copied."""
    folder = Path(tempfile.mkdtemp(prefix="tamarack-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = run("manage", "migrate", "--verbosity", "0", data=folder)
    assert done.returncode == 0, done.stderr
    return folder / "tamarack.sqlite3"


def give_tables(data: Path) -> None:
    """Have the tables stand in a data folder before a first start."""
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "tamarack.sqlite3").exists():
        shutil.copy(tables(), data / "tamarack.sqlite3")


def start(command: str, data: Path, *, empty: bool = False, **more: str) -> Server:
    """Start `tamarack serve` or `tamarack demo` and wait until it answers; on an empty folder if that is the matter."""
    port = more.pop("PORT", None) or str(free_port())
    data.mkdir(parents=True, exist_ok=True)
    if not empty and not {**database_of(data), **more}.get("DATABASE_URL"):
        give_tables(data)
    said = data / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tamarack", command],
            env=environment(data, PORT=port, **more),
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    server = Server(process, f"http://127.0.0.1:{port}", said)
    until = time.monotonic() + 240
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"tamarack {command} ended: {server.words()}")
        try:
            if server.get("/healthz")[0] == 200:
                return server
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise TimeoutError(server.words())


def run(*arguments: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "tamarack", *arguments],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        timeout=480,
    )


def children(process: int) -> list[int]:
    """Process ids below a process, from the kernel."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(parts[1]) == process:
            found.append(int(stat.parent.name))
    return found


def link_in(words: str) -> str:
    found = re.search(r"http://\S+/first-administrator/\S+", words)
    assert found, words
    return found[0]
