"""Hints for those who write a rubric. They never gate: a rubric may have good reasons for each of them.

Readability is measured for English by Flesch's formula (R. Flesch, 1948), for French by that of Kandel and Moles
(1958), and for no other language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

from tamarack.core.errors import N_
from tamarack.core.framework import Document
from tamarack.core.texts import texts
from tamarack.core.wording import plain, runs

EMPTY, MISSING, ALIKE, VERB, LONG, HARD, ONE_SIDED, SAME_IDEA = KINDS = (
    "empty_cell", "missing_translation", "levels_alike", "same_verb", "long_sentence", "hard_to_read",
    "changed_in_one_language", "same_idea",
)  # fmt: skip

WORDS_MOST = 40
"""Words of a sentence from which on it is long."""
ALIKE_FROM = 90
"""Similarity in percent from which on two levels read the same."""
IDEA_FROM = 70
SHARED_FROM = Fraction(1, 2)
"""Similarity in percent, and share of the rarer words, from which on two criteria say the same."""
HARD_BELOW = 30
WORDS_LEAST = 60
"""Readability below which a text is hard, and words that it takes to tell."""
CRITERIA_MOST = 1_500
"""Criteria up to which each is compared with each; beyond, only within a competency."""
_COMMON = Fraction(1, 8)
"""A word in more than this share of the criteria tells nothing about what one of them means."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SPACES = re.compile(r"[^\S\n]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…;]) (?=[\W_]{0,5}[A-ZÀ-Þ])|\n")
LOOKED_AT = 4_000
"""Characters of a text that are compared with others."""
_VOWELS = {"en": re.compile(r"[aeiouy]+"), "fr": re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")}
_FORMULAS = {
    "en": (Fraction("206.835"), Fraction("1.015"), Fraction("84.6")),
    "fr": (Fraction(207), Fraction("1.015"), Fraction("73.6")),
}
_AUXILIARY = {"is", "are", "be", "has", "est", "a", "se", "s", "y", "en", "ne"}


@dataclass(frozen=True)
class Hint:
    """Something to look at again.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    at : str
        The subject of the text, as in `tamarack.core.texts`: a competency, criterion, cell or level; empty for the
        framework.
    language : str
        Of the text; empty where it is about all.
    template, data
        The sentence, as in `TamarackError`.
    """

    kind: str
    at: str
    language: str
    template: str
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.data)


def hints(document: Document, based_on: Document | None = None) -> tuple[Hint, ...]:
    """What the writers of a rubric may want to look at again, in rubric order within each kind.

    Parameters
    ----------
    document : dict
        A framework's document; cells and languages may be missing.
    based_on : dict, optional
        The document that it was made of, to tell what has changed in one language only.
    """
    found = [*_empty(document), *_missing(document), *_levels(document), *_long(document), *_hard(document)]
    if based_on is not None:
        found += _one_sided(document, based_on)
    return (*found, *_same_ideas(document))


def _criteria(document: Document) -> Iterator[dict[str, Any]]:
    return (row for area in document["competencies"] for row in area["criteria"])


def _ranked(document: Document) -> list[str]:
    return [level["code"] for level in sorted(document["levels"], key=lambda level: level["rank"])]


def _empty(document: Document) -> Iterator[Hint]:
    for row in _criteria(document):
        for level in _ranked(document):
            if not any((row.get("descriptors") or {}).get(level, {}).values()):
                template = N_("{criterion} has no descriptor at level {level}.")
                yield Hint(EMPTY, f"{row['code']}.{level}", "", template, {"criterion": row["code"], "level": level})


def _missing(document: Document) -> Iterator[Hint]:
    for (subject, _), said in texts(document).items():
        for language in document["languages"]:
            if any(said.values()) and not said.get(language):
                template = N_("A text of {at} is missing in “{language}”.")
                data = {"at": subject or document["framework"], "language": language}
                yield Hint(MISSING, subject, language, template, data)


def _levels(document: Document) -> Iterator[Hint]:
    """Neighbouring levels of a criterion that read the same, or begin with the same verb."""
    from rapidfuzz import fuzz

    order = _ranked(document)
    for row in _criteria(document):
        for language in document["languages"]:
            said = [(level, _text(row, level, language)) for level in order if _text(row, level, language)]
            for (low, below), (high, above) in pairwise(said):
                data = {"criterion": row["code"], "low": low, "high": high}
                at = f"{row['code']}.{high}"
                if fuzz.ratio(plain(below).casefold()[:LOOKED_AT], plain(above).casefold()[:LOOKED_AT]) >= ALIKE_FROM:
                    yield Hint(ALIKE, at, language, N_("Levels {low} and {high} of {criterion} read the same."), data)
                elif (verb := first_verb(above)) and verb == first_verb(below):
                    template = N_("Levels {low} and {high} of {criterion} begin with the same verb, “{verb}”.")
                    yield Hint(VERB, at, language, template, {**data, "verb": verb})


def _text(row: dict[str, Any], level: str, language: str) -> str:
    found: str = (row.get("descriptors") or {}).get(level, {}).get(language, "")
    return found


