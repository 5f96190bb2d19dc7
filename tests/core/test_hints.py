"""Hints tell what to look at again, and nothing else."""

import time
from copy import deepcopy
from itertools import cycle

from hypothesis import given, settings

from tamarack.core.formats import load_document
from tamarack.core.framework import Document
from tamarack.core.hints import HARD, KINDS, ONE_SIDED, SAME_IDEA, Hint, first_verb, hints, readability
from tests.core.conftest import EXAMPLE
from tests.core.strategies import documents


def of(document: Document, kind: str, based_on: Document | None = None) -> list[Hint]:
    return [hint for hint in hints(document, based_on) if hint.kind == kind]


def cell(document: Document, code: str) -> dict[str, str]:
    row, _, level = code.rpartition(".")
    rows = (entry for area in document["competencies"] for entry in area["criteria"])
    found: dict[str, str] = next(entry for entry in rows if entry["code"] == row)["descriptors"][level]
    return found


def test_empty_cells_and_missing_texts_are_told_with_their_place(cacee_document: Document) -> None:
    assert [hint.at for hint in of(cacee_document, "empty_cell")][:2] == ["DIG.5.M", "EDI.5.E"]
    assert of(cacee_document, "missing_translation") == []
    del cell(cacee_document, "COL.1.B")["fr"]
    (hint,) = of(cacee_document, "missing_translation")
    assert (hint.at, hint.language, hint.message) == ("COL.1.B", "fr", "A text of COL.1.B is missing in “fr”.")


def test_levels_that_read_the_same_or_begin_alike_are_told(cacee_document: Document) -> None:
    assert [(hint.at, hint.language) for hint in of(cacee_document, "same_verb")] == [
        ("COM.1.M", "en"),
        ("COM.1.M", "fr"),
    ]
    cell(cacee_document, "COL.1.E")["en"] = cell(cacee_document, "COL.1.B")["en"].replace("strong ", "")
    assert ("COL.1.E", "en") in [(hint.at, hint.language) for hint in of(cacee_document, "levels_alike")]


def test_the_first_verb_is_that_of_the_bold_phrase() -> None:
    assert first_verb("Often **Models behaviours** well") == "models"
    assert first_verb("**S’engage** à") == "engage"
    assert first_verb("Keeps bees.") == "keeps"
    assert first_verb("…") == ""


def test_a_sentence_is_long_from_forty_one_words(cacee_document: Document) -> None:
    cell(cacee_document, "COL.1.B")["en"] = "word " * 40 + ". And " + "word " * 39
    assert "COL.1.B" not in [hint.at for hint in of(cacee_document, "long_sentence")]
    cell(cacee_document, "COL.1.B")["en"] += " more more"
    assert "COL.1.B" in [hint.at for hint in of(cacee_document, "long_sentence") if hint.language == "en"]


def test_readability_is_that_of_the_formulas() -> None:
    # 13 words, 2 sentences, 13 syllables: 206.835 - 1.015 * 6.5 - 84.6 * 1 = 115.6
    assert readability("The cat sat on the mat. The dog sat on the cat too.", "en-CA") == 116
    # 4 words, 1 sentence, 5 syllables: 207 - 1.015 * 4 - 73.6 * 1.25 = 110.9
    assert readability("Le chat dort ici.", "fr") == 111
    assert readability("El gato duerme.", "es") is None
    assert readability("…", "en") is None


def test_hard_texts_are_told_in_languages_that_have_a_formula(cacee_document: Document) -> None:
    assert {hint.language for hint in of(cacee_document, HARD)} <= {"en", "fr"}
    assert of(load_document(EXAMPLE), HARD) == []


def test_words_that_changed_in_one_language_only_are_told(cacee_document: Document) -> None:
    before = deepcopy(cacee_document)
    cell(cacee_document, "COL.1.B")["en"] += " Really."
    cell(cacee_document, "COL.1.E")["en"] += "  "
    (hint,) = of(cacee_document, ONE_SIDED, before)
    assert (hint.at, hint.language, hint.data["changed"]) == ("COL.1.B", "fr", "en")
    cell(cacee_document, "COL.1.B")["fr"] += " Vraiment."
    assert of(cacee_document, ONE_SIDED, before) == []


def test_the_same_idea_in_two_criteria_is_told_once(cacee_document: Document) -> None:
    assert of(cacee_document, SAME_IDEA) == []
    copied = deepcopy(cacee_document["competencies"][0]["criteria"][0]) | {"code": "ETH.9"}
    cacee_document["competencies"][4]["criteria"].append(copied)
    assert [(hint.at, hint.data["other"]) for hint in of(cacee_document, SAME_IDEA)] == [("ETH.9", "COL.1")]


@given(documents())
@settings(max_examples=40)
def test_hints_never_fail_and_a_document_unchanged_has_none_of_change(document: Document) -> None:
    found = hints(document, document)
    assert {hint.kind for hint in found} <= set(KINDS) - {ONE_SIDED}
    assert all(hint.message for hint in found)
    document["competencies"][0]["criteria"][0]["descriptors"] = {}
    document["title"] = {}
    hints(document)


def test_a_large_framework_takes_seconds_at_most(cacee_document: Document) -> None:
    rows = cycle([row for area in cacee_document["competencies"] for row in area["criteria"]])
    large = deepcopy(cacee_document)
    large["competencies"] = [
        {"code": f"C{area}", "name": {}, "criteria": [{**next(rows), "code": f"C{area}.{n}"} for n in range(12)]}
        for area in range(60)
    ]
    start = time.process_time()
    hints(large)
    assert time.process_time() - start < 15


def test_no_text_makes_the_hints_take_for_ever(cacee_document: Document) -> None:
    cell(cacee_document, "COL.1.B")["en"] = "." + " " * 200_000 + "; " * 100_000
    cell(cacee_document, "COL.1.E")["en"] = "a" * 500_000
    start = time.process_time()
    hints(cacee_document)
    assert time.process_time() - start < 5
