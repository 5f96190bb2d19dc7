"""A part of a draft as it is edited: its texts in one language or in two side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.common.language import language as reader_language
from tamarack.core.declaring import LEVEL, cells, competencies, levels
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Document, shorten
from tamarack.core.texts import Place
from tamarack.core.translating import State
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries.workshop import open_comments, states
from tamarack.stewardship.words import STATES, language_name, place_name
from tamarack.web.pieces import descriptor

SAYS_NOTHING = ("up_to_date", "reviewed", None)
"""States that a cell does not show."""


@dataclass(frozen=True)
class TextCell:
    """A text that can be written."""

    place: Place
    language: str
    text: str
    there: bool
    state: State | None
    comments: int = 0
    level: str = ""

    @property
    def key(self) -> str:
        """How forms name it."""
        return "|".join((*self.place, self.language))

    @property
    def subject(self) -> str:
        """Its code."""
        return self.place[0]

    @property
    def links(self) -> bool:
        """Whether it leads to its own page: a cell does, and whatever is talked about."""
        return self.place[1] == "text" or bool(self.comments)

    @property
    def html(self) -> SafeString:
        """The text with its lead phrases in bold."""
        return descriptor(self.text)

    @property
    def label(self) -> str:
        """What it is, for who does not see where it stands."""
        return f"{place_name(*self.place)}, {language_name(self.language)}"

    @property
    def state_words(self) -> str:
        """How the translation stands, where that asks for something."""
        return "" if self.state in SAYS_NOTHING else str(STATES[self.state or ""])

    @property
    def rows(self) -> int:
        """Lines to write in."""
        return max(2, min(10, len(self.text) // 34 + 1))


@dataclass(frozen=True)
class Row:
    """A criterion: its names, and its cells, level after level, in each language."""

    code: str
    name: str
    names: list[TextCell]
    cells: list[tuple[Document, list[TextCell]]]
    hints: int = 0
    is_last: bool = False


class Sheet:
    """Makes text cells of a draft's document, with what is known of them."""

    def __init__(self, draft: Draft, shown: Sequence[str], subjects: set[str] | None = None) -> None:
        self.document, self.shown = draft.document, shown
        self.states = states(draft, subjects)
        self.comments = open_comments(draft)

    def cells(
        self, subject: str, field: str, text: Mapping[str, str], level: str = "", there: bool = True
    ) -> list[TextCell]:
        """The texts of a place, in the languages shown."""
        return [
            TextCell(
                (subject, field), language, text.get(language, ""), there,
                self.states.get((subject, field, language)), self.comments.get(subject, 0), level,
            )
            for language in self.shown
        ]  # fmt: skip

    def rows(self, area: Document, hints: Mapping[str, int]) -> list[Row]:
        """The criteria of a competency."""
        rows = area["criteria"]
        return [self._row(row, hints, is_last=row is rows[-1]) for row in rows]

    def _row(self, row: Document, hints: Mapping[str, int], *, is_last: bool) -> Row:
        code, own = row["code"], cells(row)
        return Row(
            code,
            name_of(row, self.shown),
            self.cells(code, "name", row.get("name", {})),
            [
                (
                    level | {"called": name_of(level, self.shown) or key},
                    self.cells(f"{code}.{key}", "text", own.get(key, {}), key, key in own),
                )
                for key, level in levels(self.document).items()
            ],
            hints.get(code, 0),
            is_last,
        )


def name_of(entry: Document, preferred: Sequence[str] = ()) -> str:
    """What a part of a draft is called, in the reader's language if that is written."""
    names = {code: text for code, text in entry.get("name", {}).items() if text}
    wanted = (code for code in (reader_language(), *preferred, *names) if code in names)
    return str(names.get(next(wanted, ""), ""))


def subjects_of(area: Document, document: Document) -> set[str]:
    """The codes of a competency, its criteria and its cells."""
    rows = [row["code"] for row in area["criteria"]]
    return {area["code"], *rows, *(f"{row}.{level}" for row in rows for level in levels(document))}


def find_area(document: Document, code: str) -> Document:
    """A competency of a draft, whatever the case of letters.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    for key, area in competencies(document).items():
        if key.lower() == code.lower():
            return area
    raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(code))


def chosen_languages(document: Document, wanted: str) -> list[str]:
    """The one or two languages that an address names; the first two where it names none."""
    known = document["languages"]
    return [code for code in dict.fromkeys(wanted.split(",")) if code in known][:2] or known[:2]


def language_choices(document: Document, shown: Sequence[str]) -> list[dict[str, Any]]:
    """One language, or two side by side, to choose."""
    known = document["languages"]
    sets = [(code,) for code in known] + list(combinations(known, 2))
    return [{"key": ",".join(codes), "name": _names(codes), "here": list(codes) == list(shown)} for codes in sets]


def _names(codes: Sequence[str]) -> str:
    names = [language_name(code) for code in codes]
    if len(names) == 1:
        return names[0]
    return gettext("{first} and {second}").format(first=names[0], second=names[1])


def level_places(document: Document) -> list[tuple[str, Document]]:
    """Levels with their codes as in changes, foundation first."""
    return [(f"{LEVEL}{code}", level) for code, level in levels(document).items()]
