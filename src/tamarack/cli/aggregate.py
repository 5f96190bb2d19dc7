"""`tamarack aggregate`: what may be told of groups whose ratings are in a file."""

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tamarack.cli.terminal import (
    JsonOption,
    LanguageOption,
    RubricOption,
    check_language,
    console,
    load_rubric,
    open_rows,
    printable,
    say_json,
)
from tamarack.core.formats.figures import about, to_json, written
from tamarack.core.framework import Framework
from tamarack.core.privacy import Counts, Figures, Part, check_k, figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tamarack.core.formats.ratings import Answers


class By(StrEnum):
    """The column whose values are told apart."""

    GROUP = "group"


def aggregate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Ratings as CSV, or - for standard input.")],
    by: Annotated[By, typer.Option("--by", help="The column whose values are told apart.")] = By.GROUP,
    k: Annotated[int, typer.Option("--k", metavar="N", help="The fewest people a figure is about: 5 or more.")] = 5,
    rubric: RubricOption = "cacee",
    lang: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Tell what groups can do so that nobody's answer is told: columns person, group, criterion and rating."""
    from tamarack.core.formats.ratings import read_ratings

    check_k(k)
    framework = load_rubric(rubric)
    language = check_language(framework, lang)
    with open_rows(file) as stream:
        told = figures(framework, _counted(read_ratings(stream, framework, needed=("person", by.value))), k)
    if as_json:
        say_json(to_json(told))
    else:
        _print(framework, told, language)


def _counted(people: "Iterable[Answers]") -> Counts:
    """How many of each group gave each rating: as much memory as there are groups, however many people."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for one in people:
        group = found.setdefault(one.group, {})
        for code, value in one.ratings.items():
            if value is not None:
                group.setdefault(code, Counter())[value] += 1
    return found


def _print(framework: Framework, told: Figures, language: str) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    few = [code for code, parts in told.parts.items() if not parts]
    for row in framework.criteria:
        if row.code in few:
            continue
        out.print(Text(f"{row.code} {framework.text(row.name, language)}", "bold"))
        names = [framework.text(framework.level(level).name, language) for level in row.levels]
        table = Table("", *names, box=None, padding=(0, 2, 0, 0))
        for part in told.parts[row.code]:
            table.add_row(Text(_who(part)), *(written(label) for label in part.labels.values()))
        table.add_row("All", *(f"about {about(percent)}" for percent in told.totals[row.code].about.values()))
        out.print(table)
        out.print()
    if few:
        out.print(f"Rated by fewer than {told.k}, so that nothing is told: {', '.join(few)}")


def _who(part: Part) -> str:
    teams = ", ".join(map(printable, part.teams))
    return f"Together: {teams}" if part.is_pool else teams
