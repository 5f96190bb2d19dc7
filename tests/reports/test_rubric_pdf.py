import pytest
from django.utils.translation import override

from tamarack.core.errors import BadInput
from tamarack.core.framework import Framework
from tamarack.core.wording import plain
from tamarack.reports.rubric import rubric_pdf
from tests.reports.conftest import make_rubric
from tests.reports.reading import alternatives, identity, page_count, paper, squeezed, tags, text_of


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sheet", ["letter", "a4"])
def test_each_competency_is_one_page_between_cover_and_edition(rubric: Framework, language: str, sheet: str) -> None:
    with override(language):
        made = rubric_pdf(rubric, paper=sheet)
    assert page_count(made) == 1 + len(rubric.competencies) + 1
    assert paper(made) == {{"letter": (792, 612), "a4": (842, 595)}[sheet]}
    assert identity(made)["lang"] == f"{language}-CA"
    assert "<pdfuaid:part>1</pdfuaid:part>" in identity(made)["metadata"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_of_the_rubric_is_in_it(rubric: Framework, language: str) -> None:
    with override(language):
        text = text_of(rubric_pdf(rubric, paper="letter"))
    for area in rubric.competencies:
        assert squeezed(area.description[language]) in text
    for row in rubric.criteria:
        assert squeezed(row.code + row.name[language]) in text
        for cell in row.descriptors.values():
            assert squeezed(plain(cell[language])) in text
    for note in rubric.editorial:
        assert squeezed(note["note"]) in text


def test_each_competency_is_a_table_with_heads(rubric: Framework) -> None:
    with override("en"):
        made = rubric_pdf(rubric, paper="letter")
    found = tags(made)
    assert found.count("Table") == len(rubric.competencies)
    assert found.count("TH") == 4 * len(rubric.competencies)
    assert found.count("H1") == 1
    assert found.count("H2") == 1 + len(rubric.competencies) + 1
    (rings,) = alternatives(made)
    assert "Collaboration: 3 criteria, 9 descriptors." in rings
    assert text_of(made).count(squeezed("No descriptor at this level")) == 35 * 3 - 98


def test_the_french_says_that_it_is_unofficial(rubric: Framework) -> None:
    with override("fr"):
        assert squeezed("Traduction non officielle") in text_of(rubric_pdf(rubric))


def test_a_file_is_made_once_a_process(rubric: Framework) -> None:
    with override("en"):
        assert rubric_pdf(rubric, paper="a4") is rubric_pdf(rubric, paper="a4")
    with override("fr"), pytest.raises(BadInput):
        rubric_pdf(rubric, paper="a3")


@pytest.mark.parametrize(
    ("levels", "competencies", "criteria", "words"), [(2, 1, 1, 1), (5, 1, 40, 20), (9, 2, 6, 30), (3, 25, 5, 4)]
)
def test_other_rubrics_run_on_over_pages(levels: int, competencies: int, criteria: int, words: int) -> None:
    framework = make_rubric(levels, competencies, criteria, words=words)
    with override("en"):
        made = rubric_pdf(framework)
    assert page_count(made) >= 1 + competencies
    text = text_of(made)
    assert all(row.code in text for row in framework.criteria)
    assert tags(made).count("Table") == competencies
