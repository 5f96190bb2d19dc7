"""Figures in words: labels, shares, with whom a team is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext

from tamarack.common.dates import long_date
from tamarack.common.language import listed
from tamarack.core.privacy import HIGHEST, LOWEST, Label, Part, Scale, Weight
from tamarack.insight.models import NO_TEAM
from tamarack.insight.periods import Period

NAMED = 3
"""Teams that a cell names; files name all."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell.

    Attributes
    ----------
    words : str
        All of it, as files, tables and screen readers have it.
    short : str
        The same where there is little room.
    quarter : int, optional
        Of a label the quarter that it lies in, from 1 to 4.
    about : int, optional
        Of a derived share the percent.
    pooled : bool
        Whether it only says with whom the team is told.
    """

    words: str
    short: str
    quarter: int | None = None
    about: int | None = None
    pooled: bool = False


EMPTY = Cell("", "")


def label_words(label: Label) -> str:
    """A label."""
    if label.scale is Scale.HALVES:
        return (gettext("fewer than half"), gettext("half or more"))[label.step]
    if label.scale is Scale.QUARTERS:
        return (
            gettext("under a quarter"),
            gettext("a quarter to a half"),
            gettext("half to three quarters"),
            gettext("three quarters or more"),
        )[label.step]
    return _percent(label.step)


def label_short(label: Label) -> str:
    """A label where there is little room."""
    if label.scale is Scale.HALVES:
        return (gettext("under ½"), gettext("½ or more"))[label.step]
    if label.scale is Scale.QUARTERS:
        return (gettext("under ¼"), gettext("¼ to ½"), gettext("½ to ¾"), gettext("¾ or more"))[label.step]
    return _percent(label.step)


def _percent(step: int) -> str:
    if step == LOWEST:
        return gettext("{percent}\u00a0% or less").format(percent=step)
    if step == HIGHEST:
        return gettext("{percent}\u00a0% or more").format(percent=step)
    return f"{step}\u00a0%"


def about_words(percent: int) -> str:
    """A derived share."""
    return gettext("about {percent}\u00a0%").format(percent=percent)


def team_name(code: str, names: Mapping[str, str]) -> str:
    """What a group is called."""
    return names.get(code) or (gettext("Without a team") if code == NO_TEAM else code)


def together(teams: Sequence[str], names: Mapping[str, str], most: int | None = None) -> str:
    """With whom a team is told."""
    if not teams:
        return gettext("Together with others")
    told = [team_name(code, names) for code in teams]
    if most is not None and len(told) > most:
        others = len(told) - most + 1
        more = ngettext("{count} other team", "{count} other teams", others).format(count=others)
        told = [*told[: most - 1], more]
    return gettext("With {teams}").format(teams=listed(told))


def cell(told: Part | Weight | None, level: str, code: str, names: Mapping[str, str], most: int | None = NAMED) -> Cell:
    """What stands in the cell of a team (by its code), of the pool, or of what several come to."""
    if isinstance(told, Weight):
        percent = told.about.get(level)
        return _nothing() if percent is None else _about(percent, get_language())
    if told is None or level not in told.labels:
        return _nothing()
    if told.is_pool and code in told.teams:
        words = together([team for team in told.teams if team != code], names, most)
        return Cell(words, words, pooled=True)
    return _labelled(told.labels[level], get_language())


@lru_cache(maxsize=400)
def _about(percent: int, language: str) -> Cell:
    words = about_words(percent)
    return Cell(words, words, about=percent)


@lru_cache(maxsize=400)
def _labelled(label: Label, language: str) -> Cell:
    return Cell(label_words(label), label_short(label), quarter=label.quarter)


def _nothing() -> Cell:
    return Cell(gettext("too few people"), "–")


def days(period: Period) -> str:
    """A period: “1 January 2025 to 31 December 2025”."""
    return gettext("{begin} to {end}").format(begin=long_date(period.begins), end=long_date(period.ends))


def submitted(period: Period) -> str:
    """Whose answers a period's figures are about."""
    template = gettext("Answers submitted from {begin} to {end}.")
    return template.format(begin=long_date(period.begins), end=long_date(period.ends))


def up_to(day: date) -> str:
    """The newest figures on a day."""
    return gettext("up to {date}").format(date=long_date(day))
