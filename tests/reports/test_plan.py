from datetime import date, timedelta
from fractions import Fraction
from time import perf_counter
from typing import Any

import pytest
from django.utils.translation import override

from tamarack.assessment.answers import Answers
from tamarack.core.errors import BadInput
from tamarack.core.formats.profile import to_document
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tamarack.growth.models import Action, Goal
from tamarack.growth.queries import Plan
from tamarack.reports.glyphs import shown
from tamarack.reports.plan import cut, plan_pdf
from tests.reports.conftest import TODAY, answered, make_rubric
from tests.reports.reading import alternatives, identity, page_count, paper, squeezed, tags, text_of
from tests.reports.test_notes import HOSTILE

LONG = ("Marie-Ève Élisabeth de la Chevrotière-Beauchemin " * 3)[:120]
ROLE = RoleProfile({"DIG": "E", "EDI": "E"}, {}, {"DIG": Fraction(2)}, {"": "Senior career educator"})


def goal(pk: int = 1, **changed: Any) -> Goal:
    told: dict[str, Any] = {
        "aim": "Lead our accessibility work", "focus": ["DIG.7", "COL.2"], "by": date(2027, 6, 18),
        "why_me": "I have been asked to.", "why_students": "They trust us.", "profile": to_document(ROLE),
    }  # fmt: skip
    return Goal(pk=pk, person_id=1, version_id=1, **{**told, **changed})


def action(what: str, **changed: Any) -> Action:
    return Action(person_id=1, what=what, **changed)


def a_plan() -> Plan:
    actions = [
        action("Read the guide", state="done", done_on=date(2026, 11, 12)),
        action("Check the form", due=date(2026, 12, 4), effort="hours", state="under_way", repeat="term"),
        action("Never mind", state="let_go"),
        action("Write a note"),
    ]
    return Plan([goal()], {1: actions}, [action("Renew my membership")])


def overfull() -> Plan:
    """Everything as often and as long as it can be kept."""
    every = ("DIG.7", "DIG.1", "EDI.2", "COM.1", "SME.1")
    wide = [goal(pk, aim="m" * 300, why_me="Because " * 500, why_students="n" * 4000, focus=every) for pk in range(60)]
    states = ("open", "under_way", "done", "let_go")
    actions = [
        action(f"{number} " + "Because we can " * 19, state=states[number % 4], effort="days", repeat="month",
               due=TODAY + timedelta(number), done_on=TODAY - timedelta(number))
        for number in range(160)
    ]  # fmt: skip
    return Plan(wide, {each.pk: actions for each in wide[:12]}, actions)


def made(answers: Answers, plan: Plan, **changed: Any) -> bytes:
    told: dict[str, Any] = {
        "leading": plan.goals[0] if plan.goals else None, "name": "Nadia Bouchard", "place": "Clearwater College",
        "dated": date(2026, 11, 24), "check_in": date(2027, 1, 8), "made": TODAY,
    }  # fmt: skip
    return plan_pdf(answers, plan, **{**told, **changed})


def test_it_is_an_accessible_archival_pdf(rubric: Framework) -> None:
    with override("en"):
        said = identity(made(answered(rubric), a_plan()))
    assert said["lang"] == "en-CA"
    assert said["title"] == "Growth plan: Nadia Bouchard"
    assert "<pdfuaid:part>1</pdfuaid:part>" in said["metadata"]
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in said["metadata"]


def test_it_says_who_where_when_what_and_by_when(rubric: Framework) -> None:
    with override("en"):
        text = text_of(made(answered(rubric), a_plan()))
    for words in (
        "Nadia Bouchard", "Clearwater College", "24 November 2026 (35 of 98 descriptors met)",
        "Role profile Senior career educator (12 of 23 descriptors met)", "Next check-in 8 January 2027",
        "Lead our accessibility work by 18 June 2027", "Towards: Senior career educator", "I have been asked to.",
        "They trust us.", "Models and promotes alignment with relevant accessibility compliance",
        "Check the form · Under way · A few hours · Every term (four months) 4 December 2026",
        "Read the guide Done: 12 November 2026", "Renew my membership", "What we agreed",
        "Nadia Bouchard", "Manager or mentor", "Made with Tamarack on 25 November 2026.", "Page 1 of 1",
    ):  # fmt: skip
        assert squeezed(words) in text, words
    assert "Nevermind" not in text
    assert text.index("Writeanote") < text.index("Readtheguide"), "open ones first"


def test_it_is_in_the_readers_language(rubric: Framework) -> None:
    with override("fr"):
        pdf = made(answered(rubric), a_plan())
        assert squeezed("Où vous en êtes, par compétence") in text_of(pdf)
    assert identity(pdf)["lang"] == "fr-CA"


def test_its_structure_has_headings_in_order_a_table_with_heads_and_a_picture_with_words(rubric: Framework) -> None:
    with override("en"):
        pdf = made(answered(rubric), a_plan())
    found = tags(pdf)
    assert [tag for tag in found if tag in ("H1", "H2", "H3")] == ["H1", "H2", "H2", "H2", "H2"]
    assert found.count("TH") == 4
    assert found.count("TR") == 1 + len(rubric.competencies)
    (picture,) = alternatives(pdf)
    assert "Digital Literacy: 7 of 20 met, 7 wanted." in picture


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("sheet", ["letter", "a4"])
def test_an_overfull_plan_is_one_page_and_says_what_it_leaves_out(rubric: Framework, language: str, sheet: str) -> None:
    with override(language):
        pdf = made(answered(rubric), overfull(), paper=sheet, name=LONG, place=LONG)
    assert page_count(pdf) == 1
    assert paper(pdf) == {(612, 792) if sheet == "letter" else (595, 842)}
    if language == "en":
        assert "moregoalsintheplan" in text_of(pdf)
        assert "moreactionsintheplan" in text_of(pdf)


