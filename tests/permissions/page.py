"""docs/permissions.md in both languages, as the rules answer."""

from collections.abc import Iterator
from pathlib import Path

from tamarack.web.guards import OPEN_TO_ALL, Row
from tamarack.web.permissions import PARTS
from tests.permissions.words import GUARDS, OTHERS, PARTS_NAMED, TEXTS, THINGS, VISITORS
from tests.permissions.world import World, pattern

DOCS = Path(__file__).parents[2] / "docs"
FILES = {"en": DOCS / "permissions.md", "fr": DOCS / "permissions.fr.md"}


def page(world: World, language: str) -> str:
    """The whole page in a language."""
    text = TEXTS[language]
    parts = [text["opening"]]
    for part, rows in PARTS.items():
        parts.append(f"## {PARTS_NAMED[part][language]}\n")
        parts.append("\n".join([*_head(world, language), *(_line(world, row, language) for row in rows)]) + "\n")
    return "\n".join([*parts, text["ending"]])


def _head(world: World, language: str) -> Iterator[str]:
    names = [VISITORS[visitor.name][language] for visitor in world.visitors]
    cells = [*TEXTS[language]["columns"].split(","), *names]
    yield "| " + " | ".join(cells) + " |"
    yield "|" + " --- |" * 3 + " :-: |" * len(names)


def _line(world: World, row: Row, language: str) -> str:
    yes, no = TEXTS[language]["cells"].split(",")
    cells = [yes if world.allows(row, visitor) else no for visitor in world.visitors]
    return (
        f"| {_address(row, language)} | {' '.join(row.takes)} | {_rule(world, row, language)} | {' | '.join(cells)} |"
    )


def _address(row: Row, language: str) -> str:
    address = pattern(row.name)[0].replace("%(", "<").replace(")s", ">")
    address = address.replace("en/", f"{language}/", 1) if address.startswith("en/") else address
    return f"`/{address}`"


def _rule(world: World, row: Row, language: str) -> str:
    rule = GUARDS[row.guard.name][language] if row.guard.name in GUARDS else f"`{row.guard.name}`"
    about = f", {THINGS[row.of][language]}" if row.of in THINGS else ""
    open_to_all = row.guard in OPEN_TO_ALL or world.allows(row, world.visitors[0])
    to_all_signed_in = world.allows(row, world.visitors[2])
    also = [visitor for visitor in world.others if not open_to_all and world.allows(row, visitor)
            and not (visitor.person and to_all_signed_in)]  # fmt: skip
    others = [OTHERS[visitor.name][language] for visitor in also]
    return rule + about + (f" ({', '.join(others)})" if others else "")
