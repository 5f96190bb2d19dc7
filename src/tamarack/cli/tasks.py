"""`tamarack tasks`: what waits, what was given up, and what becomes of it. Never what a task is about."""

import json
from typing import Annotated
from uuid import UUID

import typer

from tamarack.cli.serve import start_django
from tamarack.cli.terminal import JsonOption
from tamarack.core.errors import N_, BadInput

app = typer.Typer(help="Tasks that were given up: list, run again, drop.", invoke_without_command=True)
Ids = Annotated[list[UUID] | None, typer.Argument(metavar="ID ...", help="Tasks, as they are listed.")]
Task = Annotated[str, typer.Option("--task", metavar="NAME", help="All of one kind.")]
Every = Annotated[bool, typer.Option("--all", help="All.")]
MOST = 50


@app.callback()
def tasks(context: typer.Context, as_json: JsonOption = False) -> None:
    """How many tasks wait, and which were given up."""
    if context.invoked_subcommand:
        return
    start_django(demo=None)
    from tamarack.common.tasks.letters import letters, queue

    now, dead = queue(), letters(MOST)
    if as_json:
        rows = [
            {"id": str(row.id), "task": row.task, "error": row.error, "attempts": row.attempts,
             "at": row.at.isoformat(timespec="seconds")}
            for row in dead
        ]  # fmt: skip
        told = {**now.by_state, "oldest_seconds": round(now.oldest), "workers": now.workers, "given_up": rows}
        typer.echo(json.dumps(told))
        return
    typer.echo(", ".join(f"{count} {state}" for state, count in now.by_state.items()))
    typer.echo(f"The oldest has waited for {now.oldest:.0f} s. Workers: {now.workers}.")
    for row in dead:
        typer.echo(f"{row.id}  {row.at:%Y-%m-%d %H:%M}  {row.task}  {row.error}  attempts: {row.attempts}")
    if (more := now.by_state["failed"] - len(dead)) > 0:
        typer.echo(f"and {more} more")


@app.command()
def again(ids: Ids = None, task: Task = "", every: Every = False) -> None:
    """Run tasks again that were given up."""
    start_django(demo=None)
    from tamarack.common.tasks.letters import run_again, these

    _require(ids, task, every)
    typer.echo(f"Queued again: {run_again(these(ids or (), task))}")


@app.command()
def drop(ids: Ids = None, task: Task = "", every: Every = False) -> None:
    """Erase tasks that were given up."""
    start_django(demo=None)
    from tamarack.common.tasks.letters import drop, these

    _require(ids, task, every)
    typer.echo(f"Erased: {drop(these(ids or (), task))}")


def _require(ids: list[UUID] | None, task: str, every: bool) -> None:
    if not (ids or task or every):
        raise BadInput(N_("Say which: their numbers, --task NAME, or --all."))
