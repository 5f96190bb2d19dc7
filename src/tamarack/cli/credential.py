"""`tamarack credential`: verify credentials in files, from here or anywhere."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tamarack.cli.terminal import JsonOption, console, printable, read_bytes, say_json
from tamarack.core.errors import N_, BadInput

if TYPE_CHECKING:
    from tamarack.core.formats.openbadge_check import Verdict

app = typer.Typer(help="Credentials (Open Badges 3.0).", no_args_is_help=True)
CODES = {"good": 0, "wrong": 1, "unknown": 2}
TITLES = {"good": "It holds.", "wrong": "It does not hold.", "unknown": "Not everything could be checked."}
MARKS = {"good": "ok", "wrong": "WRONG", "unknown": "?"}


@app.callback()
def _group() -> None:
    pass


@app.command()
def verify(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON, PNG or SVG; - for standard input.")],
    issuer: Annotated[
        list[str] | None, typer.Option("--issuer", metavar="FILE", help="An issuer’s keys (DID document).")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option("--status", metavar="FILE", help="A list of those revoked.")
    ] = None,
    online: Annotated[
        bool, typer.Option("--online", help="Fetch over https what is not given: keys and status list.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Verify a credential. Nothing is fetched unless --online says so. Exit code 0: holds, 1: does not, 2: unknown."""
    from datetime import UTC, datetime

    from tamarack.cli.sources import Sources
    from tamarack.core.formats.openbadge_check import verify as look
    from tamarack.core.formats.openbadge_image import read_credential

    document = read_credential(read_bytes(file), file)
    given = [_document(path) for path in [*(issuer or ()), *(status or ())]]
    sources = Sources(given, online=online)
    verdict = look(document, sources, datetime.now(UTC))
    if as_json:
        say_json(_as_json(document, verdict, sources))
    else:
        _print(document, verdict, sources)
    raise typer.Exit(CODES[verdict.found])


def _document(path: str) -> dict[str, Any]:
    from tamarack.core.formats import read

    document, places = read(read_bytes(path), path, "json")
    if places.problems or not isinstance(document, dict) or not isinstance(document.get("id"), str):
        raise BadInput(N_("{file} is neither an issuer’s keys nor a status list."), file=path)
    return document


def _as_json(document: dict[str, Any], verdict: "Verdict", sources: Any) -> dict[str, Any]:
    from tamarack.core.formats.openbadge import issuer_of

    return {
        "id": document.get("id"),
        "name": _name(document),
        "issuer": issuer_of(document),
        "verdict": verdict.found,
        "checks": [{"check": check.name, "found": check.found, "message": check.message} for check in verdict.checks],
        "fetched": sources.fetched,
    }


def _name(document: dict[str, Any]) -> str | None:
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    found = achievement.get("name") if isinstance(achievement, dict) else None
    return found if isinstance(found, str) else None


def _print(document: dict[str, Any], verdict: "Verdict", sources: Any) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    if name := _name(document):
        out.print(Text(printable(name), "bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for check in verdict.checks:
        table.add_row(MARKS[check.found], Text(printable(check.message)))
    out.print(table)
    for url in sources.fetched:
        out.print(Text(f"Fetched: {printable(url)}"))
    out.print(Text(TITLES[verdict.found], "bold"))
