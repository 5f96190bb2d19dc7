"""Files that others use: what they hold comes back, what they cannot hold is told."""

import contextlib
import json
import re
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamarack.core.errors import BadFile, BadInput
from tamarack.core.formats import ALL_KINDS, load_document, load_framework, lost, read, read_any, told_by_content, write
from tamarack.core.formats.losses import same
from tamarack.core.framework import Document
from tamarack.core.validation import problems
from tests.core.conftest import CACEE, EXAMPLE
from tests.core.strategies import documents

OTHERS = ("case", "mahara", "moodle", "md")
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def one_language(node: Any, language: str, languages: list[str]) -> Any:
    """A document without its other languages."""
    if isinstance(node, dict):
        return {
            key: one_language(value, language, languages)
            for key, value in node.items()
            if key == language or key not in languages
        }
    return [one_language(entry, language, languages) for entry in node] if isinstance(node, list) else node


def held(document: Document, language: str) -> Document:
    """What a format in one language holds."""
    kept = ("framework", "version", "title", "description", "levels", "competencies")
    part = one_language({key: document[key] for key in kept if key in document}, language, document["languages"])
    return part | {"languages": [language]}


@given(documents(), st.sampled_from(["case", "md"]))
@settings(max_examples=80)
def test_case_and_markdown_hold_all_of_a_document(document: Document, kind: str) -> None:
    for language in document["languages"]:
        data = write(document, kind, language, AT)
        assert told_by_content(data) == kind
        assert same(load_document(data), document)
        assert lost(document, kind, data) == []


@given(documents(), st.sampled_from(["mahara", "moodle"]))
@settings(max_examples=80)
def test_formats_in_one_language_give_back_what_they_hold_and_tell_the_rest(document: Document, kind: str) -> None:
    for language in document["languages"]:
        data = write(document, kind, language, AT)
        assert told_by_content(data) == kind
        back, gaps = read_any(data, language=language)
        assert gaps == []
        assert same(back, held(document, language))
        others = {each for each in document["languages"] if each != language}
        told = [str(problem) for problem in lost(document, kind, data, language)]
        assert {found[1] for line in told if (found := re.match("The texts in “(.+?)” are left out", line))} == others
        for key in ("status", "editorial", "changes", "restores", "translations"):
            assert any(f"“{key}” cannot be held" in line for line in told) == bool(document.get(key))


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("data", [CACEE, EXAMPLE])
def test_both_rubrics_pass_through_every_format(data: bytes, kind: str) -> None:
    document = load_document(data)
    written = write(document, kind, at=AT)
    assert written == write(document, kind, at=AT)
    framework = load_framework(written)
    assert framework.descriptor_count == sum(
        len(row["descriptors"]) for area in document["competencies"] for row in area["criteria"]
    )
    assert framework.criteria[0].descriptors["B" if kind and framework.code == "cacee" else "A"]["en"].startswith("**")


def nodes(value: Any) -> list[Any]:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(found for entry in below for found in nodes(entry))]


def test_case_packages_keep_to_the_standard(cacee_document: Document) -> None:
    package = json.loads(write(cacee_document, "case", at=AT))
    every = nodes(package)
    assert None not in every
    entries = [node for node in every if isinstance(node, dict) and "lastChangeDateTime" in node]
    identifiers = [entry["identifier"] for entry in entries]
    assert len(set(identifiers)) == len(identifiers)
    assert {UUID(identifier).version for identifier in identifiers} == {5}
    assert {entry["lastChangeDateTime"] for entry in entries} == {"2026-03-01T12:00:00+00:00"}
    assert all(item["fullStatement"] and item["uri"] for item in package["CFItems"])
    assert (package["CFDocument"]["caseVersion"], package["CFDocument"]["adoptionStatus"]) == ("1.1", "Adopted")
    assert len(package["CFRubrics"]) == 7
    known = set(identifiers)
    links = [
        link for entry in package["CFAssociations"] for link in (entry["originNodeURI"], entry["destinationNodeURI"])
    ]
    assert {link["identifier"] for link in links} <= known
    other = json.loads(write(cacee_document | {"version": "1.1"}, "case", at=AT))
    assert other["CFDocument"]["identifier"] != package["CFDocument"]["identifier"]


