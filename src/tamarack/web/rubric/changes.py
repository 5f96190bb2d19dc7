"""Changes between two versions as pages show them: both texts, what differs, and what becomes of one's rating."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tamarack.assessment.answers import Answers
from tamarack.assessment.carried_words import outcome
from tamarack.assessment.carrying import Brought
from tamarack.core.framework import Framework, Text
from tamarack.core.rings import State
from tamarack.core.versions import TextChange
from tamarack.core.wording import Run, runs, runs_changed
from tamarack.reports.pictures import strip
from tamarack.rubric.compared import Difference, Item, level_of


@dataclass(frozen=True)
class Told:
    """One text that differs, marked."""

    at: str
    level: Text
    old: SafeString
    new: SafeString
    inline: SafeString


@dataclass(frozen=True)
class Shown:
    """A change with its texts, and what becomes of one's ratings there."""

    item: Item
    texts: list[Told]
    outcomes: list[tuple[SafeString, str, str]]
    """A strip, the criterion's code where there are several, and a sentence."""


@dataclass(frozen=True)
class Own:
    """Someone's answers on the older version, and what they come to on the newer one."""

    before: Answers
    brought: Brought


def shown(found: Difference, chosen: Iterable[Item], own: Own | None) -> list[Shown]:
    """Changes to be shown."""
    return [Shown(item, [told(found, text) for text in item.texts], _outcomes(found, item, own)) for item in chosen]


def told(found: Difference, text: TextChange) -> Told:
    """A text that differs, in both ways of showing it."""
    old, new = text.old or "", text.new or ""
    before, after = runs_changed(old, new)
    return Told(
        text.at, level_of(found, text.at), marked(before, "del"), marked(after, "ins"), mark_safe(_inline(old, new))  # noqa: S308
    )  # fmt: skip


def marked(pieces: Iterable[Run], tag: str) -> SafeString:
    """A text with its bold passages, in which what the other text does not have is marked."""
    parts = []
    for known, group in groupby(pieces, key=lambda run: run.known):
        stretch = list(group)
        after = "" if known or not stretch[-1].text.endswith(" ") else " "
        if after:
            stretch[-1] = stretch[-1]._replace(text=stretch[-1].text.rstrip(" "))
        words = "".join(_piece(run) for run in stretch)
        parts.append(words if known else f"<{tag}>{words}</{tag}>{after}")
    return mark_safe("".join(parts))  # noqa: S308


def _piece(run: Run) -> str:
    return f"<b>{escape(run.text)}</b>" if run.bold else escape(run.text)


def _inline(old: str, new: str) -> str:
    """Both texts in one: what is gone stands before what came in its place."""
    before, after = runs_changed(old, new)
    parts: list[str] = []
    gone, came = _stretches(before), _stretches(after)
    while gone or came:
        if gone and not gone[0][0]:
            parts.append(f"<del>{gone.pop(0)[1]}</del> ")
        elif came and not came[0][0]:
            parts.append(f"<ins>{came.pop(0)[1]}</ins>")
        elif came:
            parts.append(came.pop(0)[1])
            if gone:
                gone.pop(0)
        else:
            gone.pop(0)
    return "".join(parts)


def _stretches(pieces: Iterable[Run]) -> list[tuple[bool, str]]:
    return [(known, "".join(map(_piece, group))) for known, group in groupby(pieces, key=lambda run: run.known)]


def plain(text: str) -> SafeString:
    """A text with its bold passages."""
    return mark_safe("".join(map(_piece, runs(text))))  # noqa: S308


def _outcomes(found: Difference, item: Item, own: Own | None) -> list[tuple[SafeString, str, str]]:
    if own is None:
        return []
    codes = affected(found, item)
    return [
        (rating_strip(found.new, code, own), code if len(codes) > 1 else "", _sentence(found.new, code, own))
        for code in codes
    ]


def affected(found: Difference, item: Item) -> list[str]:
    """The new version's criteria that a change is about."""
    known = {row.code for row in found.new.criteria}
    change = item.change
    if change.at:
        places = [change.at, change.at.rpartition(".")[0]]
        return [code for code in places if code in known][:1]
    return [code for code in change.targets if code in known]


def _sentence(framework: Framework, code: str, own: Own) -> str:
    carried = own.brought.carried[code]
    return outcome(framework, carried, own.before.of(carried.sources[0]) if carried.sources else None)


def rating_strip(framework: Framework, code: str, own: Own) -> SafeString:
    """A criterion's segments as they would be."""
    carried, row = own.brought.carried[code], framework.criterion(code)
    reach = framework.ranks.get(carried.rating or "", 0)
    met = State.CONFIRM if carried.confirm else State.MET
    return strip(
        tuple(
            State.ABSENT if level.code not in row.descriptors or carried.rating == "NA"
            else met if level.rank <= reach else State.OPEN
            for level in framework.levels
        )
    )  # fmt: skip


def totals(own: Own) -> Mapping[str, Any]:
    """How many ratings stay, wait and are new."""
    carried = own.brought.carried
    return {
        "as_they_are": sum(each.rating is not None and not each.confirm for each in carried.values()),
        "elsewhere": sum(
            each.rating is not None and not each.confirm and each.sources != (code,) for code, each in carried.items()
        ),
        "to_confirm": [code for code, each in carried.items() if each.confirm],
        "new": [code for code, each in carried.items() if each.rating is None and not each.sources],
    }
