"""What goes out to translators comes back, and nothing is taken that no longer fits."""

import re
from copy import deepcopy

import pytest
from hypothesis import given, settings
from lxml import etree  # type: ignore[import-untyped]

from tamarack.core.errors import BadFile, BadInput
from tamarack.core.formats import load_document
from tamarack.core.formats.xliff import STATES, read_xliff, write_xliff
from tamarack.core.framework import Document
from tamarack.core.texts import set_text, texts
from tests.core.conftest import CACEE, EXAMPLE
from tests.core.strategies import documents

NAMESPACE = "{urn:oasis:names:tc:xliff:document:2.0}"


@given(documents().filter(lambda document: len(document["languages"]) > 1))
@settings(max_examples=60)
def test_every_translation_comes_back_with_its_state(document: Document) -> None:
    source, target = document["languages"][:2]
    places = [place for place, said in texts(document).items() if said.get(source)]
    states = {place: STATES[1:][index % 3] for index, place in enumerate(places)}
    back = read_xliff(write_xliff(document, source, target, states), document)
    assert (back.source, back.target, back.problems) == (source, target, [])
    assert back.texts == {place: texts(document)[place][target] for place in places}
    assert back.states == states


def test_the_file_is_xliff_2_1_with_a_unit_a_text() -> None:
    document = load_document(EXAMPLE)
    root = etree.fromstring(write_xliff(document, "en", "es"))
    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{NAMESPACE}xliff", "2.1", "en", "es",
    )  # fmt: skip
    units = list(root.iter(f"{NAMESPACE}unit"))
    assert len(units) == sum(1 for said in texts(document).values() if said.get("en"))
    assert len({unit.get("id") for unit in units}) == len(units)
    first = next(unit for unit in units if unit.get("name") == "PEO.1.A text")
    assert first.get("id") == "PEO.1.A:text"
    assert [child.tag.removeprefix(NAMESPACE) for child in first] == ["notes", "segment"]
    assert first.find(f"{NAMESPACE}segment").get("state") == "translated"
    assert first.find(f"{NAMESPACE}segment/{NAMESPACE}source").text.startswith("**Greets newcomers** by name")


def test_a_missing_translation_is_a_unit_without_target() -> None:
    document = set_text(load_document(EXAMPLE), ("PEO.1.A", "text"), "es", "")
    root = etree.fromstring(write_xliff(document, "en", "es"))
    segment = next(unit for unit in root.iter(f"{NAMESPACE}unit") if unit.get("id") == "PEO.1.A:text")[-1]
    assert (segment.get("state"), segment.find(f"{NAMESPACE}target")) == ("initial", None)
    back = read_xliff(etree.tostring(root), document)
    assert ("PEO.1.A", "text") not in back.texts
    assert back.problems == []


def test_a_unit_whose_source_has_changed_is_a_problem_and_not_taken(cacee_document: Document) -> None:
    data = write_xliff(cacee_document, "en", "fr")
    changed = set_text(cacee_document, ("COL.1.B", "text"), "en", "**New** words.")
    del changed["competencies"][0]["criteria"][1]
    back = read_xliff(data, changed)
    assert ("COL.1.B", "text") not in back.texts
    told = [str(problem) for problem in back.problems]
    assert told[0] == (
        "COL.1.B text: The text in “en” has changed since: the file has “**Identifies and participates in communi…”."
    )
    assert told[1] == "COL.2 name: The draft has no such text any more."
    assert len(told) == 5


def test_what_a_rubric_cannot_hold_and_what_is_there_twice_is_a_problem(cacee_document: Document) -> None:
    data = write_xliff(cacee_document, "en", "fr").decode()
    odd = data.replace("Repère les occasions de renforcer la communauté et y prend part;**", "Repère")
    (problem,) = read_xliff(odd.encode(), cacee_document).problems
    assert "COL.1.B text: The number of ** is odd" in str(problem)
    unit = re.search(r'<unit [^>]*id="COL:name".*?</unit>', data, re.S)
    assert unit
    (problem,) = read_xliff(data.replace(unit[0], unit[0] * 2).encode(), cacee_document).problems
    assert str(problem) == "COL name: It is in the file twice; the first is taken."


def test_a_unit_split_by_a_translators_tool_is_put_together(cacee_document: Document) -> None:
    root = etree.fromstring(write_xliff(cacee_document, "en", "fr"))
    unit = next(unit for unit in root.iter(f"{NAMESPACE}unit") if unit.get("id") == "COL:description")
    source = texts(cacee_document)["COL", "description"]["en"]
    unit.remove(unit.find(f"{NAMESPACE}segment"))
    for text, state in ((source[:20], "final"), (source[20:], "translated")):
        segment = etree.SubElement(unit, f"{NAMESPACE}segment", state=state)
        etree.SubElement(segment, f"{NAMESPACE}source").text = text
        etree.SubElement(segment, f"{NAMESPACE}target").text = f"<{text[:3]}>"
    back = read_xliff(etree.tostring(root), cacee_document)
    assert back.texts["COL", "description"] == f"<{source[:3]}><{source[20:23]}>"
    assert back.states["COL", "description"] == "unreviewed"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no XML"),
        (b"<xliff", "no XML"),
        (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "no XLIFF of version 2"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0">&a;</xliff>', "type"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'.encode("utf-16"), "type"),  # noqa: E501
        (b"<a>" * 5000, "no XML"),
    ],
)  # fmt: skip
def test_what_is_no_xliff_or_a_bomb_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_xliff(data, load_document(CACEE))
    assert words in str(caught.value.problems[0])


def test_other_languages_than_the_drafts_are_refused(cacee_document: Document) -> None:
    with pytest.raises(BadInput, match="From “en” to “es”"):
        write_xliff(cacee_document, "en", "es")
    with pytest.raises(BadInput, match="From “en” to “es”"):
        read_xliff(write_xliff(load_document(EXAMPLE), "en", "es"), cacee_document)


def test_a_document_is_never_changed(cacee_document: Document) -> None:
    before = deepcopy(cacee_document)
    read_xliff(write_xliff(cacee_document, "en", "fr"), cacee_document)
    assert cacee_document == before