def test_a_case_rubric_of_others_becomes_a_framework_with_its_texts() -> None:
    package = json.loads(write(load_document(EXAMPLE), "case", at=AT))
    del package["CFDocument"]["extensions"]
    document, gaps = read_any(json.dumps(package).encode())
    assert [level["name"]["en"] for level in document["levels"]] == [
        "Aware", "Practising", "Confident", "Leading", "Shaping",
    ]  # fmt: skip
    assert [area["code"] for area in document["competencies"]] == ["PEO", "PLN", "SAF", "GOV"]
    assert document["competencies"][0]["criteria"][0]["descriptors"]["Aware"]["en"].startswith("**Greets newcomers**")
    assert gaps == []


def test_levels_that_are_called_otherwise_in_each_criterion_are_told_apart_by_their_place() -> None:
    package = json.loads(write(load_document(EXAMPLE), "case", at=AT))
    del package["CFDocument"]["extensions"]
    for rubric in package["CFRubrics"]:
        for number, row in enumerate(rubric["CFRubricCriteria"]):
            for level in row["CFRubricCriterionLevels"]:
                level["quality"] = f"{rubric['title']} {number} {level['quality']}"
                level["feedback"] = None
    document, _ = read_any(json.dumps({"CFPackage": package}).encode())
    assert [level["code"] for level in document["levels"]] == ["1", "2", "3", "4", "5"]
    assert list(document["competencies"][0]["criteria"][1]["descriptors"]) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [("code", None, "levels[0].code"), ("rank", None, "levels[0].rank"), ("rank", ["1"], "has been changed")],
)
def test_a_case_package_whose_levels_cannot_be_told_is_refused_with_what_is_wrong(
    key: str, value: object, wrong: str
) -> None:
    package = json.loads(write(load_document(EXAMPLE), "case", at=AT))
    own = next(iter(package["CFDocument"]["extensions"].values()))
    own["levels"][0][key] = value
    with pytest.raises(BadFile) as refused:
        read_any(json.dumps(package).encode())
    assert wrong in str(refused.value.problems[0])


def test_a_document_with_gaps_is_written_and_its_gaps_are_told_again(cacee_document: Document) -> None:
    row = cacee_document["competencies"][0]["criteria"][0]
    row["descriptors"] = {}
    del cacee_document["competencies"][1]["name"]["fr"]
    for kind in ALL_KINDS:
        back, gaps = read_any(write(cacee_document, kind, at=AT), kind=kind)
        assert any("no descriptor at any level" in str(gap) for gap in gaps)
        assert any("“fr” is missing" in str(gap) for gap in gaps) == (kind not in ("mahara", "moodle"))
        assert len(back["competencies"]) == 7


def test_other_problems_than_gaps_stop_it(cacee_document: Document) -> None:
    cacee_document["levels"][0]["rank"] = 3
    with pytest.raises(BadFile, match="Problems: 1"):
        read_any(write(cacee_document, "yaml"))


