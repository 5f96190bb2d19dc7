"""What people write is shown as they wrote it, is never code, and breaks nothing."""

import pytest
from django.utils.translation import override

from tamarack.core.framework import Framework
from tamarack.reports.glyphs import COVERED, all_shown, shown
from tests.reports.conftest import answered, profile
from tests.reports.reading import page_count, squeezed, text_of

HOSTILE = '#read("/etc/passwd") *b* _i_ $x^2$ \\ @ref <a> `r` = h // c #import "x": * ] } ) " --- ~ [[#panic("no")'


def with_note(rubric: Framework, note: str) -> bytes:
    answers = answered(rubric)
    answers.by_code["COL.1"] = answers.of("COL.1")._replace(note=note)  # type: ignore[index]
    with override("en"):
        return profile(answers)


def test_a_note_is_never_code(rubric: Framework) -> None:
    assert squeezed(HOSTILE) in text_of(with_note(rubric, HOSTILE))


def test_names_are_never_code(rubric: Framework) -> None:
    made = profile(answered(rubric), name=HOSTILE, place=HOSTILE, label=HOSTILE, details=False)
    assert text_of(made).count(squeezed(HOSTILE)) >= 3


@pytest.mark.parametrize(
    "note",
    [
        "Été, œuvre, ça, Zoë, naïve, à l’Île-d’Orléans : « voilà ! » — 5 € … “oui”",
        "Łukasz Żółć, Nguyễn Thị Ánh, Dvořák, Σωκράτης, Юлия",
        "ᐃᓄᒃᑎᑐᑦ, SENĆOŦEN, xʷməθkʷ, Dene Sųłıné",
        "Line one\nLine two\r\nLine three\n\nA paragraph",
    ],
)
def test_a_note_is_shown_word_for_word(rubric: Framework, note: str) -> None:
    assert squeezed(note) in text_of(with_note(rubric, note))


@pytest.mark.parametrize(
    "note",
    [
        "👩🏽‍🏫 great 🎉",
        "日本語 العربية ᐃᓄᒃᑎᑐᑦ",
        "a\x00b\x07c\x1bd\u202ee\ufefff\ud800g",
        "\n\n \t",
        "e\u0301 \u0336x ﬁ ２",
        "x" * 4000,
        "𝔘" * 4000,
    ],
)
def test_what_the_fonts_lack_does_not_fail(rubric: Framework, note: str) -> None:
    assert squeezed(shown(note)) in text_of(with_note(rubric, note))


def test_a_name_with_marks_of_its_own_keeps_them(rubric: Framework) -> None:
    name = "W̱SÁNEĆ xʷməθkʷəy̓əm Tłı̨chǫ"
    assert shown(name) == name
    told = text_of(profile(answered(rubric), name=name, details=False))
    assert "W̱SÁNEĆ" in told
    assert "y̓" in told


def test_a_mark_that_no_font_has_with_its_letter_is_left_out() -> None:
    assert shown("и\u0301 ᐃ\u0301 \u0301x y\u0313\u0301") == "и ᐃ x y\u0313\u0301"


def test_what_the_fonts_lack_becomes_a_question_mark() -> None:
    assert shown("Bravo 👩🏽‍🏫!") == "Bravo ?!"
    assert shown("日本語") == "?"
    assert shown("a\x00b\u202ec") == "abc"
    assert shown("e\u0301 ﬁ ２\t3\r\n4") == "é fi 2 3\n4"
    assert shown("1\u202f000\u2009m") == "1\u00a0000 m"
    assert all_shown({"a": ["🎉", 1, None, ("b",)]}) == {"a": ["?", 1, None, ["b"]]}


def test_the_fonts_have_every_character_that_is_let_through(rubric: Framework) -> None:
    spans = [[int(end, 16) for end in span.split("-")] for span in COVERED.split()]
    every = "".join(chr(code) for span in spans for code in range(span[0], span[-1] + 1))
    for chunk in (every[at : at + 200] for at in range(0, len(every), 200)):
        profile(answered(rubric, note=" ".join(chunk)), name=chunk, place=chunk, details=True)


def test_a_long_note_runs_on_over_pages(rubric: Framework) -> None:
    note = "\n".join(f"Line {number} of a note that is long." for number in range(140))
    made = with_note(rubric, note)
    assert page_count(made) > page_count(with_note(rubric, "Short"))
    assert squeezed("Line 139 of a note that is long.") in text_of(made)
