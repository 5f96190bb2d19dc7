"""Versions of a framework beside each other, as pages, files and mails show them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import pgettext_lazy

from tamarack.common.language import language
from tamarack.core.changes import FRAMEWORK, Change
from tamarack.core.declared import COMPETENCY
from tamarack.core.framework import Competency, Framework, Text
from tamarack.core.net import net_comparison
from tamarack.core.proposing import propose
from tamarack.core.texts import LEVEL
from tamarack.core.versions import Comparison, TextChange, compare
from tamarack.rubric.models import Version
from tamarack.rubric.queries import framework, line_of

EDITORIAL = ("reworded", "renamed", "reordered", "moved")
"""Kinds that change no meaning."""
KINDS = {
    "reworded": pgettext_lazy("change", "Reworded"),
    "renamed": pgettext_lazy("change", "Renamed"),
    "reordered": pgettext_lazy("change", "Reordered"),
    "revised": pgettext_lazy("change", "Revised"),
    "moved": pgettext_lazy("change", "Moved"),
    "split": pgettext_lazy("change", "Split"),
    "merged": pgettext_lazy("change", "Merged"),
    "added": pgettext_lazy("change", "Added"),
    "retired": pgettext_lazy("change", "Retired"),
}
NOTHING: Text = {}


@dataclass(frozen=True)
class Difference:
    """Two versions, what changed between them, and whether the newer one declared it."""

    old: Framework
    new: Framework
    comparison: Comparison
    declared: bool


@dataclass(frozen=True)
class Item:
    """One change with the texts that it covers, in one language."""

    change: Change
    competency: str
    """Its code; empty for what is about the whole framework."""
    name: Text
    codes: str
    texts: tuple[TextChange, ...]
    elsewhere: tuple[str, ...]
    """Languages in which texts changed though none did in the one asked for."""

    @property
    def kind(self) -> str:
        """What kind of change it is called."""
        return str(KINDS[self.change.kind])

    @property
    def is_editorial(self) -> bool:
        """Whether no meaning changed."""
        return self.change.kind in EDITORIAL


@lru_cache(maxsize=16)
def between(old_id: int, new_id: int, line: tuple[int, ...]) -> Difference:
    """`difference`, by the versions' ids; kept, since published versions never change."""
    versions = [framework(pk) for pk in line]
    if old_id in line:
        return Difference(framework(old_id), framework(new_id), net_comparison(versions[line.index(old_id) :]), True)
    return undeclared_difference(framework(old_id), framework(new_id))


def difference(old: Version, new: Version) -> Difference:
    """What changed between two published versions, over all in between; worked out by the tool where the newer one does
    not continue the older."""
    return between(old.pk, new.pk, tuple(version.pk for version in line_of(new)))


def undeclared_difference(old: Framework, new: Framework) -> Difference:
    """What changed between two versions, none of which declared it."""
    bare = without_declarations(new)
    return Difference(old, new, compare(old, bare, propose(old, bare)), False)


def without_declarations(version: Framework) -> Framework:
    """A version as if it declared nothing."""

    return replace(version, changes=(), restores="")


def items(found: Difference, lang: str | None = None) -> list[Item]:
    """Every change with its texts in a language, in the order of the new version."""
    tongue = lang or language()
    order = {code: place for place, code in enumerate(_codes(found))}
    made = [_item(found, change, tongue) for change in found.comparison.changes]
    return sorted(made, key=lambda item: order.get(item.change.place, -1))


def uncovered(found: Difference, lang: str) -> list[TextChange]:
    """Texts that no change covers."""
    return [text for text in found.comparison.texts if text.by is None and text.language == lang]


def _codes(found: Difference) -> list[str]:
    """Every place, the new version's in its order, then those of the old one that are gone."""
    codes: dict[str, None] = {}
    for version in (found.new, found.old):
        for area in version.competencies:
            codes |= dict.fromkeys([f"{COMPETENCY}{area.code}", area.code])
            for row in area.criteria:
                codes |= dict.fromkeys([row.code, *(f"{row.code}.{level.code}" for level in version.levels)])
    return list(codes)


def _item(found: Difference, change: Change, tongue: str) -> Item:
    covered = [text for text in found.comparison.texts if text.by == change]
    told = tuple(text for text in covered if text.language == tongue)
    elsewhere = () if told else tuple(dict.fromkeys(text.language for text in covered))
    area, name = _place(found, change.place)
    codes = change.at or " → ".join(", ".join(codes) for codes in (change.sources, change.targets) if codes)
    return Item(change, area.code if area else "", name, codes, told, elsewhere)


def _place(found: Difference, place: str) -> tuple[Competency | None, Text]:
    """The competency in which a place is, and the name of what is there."""
    for version in (found.new, found.old):
        areas = {area.code: area for area in version.competencies}
        rows = {row.code: row for row in version.criteria}
        row = rows.get(place) or rows.get(place.rpartition(".")[0])
        if row is not None:
            return areas[row.competency], row.name
        if (area := areas.get(place.removeprefix(COMPETENCY))) is not None:
            return area, area.name
        level = next((each for each in version.levels if place == f"{LEVEL}{each.code}"), None)
        if level is not None:
            return None, level.name
    return None, found.new.title if place == FRAMEWORK else NOTHING


def level_of(found: Difference, place: str) -> Text:
    """The name of the level of a descriptor; nothing for other places."""
    row, _, code = place.rpartition(".")
    for version in (found.new, found.old):
        if any(row == each.code for each in version.criteria) and code in version.ranks:
            return version.level(code).name
    return NOTHING


def areas_of(shown: Sequence[Item], found: Difference) -> list[Competency]:
    """The competencies in which something changed, in their order."""
    codes = {item.competency for item in shown}
    known = {area.code: area for area in [*found.new.competencies, *found.old.competencies]}
    return [area for code, area in known.items() if code in codes]
