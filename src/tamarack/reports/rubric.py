"""A rubric as a PDF to print: a cover, then each competency as a table."""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext, ngettext

from tamarack.common.language import language, listed
from tamarack.core.framework import Competency, Criterion, Framework, Text
from tamarack.core.rings import pictures, segment_states, svg
from tamarack.reports.pdf import Data, pdf
from tamarack.reports.pictures import standalone
from tamarack.reports.texts import edition, glyph, pair, rich
from tamarack.rubric.texts import say

PUBLISHED = date(2026, 1, 1)
"""A version never changes, nor does its file: not the day it was made, but one day for all."""

TEXT_SIZES = (10.5, 10.25, 10.0, 9.75, 9.5, 9.25, 9.0, 8.75, 8.5)
"""Points; the first with which a competency fits on its page."""

CELLS_TRIED = 40
"""Cells up to which every size is tried; more than that hardly fit on a page at all."""

FLOWING = 9.5
"""Points, where a competency takes several pages anyway."""

SIDE_BY_SIDE = 5
"""Levels that stand as columns; more than that stand below one another."""


def rubric_pdf(framework: Framework, *, paper: str = "letter") -> bytes:
    """A rubric in the reader's language, a competency a page; made once a process.

    Raises
    ------
    BadInput
        If there is no such paper: letter or a4.
    """
    return _rubric_pdf(framework, language(), paper)


@lru_cache(maxsize=16)
def _rubric_pdf(framework: Framework, language: str, paper: str) -> bytes:
    return pdf("rubric", _data(framework), title=edition(framework), paper=paper, made=PUBLISHED)


def _data(framework: Framework) -> Data:
    return {
        **_cover(framework),
        "side-by-side": len(framework.levels) <= SIDE_BY_SIDE,
        "criterion-head": gettext("Criterion"),
        "level-head": gettext("Level"),
        "descriptor-head": gettext("Descriptor"),
        "nothing": gettext("No descriptor at this level"),
        "competencies": [_competency(framework, competency) for competency in framework.competencies],
        "flowing": FLOWING,
        "edition": _edition(framework),
        "running-head": edition(framework),
        "foot": _foot(framework),
        "page-of": gettext("Page {number} of {total}"),
    }


def _cover(framework: Framework) -> Data:
    return {
        "heading": say(framework.title),
        "version": gettext("Version %(version)s") % {"version": framework.version},
        "publisher": say(framework.publisher),
        "description": say(framework.description),
        "unofficial": _unofficial(framework),
        "counts": counts(framework),
        "levels-head": gettext("The levels"),
        "levels": [
            {
                "name": say(level.name),
                "title": _title(say(level.title), say(level.name)),
                "glyph": glyph(level.rank, len(framework.levels)),
                "lines": level.rank if len(framework.levels) <= SIDE_BY_SIDE else 1,
            }
            for level in framework.levels
        ],
        "pictures": _pictures(framework),
    }


def _title(title: str, name: str) -> str:
    return "" if title == name else title


def counts(framework: Framework) -> str:
    """How much there is, as “7 competencies, 35 criteria and 98 descriptors”."""
    areas, rows, cells = len(framework.competencies), len(framework.criteria), framework.descriptor_count
    return listed(
        [
            ngettext("{count} competency", "{count} competencies", areas).format(count=areas),
            ngettext("{count} criterion", "{count} criteria", rows).format(count=rows),
            ngettext("{count} descriptor", "{count} descriptors", cells).format(count=cells),
        ]
    )


def _pictures(framework: Framework) -> list[Data]:
    """The rings of the rubric itself: every cell open, and no count."""
    states = segment_states(framework, {})
    title = gettext("Growth rings: {title}").format(title=say(framework.title))
    found = []
    for competencies in pictures(framework):
        description = " ".join([_rings(framework), *(f"{_contents(competency)}." for competency in competencies)])
        drawn = svg(framework, states, title=title, description=description, competencies=competencies)
        found.append({"svg": standalone(drawn), "alt": f"{title}. {description}"})
    return found


def _rings(framework: Framework) -> str:
    count = len(framework.levels)
    return ngettext("{count} ring.", "{count} rings, one for each level, growing outward.", count).format(count=count)


def _contents(competency: Competency) -> str:
    sentence = ngettext(
        "%(criteria)s criterion, %(descriptors)s descriptors", "%(criteria)s criteria, %(descriptors)s descriptors",
        len(competency.criteria),
    )  # fmt: skip
    counted = sentence % {"criteria": len(competency.criteria), "descriptors": competency.descriptor_count}
    return pair(say(competency.name), counted)


def _competency(framework: Framework, competency: Competency) -> Data:
    return {
        "code": competency.code,
        "name": say(competency.name),
        "description": say(competency.description),
        "sizes": TEXT_SIZES if len(competency.criteria) * len(framework.levels) <= CELLS_TRIED else TEXT_SIZES[-1:],
        "criteria": [_criterion(framework, criterion) for criterion in competency.criteria],
    }


def _criterion(framework: Framework, criterion: Criterion) -> Data:
    empty: Text = {}
    return {
        "code": criterion.code,
        "name": say(criterion.name),
        "cells": [rich(criterion.descriptors.get(level.code, empty)) for level in framework.levels],
    }


def _unofficial(framework: Framework) -> str:
    if framework.translations.get(language()) == "unofficial":
        return gettext("Unofficial translation, to be reviewed by the publisher.")
    return ""


def _edition(framework: Framework) -> Data | None:
    """How this edition reads its source, if there is something to say."""
    notes = [{"where": note["where"], "note": note["note"]} for note in framework.editorial]
    unofficial = framework.translations.get("fr") == "unofficial"
    if not notes and not unofficial:
        return None
    return {
        "heading": gettext("How this edition reads its source"),
        "intro": gettext("The English descriptors stand here word for word, but for these readings:") if notes else "",
        "notes": notes,
        "translation": gettext(
            "The French is an unofficial translation, to be reviewed by the publisher before anyone relies on it."
        )
        if unofficial
        else "",
    }


def _foot(framework: Framework) -> str:
    publisher = say(framework.publisher)
    made = gettext("Set with Tamarack.")
    return f"{publisher}. {made}" if publisher else made
