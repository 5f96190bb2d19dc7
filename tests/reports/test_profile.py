from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from time import perf_counter

import pytest
from django.utils.translation import override

from tamarack.assessment.answers import Answers
from tamarack.core.errors import BadInput
from tamarack.core.framework import Framework
from tamarack.core.growth import Step
from tamarack.core.roles import RoleProfile, uniform_profile
from tests.reports.conftest import answered, make_rubric, profile
from tests.reports.reading import (
    alternatives,
    identity,
    page_count,
    paper,
    squeezed,
    tags,
    text_of,
)

LONG_NAME = ("Marie-Ève Élisabeth de la Chevrotière-Beauchemin " * 3)[:120]


def test_it_is_an_accessible_archival_pdf(rubric: Framework) -> None:
    with override("en"):
        made = profile(answered(rubric))
    said = identity(made)
    assert said["lang"] == "en-CA"
    assert said["title"] == "Competency profile: Nadia Bouchard"
    assert said["shows title"] == said["marked"] == "True"
    assert "<pdfuaid:part>1</pdfuaid:part>" in said["metadata"]
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in said["metadata"]


def test_it_is_in_the_readers_language(rubric: Framework) -> None:
    with override("fr"):
        made = profile(answered(rubric))
        text = text_of(made)
    assert identity(made)["lang"] == "fr-CA"
    assert squeezed("Compétences de l’ACSEE 1.0") in text
    assert squeezed("24 novembre 2026") in text
    assert squeezed("Niveau atteint en entier : tous les descripteurs atteints") in text


def test_its_structure_has_headings_in_order_a_table_with_heads_and_figures_with_alternatives(
    rubric: Framework,
) -> None:
    with override("en"):
        made = profile(answered(rubric), details=True)
    found = tags(made)
    headings = [tag for tag in found if tag in ("H1", "H2", "H3")]
    assert found[0] == "Document"
    assert headings == ["H1", "H2", "H2"] + [
        heading for area in rubric.competencies for heading in ("H2", *["H3"] * len(area.criteria))
    ]
    assert found.count("Table") == 1
    assert found.count("TH") == 7
    assert found.count("TR") == 1 + len(rubric.competencies)
    texts = alternatives(made)
    assert len(texts) == 1 + 3 * len(rubric.competencies)
    assert all(texts)
    assert texts[0].startswith("Growth rings: CACEE Competencies. 3 rings, one for each level, growing outward.")
    assert "Collaboration: 3 of 9 met." in texts[0]
    assert texts[1:4] == ["3 of 3 met", "0 of 3 met", "0 of 3 met"]


def test_every_criterion_stands_in_the_details_with_its_answer_and_next_step(rubric: Framework) -> None:
    with override("en"):
        text = text_of(profile(answered(rubric, COL_1="M", COL_2="0", COL_3="NA")))
    for row in rubric.criteria:
        assert row.code in text
        assert squeezed(row.name["en"]) in text
    assert squeezed("Constructs, maximizes, and draws upon an extensive network of internal") in text
    assert squeezed("Not applicable: not in my role") in text
    assert squeezed("Next step: Building Consults with colleagues and core stakeholders to inform") in text
    assert squeezed("Not applicable, by choice: COL.3.") in text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sheet", ["letter", "a4"])
def test_without_details_it_is_one_page_even_with_long_names_and_steps(
    rubric: Framework, language: str, sheet: str
) -> None:
    cells = sorted(
        ((len(text[language]), row.code, level) for row in rubric.criteria for level, text in row.descriptors.items()),
        reverse=True,
    )
    answers = answered(rubric, **{row.code.replace(".", "_"): "NA" for row in rubric.criteria[10:21]})
    answers = Answers(rubric, {code: answer for code, answer in answers.by_code.items() if code != "COL.1"})
    answers.__dict__["path"] = tuple(Step(code, level) for _, code, level in cells[:3])
    with override(language):
        made = profile(answers, name=LONG_NAME, place=LONG_NAME, label=LONG_NAME, paper=sheet, details=False)
    assert page_count(made) == 1
    assert squeezed(LONG_NAME) in text_of(made)


def test_paper_is_letter_or_a4(rubric: Framework) -> None:
    answers = answered(rubric)
    assert paper(profile(answers, paper="letter")) == {(612, 792)}
    assert paper(profile(answers, paper="a4")) == {(595, 842)}
    with pytest.raises(BadInput, match="There is no paper “tabloid”"):
        profile(answers, paper="tabloid")