def test_a_plan_that_fits_is_not_cut(rubric: Framework) -> None:
    plan = a_plan()
    plan.actions[1] += [action(f"Step {number}") for number in range(9)]
    plan.goals.append(goal(2, aim="Another aim", profile=None, why_students="", why_me="But I would like it"))
    with override("en"):
        text = text_of(made(answered(rubric), plan))
    assert "intheplan" not in text
    assert all(f"Step{number}" in text for number in range(9))
    assert "ButIwouldlike" in text


def test_where_it_gets_full_descriptors_are_shortened_before_anything_of_ones_own_is_left_out(
    rubric: Framework,
) -> None:
    plan = a_plan()
    descriptor = squeezed("accessibility compliance and data privacy laws and policies.")
    found = []
    for number in range(20):
        with override("en"):
            text = text_of(made(answered(rubric), plan))
        found.append((descriptor in text, "intheplan" not in text))
        plan.actions[1].append(action(f"Step {number}"))
    assert found[0] == (True, True)
    assert found[-1] == (False, False)
    assert (False, True) in found
    assert found == sorted(found, reverse=True)


def test_only_active_goals_are_in_it_and_the_leading_one_comes_first(rubric: Framework) -> None:
    states = ("active", "paused", "reached", "let_go", "active")
    goals = [goal(pk, aim=f"Aim {pk}", state=state) for pk, state in enumerate(states)]
    with override("en"):
        text = text_of(made(answered(rubric), Plan(goals), leading=goals[4]))
    assert text.index("Aim4") < text.index("Aim0")
    assert not any(f"Aim{pk}" in text for pk in (1, 2, 3))


@pytest.mark.parametrize("rated", [True, False])
def test_where_nothing_is_planned_the_first_steps_stand_in(rubric: Framework, rated: bool) -> None:
    answers = answered(rubric) if rated else Answers(rubric, {})
    with override("en"):
        text = text_of(made(answers, Plan([]), dated=TODAY if rated else None, check_in=None))
    assert squeezed("Nothing is planned yet These steps of the growth path would come first:") in text
    assert ("COL.1.E" if rated else "COL.1.B") in text
    assert ("Standingbycompetency" in text) is rated
    assert "Whatweagreed" in text


def test_where_all_is_met_nothing_is_missing(rubric: Framework) -> None:
    answers = answered(rubric, **{row.code.replace(".", "_"): row.levels[-1] for row in rubric.criteria})
    with override("en"):
        assert squeezed("Every descriptor that applies is met.") in text_of(made(answers, Plan([]), check_in=None))
        text = text_of(made(answers, a_plan()))
    assert squeezed("Every descriptor of this criterion that applies is met.") in text


def test_what_people_write_is_never_code(rubric: Framework) -> None:
    plan = Plan([goal(aim=HOSTILE, why_me=HOSTILE, why_students=HOSTILE)], {1: [action(HOSTILE)]}, [action(HOSTILE)])
    text = text_of(made(answered(rubric), plan, name=HOSTILE, place=HOSTILE))
    assert text.count(squeezed(HOSTILE)) >= 7


@pytest.mark.parametrize(
    "words", ["👩🏽‍🏫 great 🎉", "日本語 العربية ᐃᓄᒃᑎᑐᑦ", "\u202eabc\u202c", "x" * 300, "Line one\r\nLine two\tthree"]
)
def test_words_of_all_kinds_are_shown_as_far_as_the_fonts_can(rubric: Framework, words: str) -> None:
    plan = Plan([goal(aim=words, why_me=words)], {1: [action(words)]})
    pdf = made(answered(rubric), plan)
    assert page_count(pdf) == 1
    assert text_of(pdf).count(squeezed(shown(words))) == 3


def test_a_text_is_cut_between_words() -> None:
    assert cut("One\n two,  three", 40) == "One two, three"
    assert cut("One two, three", 9) == "One two …"
    assert cut("x" * 20, 10) == "x" * 10 + " …"


@pytest.mark.parametrize(("levels", "competencies", "criteria"), [(2, 30, 4), (9, 3, 20), (4, 12, 9), (3, 13, 2)])
def test_other_rubrics_fit_on_a_page_too(levels: int, competencies: int, criteria: int) -> None:
    framework = make_rubric(levels, competencies, criteria, "with a long name")
    plan = Plan([goal(focus=["C1.1", "C2.2", "DIG.7"], profile=None)])
    pdf = made(answered(framework), plan)
    assert page_count(pdf) == 1
    assert "DIG.7" not in text_of(pdf)


def test_paper_is_letter_or_a4_and_the_same_input_gives_the_same_bytes(rubric: Framework) -> None:
    assert made(answered(rubric), a_plan()) == made(answered(rubric), a_plan())
    with pytest.raises(BadInput, match="There is no paper “tabloid”"):
        made(answered(rubric), a_plan(), paper="tabloid")


@pytest.mark.alone
def test_a_plan_is_quick(rubric: Framework) -> None:
    times = []
    for number in range(4):
        start = perf_counter()
        made(answered(rubric), a_plan(), place=str(number))
        times.append(perf_counter() - start)
    assert min(times) < 0.4