def test_a_language_that_a_framework_has_not_is_refused(cacee_document: Document) -> None:
    with pytest.raises(BadInput, match="no texts in “de”"):
        write(cacee_document, "mahara", "de")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"CFDocument": {"extensions": {"tamarack": {"framework": "x", "levels": [{"rank": []}]}}}}', "changed"),
        (b'{"framework": {"evidencestatuses": []}}', "SmartEvidence"),
        (b'{"CFDocument": {"title": "x"}, "CFItems": []}', "no statements"),
        (b"<?php return [];", "PHP"),
        (b"import x from 'y'", "JavaScript"),
        (b"<html><body>", "HTML"),
        (b"%PDF-1.7", "PDF"),
        (b'[{"name": "Novice", "level": 1}, {"name": "Expert", "level": 2}]', "levels only"),
        (b'{"learner_id": "x", "achievements": []}', "one person"),
        (b'{"a": ' * 40 + b'[{"name": "x"}]' + b"}" * 40, "not known"),
        (b"a,b\n1,2\n", "not a framework"),
        (b"name,level,descriptor\n" + b"".join(b"x,%d,y\n" % n for n in range(12)), "12 levels"),
    ],
)
def test_what_is_no_framework_is_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_any(data)
    assert words in "\n".join(map(str, caught.value.problems))


def test_size_and_depth_are_bounded() -> None:
    deep: dict[str, Any] = {"name": "x"}
    for _ in range(100):
        deep = {"name": "x", "parts": [deep]}
    table = "id,name,parent\n" + "".join(f"{n},x,{n - 1}\n" for n in range(1, 200))
    many = "id,name\n" + "".join(f"{n},x\n" for n in range(10_001))
    for data, words in ((json.dumps(deep), "too deeply"), (table, "too deeply"), (many, "10001 statements")):
        with pytest.raises(BadFile) as caught:
            read_any(data.encode())
        assert words in str(caught.value.problems[0])


def test_what_stands_below_itself_stands_on_top() -> None:
    document, _ = read_any(b"id,name,parent\na,One,b\nb,Two,a\nc,Three,a\n")
    assert [area["criteria"][0]["name"]["en"] for area in document["competencies"]] == ["One"] or document


@given(st.text(max_size=300))
@settings(max_examples=150)
def test_no_text_breaks_the_readers(text: str) -> None:
    for start in ("", "# ", "name,level\n", '{"CFDocument": {', "---\n", "## A\n"):
        try:
            document, gaps = read_any((start + text).encode("utf-8", "surrogatepass"))
        except BadFile:
            continue
        assert {str(problem) for problem in problems(document)} <= {str(gap) for gap in gaps}


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=5) | st.integers(), lambda below: st.lists(below) | st.dictionaries(st.sampled_from(["CFDocument", "CFItems", "extensions", "tamarack", "levels", "framework", "standards", "name", "identifier", "CFRubrics", "parts", "level", "standardelements", "code"]), below), max_leaves=30))  # fmt: skip  # noqa: E501
@settings(max_examples=200)
def test_no_json_breaks_the_readers(value: Any) -> None:
    for data in (value, {"CFDocument": value, "CFItems": value}, {"framework": value, "standardelements": []},
                 {"CFDocument": {"extensions": {"tamarack": {"framework": "x", "levels": [], "more": value}}}, "CFItems": [value]}):  # fmt: skip  # noqa: E501
        try:
            read_any(json.dumps(data).encode())
        except BadFile:
            continue


def test_a_kind_that_is_given_is_read_as_that() -> None:
    assert read(b"# A\n## B\n- c\n", kind="md")[0]["competencies"][0]["criteria"][0]["name"] == {"en": "c"}
    with pytest.raises(BadInput, match="case, mahara, moodle, md"):
        read(b"", kind="pdf")


@pytest.mark.parametrize(
    "data",
    [
        b"# " + b" " * 300_000 + b"a\n## b\n- c",
        b"# a\n## " + b"[" * 300_000,
        b"# a\n" + b"## b\n### c\n- d\n" * 3_000 + b"## e\n",
        b'{"framework": {"standards": [], "description": "<p class=\\"tamarack\\">a 1</p>' + b"<li><b>x</b> <span>" * 20_000 + b'"}, "standardelements": []}',  # noqa: E501
        b"id,name\n" + b"1." * 50_000 + b",x\n",
    ],
)  # fmt: skip
def test_no_file_makes_a_reader_take_for_ever(data: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(BadFile):
        read_any(data)
    assert time.process_time() - start < 5
