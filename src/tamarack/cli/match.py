"""`tamarack match`: who helps whom, from a file of helpers and a file of seekers."""

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
    say_json,
)
from tamarack.core.errors import N_, BadInput

if TYPE_CHECKING:
    from tamarack.core.matching import Matching, Seeker


def match(
    helpers: Annotated[
        str, typer.Argument(metavar="HELPERS", help="Columns person, criterion, level, capacity; - is standard input.")
    ],
    seekers: Annotated[str, typer.Argument(metavar="SEEKERS", help="Columns person, criterion; - is standard input.")],
    rubric: RubricOption = "cacee",
    lang: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """Pair helpers with seekers, so that the sum of their fits is the greatest there can be.

    A seeker gets one helper at most, a helper as many seekers as their capacity at most. The fit of two is the sum
    of the helper's level ranks over the seeker's criteria.
    """
    from tamarack.core import matching
    from tamarack.core.formats.pairing import read_people

    if helpers == seekers == "-":
        raise BadInput(N_("Only one of the two files can come from standard input."))
    framework = load_rubric(rubric)
    language = check_language(framework, lang)
    with open_rows(helpers) as offers, open_rows(seekers) as wishes:
        found = read_people(offers, wishes, framework, (helpers, seekers))
    best = matching.match(*found)
    if as_json:
        pairs = [{**vars(pair), "criteria": list(pair.criteria)} for pair in best.pairs]
        say_json({"fit": best.fit, "pairs": pairs})
    else:
        _print(best, found[1], language)


def _print(best: "Matching", seekers: "list[Seeker]", language: str) -> None:
    from rich.table import Table
    from rich.text import Text

    from tamarack.cli.terminal import printable

    out = console()
    table = Table(
        *(label(heading, language) for heading in ("Seeker", "Helper", "Fit", "Criteria")),
        box=None,
        padding=(0, 2, 0, 0),
    )
    table.columns[2].justify = "right"
    for pair in best.pairs:
        row = (printable(pair.seeker), printable(pair.helper), str(pair.fit), ", ".join(pair.criteria))
        table.add_row(*map(Text, row))
    table.add_row(label("All", language), "", str(best.fit), "")
    out.print(table)
    paired = {pair.seeker for pair in best.pairs}
    if alone := sorted(seeker.person for seeker in seekers if seeker.person not in paired):
        out.print(Text(f"{label('Without a helper:', language)} {', '.join(map(printable, alone))}"))
