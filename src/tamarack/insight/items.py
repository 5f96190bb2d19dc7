"""What the ratings say of a rubric, for those who keep it: read from what was made once, and put into words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext

from tamarack.core.framework import Criterion, Framework
from tamarack.core.items import STEP
from tamarack.insight.models import FrameworkFigures
from tamarack.insight.words import about_words
from tamarack.rubric import models
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say

NEARLY_ALL, HARDLY_ANY = 85, 15
"""Percent that a share is surely at or above, or at or below, to be named so: labels end at "90 % or more"."""
SAME = 5
"""Percent by which shares at adjacent levels may differ, and still seem the same."""
SHOWN = 30
"""Pairs of criteria that are shown."""


@dataclass(frozen=True)
class Share:
    """A share in percent, and between which the labels leave it open."""

    about: int
    low: int
    high: int

    @property
    def words(self) -> str:
        """As “about 55 %”."""
        return about_words(self.about)

    @property
    def interval(self) -> str:
        """As “50 to 60 %”."""
        return gettext("{low} to {high}\u00a0%").format(low=self.low, high=self.high)


@dataclass(frozen=True)
class Item:
    """What is told of a criterion: shares at or above each level, and of those to whom it does not apply."""

    criterion: Criterion
    shares: Mapping[str, Share]
    without: Share | None
    unrated: str = ""
    to_confirm: str = ""


@dataclass(frozen=True)
class Noted:
    """A criterion that stands out at a level, and why, in words."""

    criterion: Criterion
    level: str
    words: str


@dataclass(frozen=True)
class ItemReport:
    """What the ratings of one period say of a rubric.

    Attributes
    ----------
    made : FrameworkFigures, optional
        None where no period is over.
    people : int, optional
        About how many single answers were looked at; None where too few.
    together : list of tuple
        Pairs of criteria with how strongly they move together, in words and as a number.
    """

    framework: Framework
    made: FrameworkFigures | None
    items: list[Item]
    people: int | None
    together: list[tuple[Criterion, Criterion, str, str]]

    @property
    def has_shares(self) -> bool:
        """Whether anything is told from labels."""
        return any(item.shares or item.without for item in self.items)

    @property
    def nearly_all(self) -> list[Noted]:
        """Levels that nearly everybody meets."""
        return [noted for noted, share in self._noted() if share.low >= NEARLY_ALL]

    @property
    def hardly_any(self) -> list[Noted]:
        """Levels that hardly anybody meets."""
        return [noted for noted, share in self._noted() if share.high <= HARDLY_ANY]

    def _noted(self) -> Iterator[tuple[Noted, Share]]:
        for item in self.items:
            for level, share in item.shares.items():
                name = say(self.framework.level(level).name)
                yield Noted(item.criterion, name, f"{share.words} ({share.interval})"), share

    @property
    def alike(self) -> list[Noted]:
        """Levels that few distinguish: about as many are at both, as far as the labels tell."""
        found = []
        for item in self.items:
            for (lower, one), (upper, other) in pairwise(item.shares.items()):
                if one.about - other.about <= SAME and other.high >= one.low:
                    names = [say(self.framework.level(level).name) for level in (lower, upper)]
                    words = f"{one.words} ({one.interval}), {other.words} ({other.interval})"
                    found.append(Noted(item.criterion, " / ".join(names), words))
        return found


def periods(rubric: models.Framework) -> list[FrameworkFigures]:
    """What was made for a rubric, period by period, the newest first."""
    return list(FrameworkFigures.objects.filter(version__framework=rubric).select_related("version"))


def item_report(current: Framework, made: FrameworkFigures | None) -> ItemReport:
    """What one period's ratings say; without one, nothing yet."""
    if made is None:
        return ItemReport(current, None, [], None, [])
    rubric, told = framework(made.version_id), made.told
    return ItemReport(
        rubric,
        made,
        [_item(row, told) for row in rubric.criteria],
        told.get("people"),
        list(_together(rubric, told.get("together", {})))[:SHOWN],
    )


def _item(row: Criterion, told: Mapping[str, Any]) -> Item:
    shares = told.get("shares", {}).get(row.code, {})
    without: Sequence[int] | None = told.get("not_applicable", {}).get(row.code)
    return Item(
        row,
        {level: Share(*shares[level]) for level in row.levels if level in shares},
        Share(*without) if without else None,
        *(_count(told[name][row.code]) if name in told else "" for name in ("unrated", "to_confirm")),
    )


def _count(count: int) -> str:
    """A number that was rounded to five."""
    return gettext("about {count}").format(count=count) if count else gettext("fewer than {count}").format(count=STEP)


def _together(rubric: Framework, pairs: Mapping[str, int]) -> Iterator[tuple[Criterion, Criterion, str, str]]:
    """The strongest pairs, in words."""
    for pair, tenths in sorted(pairs.items(), key=lambda entry: (-abs(entry[1]), entry[0])):
        one, other = pair.split(" ")
        strong = abs(tenths) >= 8
        if tenths > 0:
            words = gettext("rise and fall together, strongly") if strong else gettext("rise and fall together")
        else:
            words = gettext("one rises where the other falls")
        yield rubric.criterion(one), rubric.criterion(other), words, f"{tenths / 10:.1f}"