def first_verb(text: str) -> str:
    """The word that a text's first bold phrase begins with, in lower case; of a text without one, its first word.

    Examples
    --------
    >>> first_verb("Often **Models behaviours** to colleagues")
    'models'
    """
    bold = next((run.text for run in runs(text) if run.bold), plain(text))
    words = [part for word in _WORD.findall(bold.casefold()) for part in re.split("[’']", word)]
    return next((word for word in words if word not in _AUXILIARY), "")


def sentences(text: str) -> list[list[str]]:
    """A text's sentences as words."""
    return [words for part in _SENTENCE_END.split(_SPACES.sub(" ", plain(text))) if (words := _WORD.findall(part))]


def _long(document: Document) -> Iterator[Hint]:
    for (subject, _), said in texts(document).items():
        for language, text in said.items():
            longest = max(map(len, sentences(text)), default=0)
            if longest > WORDS_MOST:
                template = N_("A sentence of {at} has {count} words.")
                data = {"at": subject or document["framework"], "count": longest}
                yield Hint(LONG, subject, language, template, data)


def readability(text: str, language: str) -> int | None:
    """How easy a text is to read: about 100 for very easy, 30 and less for very hard.

    Parameters
    ----------
    language : str
        Its first part decides; None for a language that there is no formula for, and for an empty text.
    """
    formula = _FORMULAS.get(language.partition("-")[0])
    said = sentences(text)
    if formula is None or not said:
        return None
    words = [word for sentence in said for word in sentence]
    start, by_length, by_syllables = formula
    syllables = sum(_syllables(word, language) for word in words)
    length, weight = Fraction(len(words), len(said)), Fraction(syllables, len(words))
    return round(start - by_length * length - by_syllables * weight)


def _syllables(word: str, language: str) -> int:
    """Groups of vowels; a silent e at the end is none."""
    part = language.partition("-")[0]
    found = len(_VOWELS[part].findall(word.casefold()))
    silent = re.search(r"[^aeiouyl]e$" if part == "en" else r"(es?|[^m]ent)$", word.casefold())
    return max(1, found - bool(silent))


def _hard(document: Document) -> Iterator[Hint]:
    for area in document["competencies"]:
        for language in document["languages"]:
            cells = [_text(row, level, language) for row in area["criteria"] for level in _ranked(document)]
            whole = "\n".join(filter(None, cells))
            score = readability(whole, language)
            if score is not None and score < HARD_BELOW and len(_WORD.findall(whole)) >= WORDS_LEAST:
                template = N_("The descriptors of {at} are hard to read: {score}, where 30 is hard and 60 plain.")
                yield Hint(HARD, area["code"], language, template, {"at": area["code"], "score": score})


def _one_sided(document: Document, based_on: Document) -> Iterator[Hint]:
    before = texts(based_on)
    for place, said in texts(document).items():
        old = before.get(place, {})
        both = [language for language in said if old.get(language) and said[language]]
        changed = [language for language in both if _words(said[language]) != _words(old[language])]
        for language in both:
            if changed and language not in changed:
                template = N_("The words of {at} have changed in “{changed}”, and not in “{language}”.")
                data = {"at": place[0] or document["framework"], "changed": changed[0], "language": language}
                yield Hint(ONE_SIDED, place[0], language, template, data)


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text).casefold())


def _same_ideas(document: Document) -> Iterator[Hint]:
    """Pairs of criteria that say the same in the framework's first language."""
    from rapidfuzz import fuzz

    language = document["languages"][0]
    said = {row["code"]: " ".join(_words(_whole(row, language))) for row in _criteria(document)}
    areas = {row["code"]: area["code"] for area in document["competencies"] for row in area["criteria"]}
    masks = _masks(said)
    everywhere = len(said) <= CRITERIA_MOST
    for one, other in combinations(said, 2):
        shared = (masks[one] & masks[other]).bit_count()
        least = min(masks[one].bit_count(), masks[other].bit_count())
        if not least or shared < SHARED_FROM * least or not (everywhere or areas[one] == areas[other]):
            continue
        if fuzz.token_sort_ratio(said[one][:LOOKED_AT], said[other][:LOOKED_AT]) >= IDEA_FROM:
            template = N_("{at} seems to say the same as {other}.")
            yield Hint(SAME_IDEA, other, language, template, {"at": other, "other": one})


def _whole(row: dict[str, Any], language: str) -> str:
    cells = (row.get("descriptors") or {}).values()
    return " ".join([(row.get("name") or {}).get(language, ""), *(cell.get(language, "") for cell in cells)])


def _masks(said: Mapping[str, str]) -> dict[str, int]:
    """The words of each text as bits, but for those that many texts have: to compare each with each cheaply."""
    words = {code: {word for word in text.split() if len(word) > 3} for code, text in said.items()}
    counts = Counter(word for own in words.values() for word in own)
    most = max(2, int(len(said) * _COMMON))
    bits = {word: 1 << index for index, word in enumerate(word for word in counts if counts[word] <= most)}
    return {code: sum(bits[word] for word in own if word in bits) for code, own in words.items()}
