"""Searching a rubric: every word, whatever the case and the accents, in every language, best first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.framework import Framework
from tamarack.core.search import folded, search, suggestion
from tests.core.strategies import frameworks


def found(framework: Framework, query: str, language: str = "en") -> list[str]:
    return [hit.place.code for hit in search(framework, query, language)]


def marked(framework: Framework, query: str, language: str = "en") -> set[str]:
    hits = search(framework, query, language)
    return {piece.text for hit in hits for piece in hit.pieces if piece.found}


@pytest.mark.parametrize("query", ["réseau varié", "reseau varie", "RÉSEAU VARIÉ", "  réseau   varié "])
def test_case_accents_and_spaces_do_not_matter(cacee: Framework, query: str) -> None:
    assert "COL.1.E" in found(cacee, query, "fr")
    assert marked(cacee, query, "fr") >= {"réseau", "varié"}


def test_a_ligature_is_found_by_its_letters(cacee: Framework) -> None:
    assert folded("cœur à l’œuvre") == "coeur a l’oeuvre"
    assert "œil" in marked(cacee, "oeil", "fr")


def test_every_word_has_to_be_there(cacee: Framework) -> None:
    both = found(cacee, "varied network")
    assert "COL.1.E" in both
    assert set(both) <= set(found(cacee, "varied")) & set(found(cacee, "network"))
    assert found(cacee, "varied xylophone") == []


def test_a_word_is_found_by_its_beginning_and_by_its_plural(cacee: Framework) -> None:
    assert set(found(cacee, "collab")) >= set(found(cacee, "collaboration"))
    assert "student" in {text.lower() for text in marked(cacee, "students")}


def test_the_other_language_is_searched_too_and_told_as_itself(cacee: Framework) -> None:
    hits = search(cacee, "étudiantes", "en")
    assert hits
    assert {hit.language for hit in hits} == {"fr"}


def test_a_text_is_told_in_the_readers_language_where_that_one_matches(cacee: Framework) -> None:
    for language in ("en", "fr"):
        assert {hit.language for hit in search(cacee, "communication", language) if hit.place.code == "COM"} == {
            language
        }


def test_a_name_comes_before_a_descriptor_and_both_before_a_description(cacee: Framework) -> None:
    kinds = [hit.kind for hit in search(cacee, "communication", "en")]
    assert kinds[0] == max(kinds)
    assert found(cacee, "ethics")[0] == "ETH"


def test_words_that_stand_together_come_first(cacee: Framework) -> None:
    assert found(cacee, "community of insight")[0].startswith("COL.2")


@pytest.mark.parametrize(("query", "first"), [("col.1", "COL.1"), ("ETH.2.M", "ETH.2.M"), ("dig", "DIG")])
def test_a_code_finds_what_stands_there(cacee: Framework, query: str, first: str) -> None:
    assert found(cacee, query)[0] == first


def test_a_code_and_a_word_together_find_the_word_there(cacee: Framework) -> None:
    codes = found(cacee, "COL.1 students")
    assert codes
    assert all(code.startswith("COL.1") for code in codes)


def test_bold_leads_stay_bold_and_no_mark_of_them_is_shown(cacee: Framework) -> None:
    hit = next(hit for hit in search(cacee, "varied", "en") if hit.place.code == "COL.1.E")
    assert ("varied", True, True) in hit.pieces
    assert "**" not in "".join(piece.text for piece in hit.pieces)


@pytest.mark.parametrize("query", ["", "   ", "…", "**", "\x00", "(", "a" * 10_000])
def test_a_query_of_nothing_finds_nothing(cacee: Framework, query: str) -> None:
    assert found(cacee, query) == []


@pytest.mark.parametrize(
    ("query", "meant"), [("colaboration", "collaboration"), ("etiks", None), ("reseua", "réseau"), ("student", None)]
)
def test_a_misspelled_word_is_guessed(cacee: Framework, query: str, meant: str | None) -> None:
    if meant:
        assert suggestion(cacee, query) == meant
        assert found(cacee, meant)
    else:
        assert suggestion(cacee, query) is None or found(cacee, str(suggestion(cacee, query)))


@given(frameworks, st.data())
def test_every_word_of_a_rubric_finds_its_place_and_the_pieces_are_the_text(
    framework: Framework, data: st.DataObject
) -> None:
    language = framework.languages[0]
    criterion = data.draw(st.sampled_from(framework.criteria))
    level = data.draw(st.sampled_from(criterion.levels))
    text = criterion.descriptors[level][language].replace("**", "")
    for hit in search(framework, text, language):
        if hit.place.code == f"{criterion.code}.{level}" and hit.language == language:
            assert "".join(piece.text for piece in hit.pieces) == text
