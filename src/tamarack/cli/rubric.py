"""`tamarack rubric`: show, validate and convert rubrics."""

import os
from collections.abc import Sized
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tamarack.cli.terminal import (
    JsonOption,
    LanguageOption,
    RubricOption,
    check_language,
    console,
    label,
    load_rubric,
    printable,
    read_bytes,
    say_json,
    styled,
)
from tamarack.core.errors import N_, BadFile, UnknownCode
from tamarack.core.framework import Competency, Criterion, Framework, shorten

app = typer.Typer(help="Show, validate and convert rubrics.", no_args_is_help=True, rich_markup_mode=None)

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.")]


class Kind(StrEnum):
    """The formats of a framework's file."""

    yaml = "yaml"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    case = "case"
    mahara = "mahara"
    moodle = "moodle"
    md = "md"


@app.command()
def show(
    code: Annotated[
        str | None, typer.Argument(help="A competency, criterion or descriptor: COL, COL.1, COL.1.B.")
    ] = None,
    rubric: RubricOption = "cacee",
    lang: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Show a rubric, or a part of it."""
    framework = load_rubric(rubric)
    language = check_language(framework, lang)
    part, level = find(framework, code) if code else (framework, None)
    data = _data(framework, part, level, language)
    if as_json:
        say_json(data)
    elif isinstance(part, Framework):
        _print_framework(framework, data, language)
    else:
        _print_part(part, data)


@app.command()
def validate(file: FileArgument) -> None:
    """Tell all that is wrong with a rubric's file. Exit code 1 if anything is."""
    from tamarack.core.formats import load_framework

    try:
        framework = load_framework(read_bytes(file), file)
    except BadFile as error:
        for problem in error.problems:
            typer.echo(printable(str(problem)))
        raise typer.Exit(1) from None
    typer.echo(
        f"{framework.code} {framework.version}: {_count(framework.competencies, 'competency', 'competencies')}, "
        f"{_count(framework.criteria, 'criterion', 'criteria')}, {len(framework.levels)} levels, "
        f"{framework.descriptor_count} descriptors, in {' and '.join(framework.languages)}. No problems."
    )


@app.command()
def verify(
    file: FileArgument,
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY", help="The public key of who should have published it.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Verify a signed release of a version. Exit code 0: it is whole and as it was signed, 1: it is not."""
    from dataclasses import asdict

    from tamarack.core.formats.release import verify_release

    try:
        release = verify_release(read_bytes(file), key)
    except BadFile as error:
        for problem in error.problems:
            typer.echo(printable(str(problem)))
        raise typer.Exit(1) from None
    if as_json:
        say_json(asdict(release))
        return
    typer.echo(printable(f"{release.framework} {release.version}, published {release.published}: as it was signed."))
    typer.echo(f"Key: {release.key}")
    if key is None:
        typer.echo("Compare the key with the publisher’s, or give theirs with --key.")


def _count(things: Sized, one: str, many: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else many}"


@app.command()
def convert(
    file: FileArgument,
    to: Annotated[Kind, typer.Option("--to", help="The format to write.")],
    output: Annotated[
        str, typer.Option("--output", metavar="PATH", help="Where to write; - is standard output.")
    ] = "-",
    source: Annotated[Kind | None, typer.Option("--from", help="The format to read, if not told by content.")] = None,
    lang: Annotated[
        str | None,
        typer.Option(metavar="LANG", help="Language of a file that doesn't say it, or that holds one language only."),
    ] = None,
) -> None:
    """Write a rubric's file in another format. What it lacks, or the format cannot hold, is told on standard error."""
    from tamarack.core.formats import lost, read_any, write

    document, gaps = read_any(read_bytes(file), file, source, lang or "en")
    data = write(document, to, lang)
    for problem in [*gaps, *lost(document, to, data, lang)]:
        typer.echo(printable(str(problem)), err=True)
    if output == "-":
        typer.echo(data, nl=False)
    else:
        write_whole(Path(output), data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there as a whole or not at all."""
    if path.exists() and not path.is_file():  # a device or a pipe must not be replaced
        path.write_bytes(data)
        return
    path = path.resolve()
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def find(framework: Framework, code: str) -> tuple[Competency | Criterion, str | None]:
    """A competency or criterion by its code, or a criterion and a level by a descriptor's; case doesn't matter."""
    wanted = code.casefold()
    for competency in framework.competencies:
        if competency.code.casefold() == wanted:
            return competency, None
        for criterion in competency.criteria:
            if criterion.code.casefold() == wanted:
                return criterion, None
            for level in framework.levels:
                if f"{criterion.code}.{level.code}".casefold() == wanted:
                    if level.code in criterion.levels:
                        return criterion, level.code
                    template = N_("{criterion} has no descriptor at level {level}.")
                    raise UnknownCode(template, criterion=criterion.code, level=level.code)
    template = N_("{framework} has no competency, criterion or descriptor “{code}”.")
    raise UnknownCode(template, framework=f"{framework.code} {framework.version}", code=shorten(code))


def _data(
    framework: Framework, part: Framework | Competency | Criterion, level: str | None, language: str
) -> dict[str, Any]:
    """What `show` shows, with the JSON keys that programs rely on."""

    def text(of: Any) -> str:
        return framework.text(of, language)

    if isinstance(part, Criterion) and level:
        return {"code": f"{part.code}.{level}", "criterion": part.code, "level": level,
                "text": text(part.descriptors[level])}  # fmt: skip
    if isinstance(part, Criterion):
        return {"code": part.code, "competency": part.competency, "name": text(part.name),
                "descriptors": {level: text(part.descriptors[level]) for level in part.levels}}  # fmt: skip
    if isinstance(part, Competency):
        criteria = [_data(framework, criterion, None, language) for criterion in part.criteria]
        return {"code": part.code, "name": text(part.name), "description": text(part.description),
                "criteria": criteria}  # fmt: skip
    levels = [
        {"code": each.code, "rank": each.rank, "name": text(each.name), "title": text(each.title),
         "descriptors": sum(each.code in criterion.levels for criterion in part.criteria)}
        for each in part.levels
    ]  # fmt: skip
    competencies = [
        {"code": each.code, "name": text(each.name), "criteria": len(each.criteria),
         "descriptors": each.descriptor_count}
        for each in part.competencies
    ]  # fmt: skip
    return {"framework": part.code, "version": part.version, "title": text(part.title),
            "description": text(part.description), "levels": levels, "competencies": competencies}  # fmt: skip


def _print_framework(framework: Framework, data: dict[str, Any], language: str) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(Text(f"{data['title']} {data['version']}", "bold"))
    if data["description"]:
        out.print(styled(data["description"]))
    levels = Table(label("Levels", language), "", label("Descriptors", language), box=None, padding=(0, 2, 0, 0))
    levels.columns[2].justify = "right"
    for level in data["levels"]:
        name = level["title"] or level["name"]
        levels.add_row(Text(level["code"], "bold"), Text(name), str(level["descriptors"]))
    headings = [label(heading, language) for heading in ("Code", "Competency", "Criteria", "Descriptors")]
    table = Table(*headings, box=None, padding=(0, 2, 0, 0))
    for column in table.columns[2:]:
        column.justify = "right"
    for entry in data["competencies"]:
        counts = [str(entry["criteria"]), str(entry["descriptors"])]
        table.add_row(Text(entry["code"], "bold"), Text(entry["name"]), *counts)
    table.add_row("", label("All", language), str(len(framework.criteria)), str(framework.descriptor_count))
    for each in (levels, table):
        out.print()
        out.print(each)


def _print_part(part: Competency | Criterion, data: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    if "text" in data:
        out.print(Text(data["code"], "bold"), styled(data["text"]))
        return
    out.print(Text(f"{data['code']}  {data['name']}".rstrip(), "bold"))
    if data.get("description"):
        out.print(styled(data["description"]))
    for criterion in data["criteria"] if isinstance(part, Competency) else [data]:
        if isinstance(part, Competency):
            out.print()
            out.print(Text(f"{criterion['code']}  {criterion['name']}".rstrip(), "underline"))
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for level, text in criterion["descriptors"].items():
            table.add_row(Text(level, "bold"), styled(text))
        out.print(table)
