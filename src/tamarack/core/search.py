"""Search over all texts of a framework: case and accents ignored, every language, best first."""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tamarack.core.framework import Framework, Text
from tamarack.core.wording import plain, runs

WORDS_MOST = 12
"""Words of a query that are looked for."""
_WORD = re.compile(r"\w+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})

NAME, DESCRIPTOR, DESCRIPTION = 3, 2, 1
"""What a hit in each kind of text is worth, against the same hit in the others."""
EXACT, BEGINS = 2, 1


class Piece(NamedTuple):
    """A stretch of a text, with whether it is bold and whether it is what was looked for."""

    text: str
    bold: bool
    found: bool


class Place(NamedTuple):
    """Where a text stands: in a competency, perhaps one of its criteria, perhaps at a level of it."""

    competency: str
    criterion: str = ""
    level: str = ""

    @property
    def code(self) -> str:
        """COL, COL.1 or COL.1.B."""
        return f"{self.criterion}.{self.level}" if self.level else self.criterion or self.competency


class Entry(NamedTuple):
    """A text that can be found, with its words and where each begins and ends."""

    place: Place
    kind: int
    language: str
    text: str
    words: tuple[tuple[str, int, int], ...]


class Hit(NamedTuple):
    """A text that was found, in pieces."""

    place: Place
    kind: int
    language: str
    pieces: tuple[Piece, ...]
    score: int


def folded(text: str) -> str:
    """A text without case, accents and ligatures."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(character for character in apart if not unicodedata.combining(character))


def search(framework: Framework, query: str, language: str) -> list[Hit]:
    """The texts that have every word of a query, or a word that begins with it, best first.

    A text is told in `language` where that one matches; in another language only where it alone does.

    Parameters
    ----------
    query : str
        Any text; words beyond the first 12 are ignored. A code, such as ``col.1``, finds what stands there and below.
    language : str
        The reader's.

    Returns
    -------
    list of Hit
        By score, then in rubric order; one for each place.
    """
    parts = [(part, _terms(part)) for part in query.split()[:WORDS_MOST]]
    parts = [(part, terms) for part, terms in parts if terms]
    best: dict[tuple[Place, int], Hit] = {}
    for entry in _index(framework) if parts else ():
        hit = _found(entry, parts, query)
        if hit and ((hit.place, hit.kind) not in best or hit.language == language):
            best[hit.place, hit.kind] = hit
    return sorted(best.values(), key=lambda hit: -hit.score)


def suggestion(framework: Framework, query: str) -> str | None:
    """The query with each unknown word replaced by the nearest one that the framework has; None if there is none."""
    vocabulary = _vocabulary(framework)
    words = _WORD.findall(folded(query))[:WORDS_MOST]
    better: list[str] = []
    for word in words:
        near = [word] if word in vocabulary else get_close_matches(word, vocabulary, 1)
        if not near:
            return None  # looking for the others would be in vain, and takes long
        better += near
    return " ".join(vocabulary.get(word, word) for word in better) if better != words else None


def _terms(query: str) -> tuple[str, ...]:
    """The words to look for, without the ending of a plural, so that “students” finds “student” too."""
    words = _WORD.findall(folded(query))[:WORDS_MOST]
    return tuple(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in words)


def _found(entry: Entry, parts: list[tuple[str, tuple[str, ...]]], query: str) -> Hit | None:
    """The entry as a hit, if each part of the query is its code, or words that it has."""
    places: list[tuple[int, int]] = []
    score = coded = 0
    for part, terms in parts:
        found = [[word for word in entry.words if word[0].startswith(term)] for term in terms]
        if all(found):
            score += sum(_worth(term, words) for term, words in zip(terms, found, strict=True))
            places += [(start, end) for words in found for _, start, end in words]
        elif not _is_at(entry.place, part):
            return None
        coded += _is_at(entry.place, part)
    together = len(parts) > 1 and folded(query.strip()) in folded(plain(entry.text))
    score = entry.kind * (score + 3 * together) + 100 * coded
    return Hit(entry.place, entry.kind, entry.language, tuple(_pieces(entry.text, sorted(places))), score)


def _worth(term: str, words: list[tuple[str, int, int]]) -> int:
    return EXACT if any(word in (term, f"{term}s", f"{term}x") for word, _, _ in words) else BEGINS


def _is_at(place: Place, code: str) -> bool:
    """Whether a place is what a code names, or below it."""
    return f"{place.code}.".casefold().startswith(f"{code}.".casefold())


def _pieces(text: str, places: list[tuple[int, int]]) -> Iterator[Piece]:
    """A text cut where bold and what was found begin and end."""
    at = 0
    for run in runs(text):
        end = at + len(run.text)
        cuts = sorted({at, end, *(cut for place in places for cut in place if at < cut < end)})
        for start, stop in pairwise(cuts):
            found = any(first <= start < last for first, last in places)
            yield Piece(run.text[start - at : stop - at], run.bold, found)
        at = end


@lru_cache(maxsize=16)
def _index(framework: Framework) -> tuple[Entry, ...]:
    return tuple(_entries(framework))


def _entries(framework: Framework) -> Iterator[Entry]:
    for competency in framework.competencies:
        yield from _each(Place(competency.code), NAME, competency.name)
        yield from _each(Place(competency.code), DESCRIPTION, competency.description)
        for row in competency.criteria:
            yield from _each(Place(competency.code, row.code), NAME, row.name)
            for level, text in row.descriptors.items():
                yield from _each(Place(competency.code, row.code, level), DESCRIPTOR, text)


def _each(place: Place, kind: int, texts: Text) -> Iterator[Entry]:
    for language, text in texts.items():
        words = tuple((folded(word[0]), word.start(), word.end()) for word in _WORD.finditer(plain(text)))
        yield Entry(place, kind, language, text, words)


@lru_cache(maxsize=16)
def _vocabulary(framework: Framework) -> dict[str, str]:
    """Every word of the framework by its folded form."""
    return {
        folded(word): word.lower() for entry in _index(framework) for word in _WORD.findall(plain(entry.text)) if word
    }
