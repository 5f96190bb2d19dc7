from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from tamarack.core.formats import load_framework, read
from tamarack.core.formats.yaml import write_yaml
from tamarack.core.framework import Document, Framework
from tamarack.core.validation import Path, Places, Problem, problems, written
from tests.core.strategies import documents

Fault = Callable[[Document], Path]


@given(documents())
def test_nothing_is_wrong_with_a_valid_document(document: Document) -> None:
    assert problems(document) == []


def put(*path: Any, value: Any) -> Fault:
    def fault(document: Document) -> Path:
        node: Any = document
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value(document) if callable(value) else value
        return path

    return fault


def drop(*path: Any) -> Fault:
    def fault(document: Document) -> Path:
        node: Any = document
        for step in path[:-1]:
            node = node[step]
        del node[path[-1]]
        return path[:-1]

    return fault


def below(fault: Fault, *steps: str | int) -> Fault:
    return lambda document: (*fault(document), *steps)


CRITERION = ("competencies", 0, "criteria", 0)


def in_first_cell(text: Any, at_cell: bool = False) -> Fault:
    """A fault in the first language of the first criterion's first descriptor."""

    def fault(document: Document) -> Path:
        cells = document["competencies"][0]["criteria"][0]["descriptors"]
        level, language = next(iter(cells)), document["languages"][0]
        if text is None:
            del cells[level][language]
        else:
            cells[level][language] = text
        return (*CRITERION, "descriptors", level, *([] if at_cell else [language]))

    return fault


def many_levels(document: Document) -> Path:
    document["levels"] = [
        document["levels"][0] | {"code": f"many{rank}", "rank": rank} for rank in range(1, 11)
    ]  # fmt: skip
    for competency in document["competencies"]:
        for criterion in competency["criteria"]:
            criterion["descriptors"] = {"many1": document["title"]}
    return ("levels",)


def too_many(document: Document) -> int:
    return len(document["levels"]) + 1


FAULTS: dict[str, tuple[Fault, str]] = {
    "unknown level": (put(*CRITERION, "descriptors", "Z", value=lambda document: document["title"]), "no level “Z”"),
    "competency twice": (put(*CRITERION, "code", value="C0"), "“C0” is already taken by competencies[0]"),
    "a level's code again": (
        put(*CRITERION, "code", value=lambda d: d["levels"][0]["code"]),
        "is already taken by lev",
    ),
    "no descriptor": (put(*CRITERION, "descriptors", value={}), "no descriptor at any level"),
    "missing translation": (in_first_cell(None, at_cell=True), "is missing"),
    "missing name": (drop("competencies", 0, "name"), "“name” is missing"),
    "name without language": (put("levels", 0, "name", value={}), "is missing"),
    "language that isn't declared": (put("title", "zz", value="x"), "not among the framework's languages"),
    "open bold": (in_first_cell("**a** b** c"), "odd"),
    "text for a mapping": (put("title", value="x"), 'a mapping of keys to values, not "x"'),
    "mapping for a text": (put("status", value={}), "a text, not a mapping"),
    "number for a text": (put("version", value=1.0), "put it in quotes"),
    "nothing for a text": (in_first_cell(7), "should be a text, not 7"),
    "text for a number": (put("levels", 0, "rank", value="1"), "whole number"),
    "truth for a number": (put("levels", 0, "rank", value=True), "whole number"),
    "text for a list": (put("competencies", 0, "criteria", value="x"), "should be a list"),
    "unknown key": (put("competencies", 0, "criteri", value=[]), "not known. Is “criteria” meant?"),
    "strange key": (put("unlike", value=[]), "“unlike” is not known."),
    "rank too high": (put("levels", 0, "rank", value=too_many), "each once; here it is"),
    "rank too low": (put("levels", 0, "rank", value=0), "each once; here it is 0"),
    "too many levels": (many_levels, "2 to 9 levels, not 10"),
    "code with a space": (put("competencies", 0, "code", value="C 0"), "is not a code"),
    "code that is too long": (put("competencies", 0, "code", value="C" * 41), "is not a code"),
    "version with a slash": (put("version", value="1/2"), "is not a code"),
    "empty text": (in_first_cell(" \n"), "is empty"),
    "control character": (in_first_cell("a\x1b[1m"), "U+001B"),
    "no criterion": (put("competencies", 0, "criteria", value=[]), "At least one"),
    "no competency": (put("competencies", value=[]), "At least one"),
    "change of a number": (
        below(put("changes", value=[{"kind": "split", "from": "A", "to": [1]}]), 0, "to", 0),
        "should be a text, not 1",
    ),
    "change of no kind": (below(put("changes", value=[{"kind": "mended", "at": "A"}]), 0), "is not a kind of change"),
    "change in the wrong members": (
        below(put("changes", value=[{"kind": "moved", "at": "A"}]), 0),
        "has besides its kind: from, to",
    ),
    "change with one code for several": (
        below(put("changes", value=[{"kind": "split", "from": "A", "to": "B"}]), 0),
        "a list of codes stands at to",
    ),
    "note of a list": (below(put("editorial", value=[{"note": []}]), 0, "note"), "should be a text, not a list"),
    "restores a number": (put("restores", value=1), "should be a text, not 1"),
}


