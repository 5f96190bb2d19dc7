"""What came of a consultation: as rows for the page, and as files. Labels alone, as `insight.words` tells them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from tamarack.common.language import language
from tamarack.core.opinions import Opinions
from tamarack.exchange.sheets import Cell, Sheet, workbook
from tamarack.exchange.tables import csv_table
from tamarack.insight.words import label_words
from tamarack.stewardship.models import Consultation
from tamarack.stewardship.queries.voice import quotes, told_of
from tamarack.stewardship.results import ORGANISATIONS, PEOPLE

ASKED = {
    "clear": gettext_lazy("clear"),
    "relevant": gettext_lazy("relevant"),
    "distinct": gettext_lazy("levels can be told apart"),
}
NAMES = {PEOPLE: gettext_lazy("people"), ORGANISATIONS: gettext_lazy("organisations")}


@dataclass(frozen=True)
class Line:
    """What is told of a question, by people or organisations."""

    question: str
    who: str
    told: Opinions | None

    @property
    def cells(self) -> tuple[str, str, str]:
        """How many, who said yes, who said yes or partly: in words."""
        if self.told is None:
            return gettext("fewer than five"), "–", "–"
        least = gettext("at least {count}").format(count=self.told.at_least)
        return least, label_words(self.told.yes), label_words(self.told.partly)


@dataclass(frozen=True)
class Entry:
    """A criterion with what is told of it and the words that may be quoted."""

    code: str
    name: str
    lines: list[Line]
    quotes: list[dict[str, Any]]

    @property
    def tells(self) -> bool:
        """Whether anything is told of a question."""
        return any(line.told for line in self.lines)


def entries(consultation: Consultation) -> list[Entry]:
    """What came of it, by criterion."""
    told = {who: told_of(consultation, who)[1] for who in NAMES}
    quoted = quotes(consultation)
    return [
        Entry(
            row["code"],
            _name(row),
            [
                Line(str(asked), str(name), told[who].get(row["code"], {}).get(question))
                for question, asked in ASKED.items()
                for who, name in NAMES.items()
            ],
            quoted.get(row["code"], []),
        )
        for area in consultation.said["competencies"]
        for row in area["criteria"]
    ]


def _name(row: dict[str, Any]) -> str:
    names = row.get("name") or {}
    return str(names.get(language()) or next(iter(names.values()), ""))


def by_whom(quote: dict[str, Any]) -> str:
    """Whose words are quoted: a name where it may be told."""
    unnamed = gettext("An organisation") if quote["organisation"] else gettext("A member")
    return quote["name"] or unnamed


def consultation_csv(consultation: Consultation) -> bytes:
    """What is told, a row a question."""
    return csv_table([name for name, _ in _columns()], _rows(consultation))


def consultation_xlsx(consultation: Consultation) -> bytes:
    """What is told, and what may be quoted, as a workbook."""
    words = [
        [entry.code, entry.name, quote["text"], by_whom(quote)]
        for entry in entries(consultation) for quote in entry.quotes
    ]  # fmt: skip
    heads = [(gettext("Criterion"), 12.0), (gettext("Name"), 34.0), (gettext("In their words"), 80.0),
             (gettext("Who"), 24.0)]  # fmt: skip
    sheets = [
        Sheet(gettext("Answers"), _columns(), list(_rows(consultation))),
        Sheet(gettext("Quotes"), heads, words),
    ]
    return workbook(sheets, title=str(consultation))


def _columns() -> list[tuple[str, float]]:
    return [
        (gettext("Criterion"), 12.0), (gettext("Name"), 34.0), (gettext("Question"), 26.0), (gettext("Who"), 16.0),
        (gettext("Had an opinion"), 18.0), (gettext("Yes"), 24.0), (gettext("Yes or partly"), 24.0),
    ]  # fmt: skip


def _rows(consultation: Consultation) -> Iterator[list[Cell]]:
    for entry in entries(consultation):
        for line in entry.lines:
            yield [entry.code, entry.name, line.question, line.who, *line.cells]
