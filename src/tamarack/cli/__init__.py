"""The `tamarack` command. Commands import what is heavy when they run, so that each starts fast."""

import sys
from typing import Annotated

import typer

from tamarack.cli import (
    aggregate,
    backup,
    check,
    credential,
    issuer,
    match,
    organisation,
    privacy,
    rubric,
    score,
    serve,
    steward,
    tasks,
    versions,
)
from tamarack.cli.terminal import complain
from tamarack.core.errors import TamarackError

app = typer.Typer(
    name="tamarack",
    help="Grow on a shared rubric.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(rubric.app, name="rubric")
rubric.app.command("diff")(versions.diff)
app.command("carry")(versions.carry)
app.command("score")(score.score)
app.command("match")(match.match)
app.command("aggregate")(aggregate.aggregate)
app.add_typer(credential.app, name="credential")
app.add_typer(issuer.app, name="issuer")
app.add_typer(steward.app, name="steward")
app.command("backup")(backup.backup)
app.command("backup-key")(backup.backup_key)
app.command("restore")(backup.restore)
app.command("upgrade")(backup.upgrade)
app.command("retention")(privacy.retention)
app.add_typer(privacy.app, name="officer")
app.add_typer(tasks.app, name="tasks")
app.command("check")(check.check)
app.add_typer(organisation.app, name="organisation")
app.command("serve")(serve.serve)
app.command("demo")(serve.demo)
app.command("worker")(serve.worker)
for name, command in (("prepare", serve.prepare), ("http", serve.http), ("metrics", serve.metrics)):
    app.command(name, hidden=True)(command)
app.command("manage", context_settings={"ignore_unknown_options": True, "help_option_names": []})(serve.manage)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tamarack {version('tamarack')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main(arguments: list[str] | None = None) -> None:
    """Run the command; what cannot be done is told on standard error, with exit code 2."""
    try:
        app(arguments)
    except TamarackError as error:
        complain(error)
    except OSError as error:
        typer.echo(f"{error.filename or 'Input or output'}: {error.strerror or error}", err=True)
    sys.exit(2)