def test_the_same_input_gives_the_same_bytes_in_any_thread(rubric: Framework) -> None:
    answers = answered(rubric, note="Été")
    first = profile(answers)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: profile(answers), range(8))) == {first}


def test_the_foot_says_whose_it_is(rubric: Framework) -> None:
    answers = answered(rubric)
    with override("en"):
        owned = text_of(profile(answers, details=False))
        nameless = profile(answers, name=" ", details=False)
    made = squeezed("Made with Tamarack on 25 November 2026.")
    assert squeezed("Self-assessed and owned by Nadia Bouchard.") + made in owned
    assert squeezed("Self-assessed by a person who is not named here.") + made in text_of(nameless)
    assert identity(nameless)["title"] == "Competency profile"
    assert "Page1of1" in owned


def test_what_is_missing_makes_it_provisional(rubric: Framework) -> None:
    answers = Answers(rubric, dict(list(answered(rubric).by_code.items())[:30]))
    with override("en"):
        text = text_of(profile(answers, details=False))
        complete = text_of(profile(answered(rubric)))
    assert squeezed("Provisional 30 of 35 criteria rated") in text
    assert squeezed("Provisional. 5 criteria are not rated and count as not met.") in text
    assert "Provisional" not in complete


@pytest.mark.parametrize("value", [None, "NA", "top"])
def test_nothing_rated_nothing_applicable_and_everything_met_are_shown(rubric: Framework, value: str | None) -> None:
    values = {row.code.replace(".", "_"): row.levels[-1] if value == "top" else "NA" for row in rubric.criteria}
    answers = answered(rubric, **values) if value else Answers(rubric, {})
    with override("en"):
        text = text_of(profile(answers))
    wanted = {None: "Not rated", "NA": "35 criteria are not applicable, by choice.", "top": "that applies is met."}
    assert squeezed(wanted[value]) in text
    assert ("Growingtowards" in text) is (value != "NA")


@pytest.mark.parametrize(
    ("levels", "competencies", "criteria", "name"),
    [(2, 2, 3, ""), (9, 3, 20, "with a long name"), (4, 12, 9, ""), (3, 1, 60, ""), (3, 1, 1, ""), (2, 30, 4, "")],
)
def test_other_rubrics_take_as_many_pages_as_they_need(
    levels: int, competencies: int, criteria: int, name: str
) -> None:
    framework = make_rubric(levels, competencies, criteria, name)
    with override("en"):
        made = profile(answered(framework))
    text = text_of(made)
    assert all(row.code in text for row in framework.criteria)
    assert all(alternatives(made))
    assert len(alternatives(made)) >= 1 + levels * competencies


@pytest.mark.alone
def test_a_profile_is_quick(rubric: Framework) -> None:
    answers = answered(rubric, note="Été")
    profile(answers)
    times = []
    for number in range(5):
        start = perf_counter()
        profile(answers, label=str(number))
        times.append(perf_counter() - start)
    assert min(times) < 0.25


def test_with_a_role_profile_it_says_which_draws_what_it_wants_and_leads_there(rubric: Framework) -> None:
    role = RoleProfile({"DIG": "M", "COL": "B"}, weights={"DIG": Fraction(2)})
    with override("en"):
        plain = profile(answered(rubric), details=False)
        made = profile(answered(rubric), role="Senior career educator", profile=role, details=False)
    text = text_of(made)
    assert squeezed("Role profile Senior career educator") in text
    assert squeezed("Met Wanted Open") in text
    assert "Digital Literacy: 7 of 20 met, 13 wanted." in alternatives(made)[0]
    steps = text[text.index("Growingtowards") :]
    assert [code for code in ("DIG.1.E", "DIG.2.E", "DIG.3.E") if code in steps] == ["DIG.1.E", "DIG.2.E", "DIG.3.E"]
    assert "Wanted" not in text_of(plain)
    assert "Roleprofile" not in text_of(plain)


def test_a_role_that_is_reached_says_so(rubric: Framework) -> None:
    role = RoleProfile({area.code: "B" for area in rubric.competencies})
    with override("en"):
        text = text_of(profile(answered(rubric), role="First year", profile=role, details=False))
    assert squeezed("Every descriptor that the role asks for is met.") in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_long_role_and_much_that_is_wanted_fit_on_the_first_page_too(rubric: Framework, language: str) -> None:
    with override(language):
        made = profile(
            answered(rubric), name=LONG_NAME, place=LONG_NAME, label=LONG_NAME, role=LONG_NAME,
            profile=uniform_profile(rubric, "M"), details=False,
        )  # fmt: skip
    assert page_count(made) == 1
