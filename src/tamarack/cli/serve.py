"""`tamarack serve`, `demo`, `worker` and `manage`: everything that needs the database."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tamarack.core.errors import TamarackError

if TYPE_CHECKING:
    from tamarack.config.environment import Environment

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SPEAKS = 5
"""Seconds that the kernel keeps a connection back until something is said on it."""


class CannotServe(TamarackError):
    """The server can't start as things are."""

    code = "cannot_serve"


def serve() -> None:
    """Serve the real thing: data in TAMARACK_DATA, configuration from the environment."""
    environment = read_environment(demo=False)
    _serve(environment, f"Tamarack is at {environment.address}. Press Ctrl+C to stop.")


def demo() -> None:
    """Serve a demo with invented people on this machine alone."""
    os.environ.setdefault("TAMARACK_DATA", "var/demo")
    environment = read_environment(demo=True)
    if environment.host not in LOOPBACK:
        raise CannotServe("The demo is for this machine alone: leave TAMARACK_HOST unset, or set it to 127.0.0.1.")
    _serve(environment, f"The demo is at {environment.address}. Press Ctrl+C to stop; what you do there is kept.")


def worker() -> None:
    """Run waiting tasks until told to stop; `serve` starts some by itself."""
    start_django(demo=None, serves=True)
    from tamarack.common.logs import catch_all
    from tamarack.common.processes import end_with_parent
    from tamarack.common.tasks.worker import Worker

    catch_all()
    end_with_parent()
    Worker().work()


def prepare() -> None:
    """Bring database, static files and rubric up to this version; several may do so at once."""
    environment = start_django(demo=None)
    prepare_site(environment)
    if environment.demo:
        from tamarack.cli.demo_data import add_demo_people

        add_demo_people()
    else:
        _offer_first_administrator(environment)


def http() -> None:
    """Server processes; started by `serve`."""
    environment = read_environment(demo=None)
    from tamarack.cli import http as server
    from tamarack.common.logs import catch_all
    from tamarack.common.processes import announce_parent, end_with_parent

    catch_all()
    end_with_parent()
    announce_parent()
    server.serve(environment)


def metrics() -> None:
    """Figures for Prometheus; started by `serve` where TAMARACK_METRICS says so."""
    environment = start_django(demo=None, serves=True)
    from tamarack.common.logs import catch_all
    from tamarack.common.metrics import serve as tell
    from tamarack.common.processes import end_with_parent

    catch_all()
    end_with_parent()
    if environment.metrics:
        tell(*environment.metrics)


def manage(arguments: Annotated[list[str] | None, typer.Argument(metavar="COMMAND ...")] = None) -> None:
    """Run one of Django's commands, such as createsuperuser."""
    environment = start_django(demo=None)
    from django.core.management import execute_from_command_line

    if arguments and arguments[0] == "createsuperuser":
        prepare_site(environment)
    execute_from_command_line(["tamarack manage", *(arguments or ["help"])])


def read_environment(*, demo: bool | None, serves: bool = True) -> "Environment":
    """Check the configuration, without Django; `demo` None leaves the mode as the parent set it.

    A command that ends by itself has no use for a pool of connections, which would hide why there is none.
    """
    os.umask(0o077)  # what is written is its owner's alone
    if not serves:
        os.environ["TAMARACK_DB_POOL"] = "0"
    if demo is not None:
        os.environ["TAMARACK_DEMO"] = str(int(demo))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tamarack.config.settings"
    from tamarack.config.environment import environment

    return environment()


def start_django(*, demo: bool | None, serves: bool = False) -> "Environment":
    """Check the configuration, then start Django on it."""
    checked = read_environment(demo=demo, serves=serves)
    import django

    django.setup()
    return checked


def _listen(environment: "Environment") -> socket.socket:
    family = socket.AF_INET6 if ":" in environment.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or a page waits for the receipt of its head
    if hasattr(socket, "TCP_DEFER_ACCEPT"):  # Linux; else a process that ends drops who has not yet spoken
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SPEAKS)
    try:
        listener.bind((environment.host, environment.port))
        listener.listen(1024)
    except OSError as error:
        raise CannotServe(
            "Cannot listen on {host} port {port}: {why}. Stop what uses it, or choose another one: PORT={other}",
            host=environment.host,
            port=environment.port,
            why=(error.strerror or str(error)).lower(),
            other=environment.port + 1,
        ) from None
    listener.setblocking(False)
    return listener


def _serve(environment: "Environment", ready: str) -> None:
    """Prepare in a process of its own, so that this one, which goes on, holds nothing; then serve."""
    import logging.config

    from tamarack.cli.supervisor import Supervisor
    from tamarack.common.logs import catch_all, configuration

    logging.config.dictConfig(configuration(as_json=environment.json_log, access=False))
    catch_all()
    listener = _listen(environment)
    if not _prepare_apart():
        sys.exit(2)  # it has said why
    print(ready, flush=True)
    sys.exit(Supervisor(environment, listener, _prepare_apart).run())


def _prepare_apart() -> bool:
    return subprocess.run([sys.executable, "-m", "tamarack", "prepare"]).returncode == 0


def prepare_site(environment: "Environment") -> None:
    """Bring database, static files and rubric up to this version."""
    from django.core.management import call_command
    from django.db import OperationalError

    from tamarack.cli.load import load_shipped_rubrics
    from tamarack.common.database import alone

    try:
        for folder in ("mail", "files"):
            (environment.data / folder).mkdir(parents=True, exist_ok=True)
        with alone():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            load_shipped_rubrics()
            _collect_static(environment.data / "static")
    except OperationalError as error:
        raise CannotServe("The database cannot be used: {why}", why=str(error).strip().splitlines()[0]) from None
    except OSError as error:
        raise CannotServe(
            "Tamarack cannot write to its data folder {folder} ({why}). Make room there, or set TAMARACK_DATA to a "
            "folder it may write to.",
            folder=environment.data, why=error.strerror or type(error).__name__,
        ) from None  # fmt: skip


def _collect_static(root: Path) -> None:
    """Gather and compress the static files, if they have changed since the last start."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    stamp = f"{len(files)} {max(os.stat(path).st_mtime_ns for path in files)} {sys.prefix}"
    mark = root / ".stamp"
    if mark.exists() and mark.read_text() == stamp:
        return
    call_command("collectstatic", verbosity=0, interactive=False)  # old ones stay for pages that were loaded before
    mark.write_text(stamp)


def _offer_first_administrator(environment: "Environment") -> None:
    from tamarack.people.actions.accounts import first_administrator_token
    from tamarack.people.queries.accounts import has_administrator

    if not has_administrator():
        link = f"{environment.address}/en/first-administrator/{first_administrator_token()}/"
        print(f"Nobody administers this installation yet. This link works once, for a day:\n  {link}", flush=True)