@pytest.mark.parametrize("name", FAULTS)
@given(document=documents())
@settings(max_examples=8)
def test_one_fault_is_found_at_its_place(name: str, document: Document) -> None:
    fault, words = FAULTS[name]
    place = written(fault(document))
    found = problems(document)
    assert {problem.path.removesuffix(".code") for problem in found} == {place.removesuffix(".code")}
    assert all(words in problem.message for problem in found)


def test_languages_are_codes_each_given_once(cacee_document: Document) -> None:
    cacee_document["languages"] += ["EN", "fr"]
    found = [str(problem) for problem in problems(cacee_document) if problem.path.startswith("languages")]
    assert found == [
        "languages[2]: “EN” is not a language code such as en or fr-CA.",
        "languages[3]: The language “fr” is given twice.",
    ]


@pytest.mark.parametrize("code", ["0", "NA", "na"])
def test_level_codes_that_mean_a_rating_are_reserved(cacee_document: Document, code: str) -> None:
    cacee_document["levels"][2]["code"] = code
    assert ("levels[2].code", code) in [(problem.path, problem.code) for problem in problems(cacee_document)]


def test_a_rank_that_repeats_is_found(cacee_document: Document) -> None:
    cacee_document["levels"][1]["rank"] = 1
    assert [problem.path for problem in problems(cacee_document)] == ["levels[1].rank"]


def test_a_single_level_is_too_few(cacee_document: Document) -> None:
    del cacee_document["levels"][1:]
    assert "A framework has 2 to 9 levels, not 1." in [problem.message for problem in problems(cacee_document)]


def test_codes_that_differ_only_in_case_are_the_same(cacee_document: Document) -> None:
    cacee_document["competencies"][1]["code"] = "col"
    assert [problem.path for problem in problems(cacee_document)] == ["competencies[1].code"]


def test_a_criterion_cannot_have_the_code_of_a_descriptor(cacee_document: Document) -> None:
    cacee_document["competencies"][0]["criteria"][1]["code"] = "COL.1.B"
    assert [problem.path for problem in problems(cacee_document)] == ["competencies[0].criteria[1].code"]


def test_all_problems_are_told_at_once_with_line_code_and_path(cacee_document: Document) -> None:
    cell = cacee_document["competencies"][0]["criteria"][1]["descriptors"]["B"]
    cell["en"], cell["fr"] = "a **b", " "
    cacee_document["competencies"][6]["criteria"][4]["descriptors"] = {}
    text = write_yaml(cacee_document)
    found = problems(*read(text.encode()))
    assert [(problem.code, problem.path) for problem in found] == [
        ("COL.2.B", "competencies[0].criteria[1].descriptors.B.en"),
        ("COL.2.B", "competencies[0].criteria[1].descriptors.B.fr"),
        ("MTN.5", "competencies[6].criteria[4].descriptors"),
    ]
    lines = [text.splitlines()[(problem.line or 0) - 1].strip() for problem in found]
    assert lines == ["en: a **b", "fr: ' '", "descriptors: {}"]


@pytest.mark.parametrize("document", [None, [], "text", 3])
def test_what_is_no_mapping_is_no_framework(document: object) -> None:
    assert ["This is not a framework" in problem.message for problem in problems(document)] == [True]


def test_a_problem_can_be_told_in_another_language() -> None:
    problem = Problem("The text in “{language}” is missing.", {"language": "fr"}, "title", 3, "A")
    assert problem.translated(lambda text: text.replace("is missing", "manque")) == "The text in “fr” manque."
    assert str(problem) == "line 3, A, title: The text in “fr” is missing."


def test_a_place_without_a_line_has_that_of_what_is_around_it() -> None:
    places = Places({("levels",): 4, ("levels", 0): 5})
    assert places.line(("levels", 0, "name", "en")) == 5
    assert places.line(("title",)) is None


def test_a_valid_document_makes_a_framework() -> None:
    data = b"""
        {"framework": "two", "version": "1", "languages": ["en"], "title": {"en": "T"},
         "levels": [{"code": "2", "rank": 2, "name": {"en": "b"}}, {"code": "1", "rank": 1, "name": {"en": "a"}}],
         "competencies": [{"code": "C", "name": {"en": "C"}, "criteria":
            [{"code": "X", "descriptors": {"2": {"en": "t"}, "1": {"en": "t"}}}]}]}"""
    framework = load_framework(data)
    assert isinstance(framework, Framework)
    assert framework.criterion("X").levels == ("1", "2")
