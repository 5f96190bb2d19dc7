"""`tamarack score`: where ratings in a file stand, and what to grow into next."""

from typing import TYPE_CHECKING, Annotated

import typer

from tamarack.cli.terminal import (
    JsonOption,
    LanguageOption,
    RubricOption,
    check_language,
    console,
    label,
    load_rubric,
    open_rows,
    printable,
    read_bundled,
    read_bytes,
    say_json,
)
from tamarack.core.errors import N_, BadInput
from tamarack.core.formats.standing import scored
from tamarack.core.framework import Framework
from tamarack.core.growth import Step, path
from tamarack.core.levels import CompetencyStanding, Standing, standing
from tamarack.core.roles import RoleProfile, uniform_profile
from tamarack.core.wording import lead

if TYPE_CHECKING:
    from rich.console import Console

    from tamarack.core.formats.ratings import Answers

STEPS_SHOWN = 5


def score(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Ratings as CSV, or - for standard input.")],
    level: Annotated[str | None, typer.Option("--target", metavar="LEVEL", help="A level to reach everywhere.")] = None,
    profile_file: Annotated[
        str | None,
        typer.Option("--profile", metavar="FILE", help="A role profile (YAML), or the name of one that comes along."),
    ] = None,
    rubric: RubricOption = "cacee",
    lang: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Tell where ratings stand: columns criterion and rating, and perhaps person and group.

    With the column person, --json gives JSON Lines, one object a person.
    """
    from tamarack.core.formats.ratings import read_ratings

    framework = load_rubric(rubric)
    language = check_language(framework, lang)
    profile = _profile(framework, level, profile_file)
    with open_rows(file) as stream:
        out = None if as_json else console()
        for answers in read_ratings(stream, framework):
            if out is None:
                person = {} if answers.person is None else {"person": answers.person}
                say_json(person | scored(framework, answers.ratings, profile))
            else:
                _print(out, framework, answers, profile, language)


def _profile(framework: Framework, level: str | None, file: str | None) -> RoleProfile | None:
    if level is not None and file is not None:
        raise BadInput(N_("Give --target or --profile, not both."))
    if file is not None:
        from tamarack.core.formats.profile import read_profile

        return read_profile(read_bundled("data/profiles", file) or read_bytes(file), framework, file)
    return uniform_profile(framework, level) if level is not None else None


def _print(
    out: "Console", framework: Framework, answers: "Answers", profile: RoleProfile | None, language: str
) -> None:
    from rich.table import Table
    from rich.text import Text

    result = standing(framework, answers.ratings)
    if answers.person is not None:
        out.print(Text(printable(answers.person), "bold"))
    headings = [label(heading, language) for heading in ("Competency", "Secure", "Typical", "Met")]
    table = Table(*headings, *framework.ranks, box=None, padding=(0, 2, 0, 0))
    for column in table.columns[3:]:
        column.justify = "right"
    for entry in result.competencies:
        name = framework.text(framework.competency(entry.code).name, language)
        shares = [f"{met}/{of}" if of else "–" for met, of in entry.shares.values()]
        reached = [Text(_level(framework, entry, level, language)) for level in (entry.secure, entry.typical)]
        table.add_row(Text(name), *reached, f"{entry.met}/{entry.of}", *shares)
    table.add_row(label("All", language), "", "", f"{result.met}/{result.of}")
    out.print(table)
    _print_next(out, framework, result, path(framework, answers.ratings, profile), language)


def _level(framework: Framework, entry: CompetencyStanding, level: str | None, language: str) -> str:
    if not entry.applicable:
        return label("not applicable", language)
    return framework.text(framework.level(level).name, language) if level else label("not yet", language)


def _print_next(out: "Console", framework: Framework, result: Standing, steps: tuple[Step, ...], language: str) -> None:
    from rich.table import Table
    from rich.text import Text

    if result.provisional:
        out.print(Text(f"{label('Provisional. Criteria unrated:', language)} {result.unrated}"))
    out.print()
    out.print(Text(label("Next steps" if steps else "No next step", language), "bold"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for step in steps[:STEPS_SHOWN]:
        text = framework.text(framework.criterion(step.criterion).descriptors[step.level], language)
        table.add_row(Text(step.code), Text(lead(text)))
    out.print(table)
