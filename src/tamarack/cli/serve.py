"""`tamarack serve`, `demo`, `worker` and `manage`: everything that needs the database."""

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tamarack.core.errors import TamarackError

if TYPE_CHECKING:
    from tamarack.config.environment import Environment

LOOPBACK = ("127.0.0.1", "localhost", "::1")
GIVE_UP = 10.0
"""Seconds; a server that gives up sooner could not serve at all."""


class CannotServe(TamarackError):
    """The server can't start as things are."""

    code = "cannot_serve"


def serve() -> None:
    """Serve the real thing: data in TAMARACK_DATA, configuration from the environment."""
    environment = start_django(demo=False)
    _require_free_port(environment)
    _prepare(environment)
    _offer_first_administrator(environment)
    _run(environment, f"Tamarack is at {environment.address}. Press Ctrl+C to stop.")


def demo() -> None:
    """Serve a demo with invented people on this machine alone."""
    os.environ.setdefault("TAMARACK_DATA", "var/demo")
    environment = start_django(demo=True)
    if environment.host not in LOOPBACK:
        raise CannotServe("The demo is for this machine alone: leave TAMARACK_HOST unset, or set it to 127.0.0.1.")
    _require_free_port(environment)
    _prepare(environment)
    from tamarack.cli.demo_data import add_demo_people

    add_demo_people()
    _run(environment, f"The demo is at {environment.address}. Press Ctrl+C to stop; what you do there is kept.")


def worker() -> None:
    """Run waiting tasks until told to stop; `serve` starts some by itself."""
    start_django(demo=None)
    from tamarack.common.logs import catch_all
    from tamarack.common.processes import end_with_parent
    from tamarack.common.tasks.worker import Worker

    catch_all()
    end_with_parent()
    Worker().work()


def manage(arguments: Annotated[list[str] | None, typer.Argument(metavar="COMMAND ...")] = None) -> None:
    """Run one of Django's commands, such as createsuperuser."""
    environment = start_django(demo=None)
    from django.core.management import execute_from_command_line

    if arguments and arguments[0] == "createsuperuser":
        _prepare(environment)
    execute_from_command_line(["tamarack manage", *(arguments or ["help"])])


def start_django(*, demo: bool | None) -> "Environment":
    """Check the configuration, then start Django on it; `demo` None leaves the mode as the parent set it."""
    os.umask(0o077)  # what is written is its owner's alone
    if demo is not None:
        os.environ["TAMARACK_DEMO"] = str(int(demo))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tamarack.config.settings"
    from tamarack.config.environment import environment

    checked = environment()
    import django

    django.setup()
    return checked


def _require_free_port(environment: "Environment") -> None:
    family = socket.AF_INET6 if ":" in environment.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((environment.host, environment.port))
        except OSError as error:
            raise CannotServe(
                "Cannot listen on {host} port {port}: {why}. Stop what uses it, or choose another one: PORT={other}",
                host=environment.host,
                port=environment.port,
                why=(error.strerror or str(error)).lower(),
                other=environment.port + 1,
            ) from None


def _prepare(environment: "Environment") -> None:
    """Bring database, static files and rubric up to this version."""
    from django.core.management import call_command
    from django.db import OperationalError

    from tamarack.cli.load import load_shipped_rubrics

    for folder in ("mail", "files"):
        (environment.data / folder).mkdir(parents=True, exist_ok=True)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        raise CannotServe("The database cannot be used: {why}", why=str(error).strip().splitlines()[0]) from None
    _collect_static(environment.data / "static")
    load_shipped_rubrics()


def _collect_static(root: Path) -> None:
    """Gather and compress the static files, if they have changed since the last start."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    stamp = f"{len(files)} {max(os.stat(path).st_mtime_ns for path in files)} {sys.prefix}"
    mark = root / ".stamp"
    if mark.exists() and mark.read_text() == stamp:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    mark.write_text(stamp)


def _offer_first_administrator(environment: "Environment") -> None:
    from tamarack.people.actions.accounts import first_administrator_token
    from tamarack.people.queries.accounts import has_administrator

    if not has_administrator():
        link = f"{environment.address}/en/first-administrator/{first_administrator_token()}/"
        print(f"Nobody administers this installation yet. This link works once, for a day:\n  {link}", flush=True)


def _run(environment: "Environment", ready: str) -> None:
    """Run the worker and the server until they are stopped."""
    from django.db import connections

    from tamarack.common.processes import announce_parent

    connections.close_all()
    announce_parent()
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_worker, args=(stopping,), daemon=True)
    keeper.start()
    print(ready, flush=True)
    try:
        _serve_on(environment)
    finally:
        stopping.set()
        keeper.join(timeout=5)


def _serve_on(environment: "Environment") -> None:
    """Serve, and again where the server gives up: it does if one process ends twice within seconds, though all is well.

    Where no process can live, it gives up sooner than it could have served, and is left to.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    while True:
        began = time.monotonic()
        server = Granian(
            "tamarack.config.wsgi:application",
            address=environment.host,
            port=environment.port,
            interface=Interfaces.WSGI,
            workers=environment.workers,
            blocking_threads=2,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=10,
            websockets=False,
            log_level=LogLevels.warning,
        )
        try:
            server.serve()
        except SystemExit:
            if time.monotonic() - began < GIVE_UP:
                raise
        else:
            return


def _keep_worker(stopping: threading.Event) -> None:
    """Keep one worker process alive; it ends by itself when this process is gone."""
    while not stopping.is_set():
        process = subprocess.Popen([sys.executable, "-m", "tamarack", "worker"], start_new_session=True)
        while process.poll() is None:
            if stopping.wait(0.5):
                process.terminate()
                return
        stopping.wait(1)
