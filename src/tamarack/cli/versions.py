"""`tamarack rubric diff` and `tamarack carry`: two versions of a rubric, and ratings taken from one to the other."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer

from tamarack.cli.terminal import JsonOption, console, load_rubric, open_rows, printable, say_json
from tamarack.core.carry import Carried, carry_along
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Framework
from tamarack.core.versions import Comparison, TextChange, compare

OldArgument = Annotated[
    str, typer.Argument(metavar="OLD", help="The older version: a file, or CODE@NUMBER of one published here.")
]
NewArgument = Annotated[
    str, typer.Argument(metavar="NEW", help="The newer one, with its changes: a file, or CODE@NUMBER.")
]


def diff(old: OldArgument, new: NewArgument, as_json: JsonOption = False) -> None:
    """Tell what a version changes, and what of it is not declared. Exit code 1 if anything is not."""
    first, second = _version(old), _version(new)
    found = compare(first, second)
    if as_json:
        say_json(_difference_data(found))
    else:
        _print_difference(first, second, found)
    raise typer.Exit(0 if found.is_declared else 1)


def carry(
    old: OldArgument,
    new: NewArgument,
    file: Annotated[str, typer.Argument(metavar="RATINGS", help="Ratings on OLD as CSV, or - for standard input.")],
    as_json: JsonOption = False,
) -> None:
    """Tell what ratings on a version come to on a newer one, and which are to confirm.

    With the column person, --json gives JSON Lines, one object a person. Exit code 1 if NEW does not declare all it
    changes.
    """
    from tamarack.core.formats.ratings import read_ratings

    versions = _line(old, new)
    if not _all_declared(versions):
        raise typer.Exit(1)
    with open_rows(file) as stream:
        for answers in read_ratings(stream, versions[0]):
            found = carry_along(versions, answers.ratings)
            if as_json:
                person = {} if answers.person is None else {"person": answers.person}
                say_json(person | {"criteria": [_carried_data(code, each) for code, each in found.items()]})
            else:
                _print_carried(answers.person, found)


def _version(name: str) -> Framework:
    """A version: of a file, of a rubric that comes along, or published in this site's database."""
    if _is_published(name):
        return _published(name)[-1]
    return load_rubric(name)


def _is_published(name: str) -> bool:
    return "@" in name and not Path(name).exists()


def _published(name: str) -> list[Framework]:
    """A published version, after those that it continues, the first one first."""
    from tamarack.cli.serve import start_django

    start_django(demo=None)
    from tamarack.rubric.queries import find_version, framework, line_of

    code, _, number = name.partition("@")
    return [framework(version.pk) for version in line_of(find_version(code, number))]


def _line(old: str, new: str) -> list[Framework]:
    """The versions from one to the other, each in between."""
    first = _version(old)
    if not _is_published(new):
        return [first, _version(new)]
    line = _published(new)
    numbers = [version.version for version in line]
    if line[0].code != first.code or first.version not in numbers:
        raise BadInput(N_("Version {new} does not continue {old}."), new=new, old=f"{first.code} {first.version}")
    return [first, *line[numbers.index(first.version) + 1 :]]


def _all_declared(versions: list[Framework]) -> bool:
    found = [each for old, new in pairwise(versions) for each in compare(old, new).undeclared]
    for each in found:
        typer.echo(printable(f"{each.at}: {each.reason}"), err=True)
    return not found


def _carried_data(code: str, carried: Carried) -> dict[str, Any]:
    reason = carried.reason if carried.confirm else None
    return {"code": code, "rating": carried.rating, "confirm": carried.confirm, "reason": reason}


def _difference_data(found: Comparison) -> dict[str, Any]:
    """The JSON keys that programs rely on."""
    return {
        "changes": [change.entry for change in found.changes],
        "texts": [_text_data(text) for text in found.texts],
        "undeclared": [{"at": each.at, "reason": each.reason} for each in found.undeclared],
    }


def _text_data(text: TextChange) -> dict[str, Any]:
    by = text.by.entry if text.by else None
    return {"at": text.at, "lang": text.language, "old": text.old, "new": text.new, "by": by}


def _print_difference(old: Framework, new: Framework, found: Comparison) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(Text(f"{old.code} {old.version} → {new.version}", "bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for change in found.changes:
        codes = change.at or " → ".join(filter(None, (", ".join(change.sources), ", ".join(change.targets))))
        table.add_row(Text(change.kind), Text(codes))
    out.print(table if found.changes else "No change is declared.")
    for text in found.texts:
        out.print()
        out.print(Text(f"{text.at}  {text.language}", "bold"), Text(text.by.kind if text.by else "not declared"))
        if text.old is not None:
            out.print(Text("- ", "dim"), Text(text.old), sep="")
        if text.new is not None:
            out.print(Text("+ ", "dim"), Text(text.new), sep="")
    if found.undeclared:
        out.print()
        out.print(Text("Not declared", "bold"))
        for each in found.undeclared:
            out.print(Text(f"{each.at}: {each.reason}"))


def _print_carried(person: str | None, found: Mapping[str, Carried]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    if person is not None:
        out.print(Text(printable(person), "bold"))
    table = Table("Criterion", "Rating", "", box=None, padding=(0, 2, 0, 0))
    for code, each in found.items():
        why = f"to confirm: {each.reason}" if each.confirm else ""
        table.add_row(Text(code), Text("unrated" if each.rating is None else each.rating), Text(why))
    out.print(table)
