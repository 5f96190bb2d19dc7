"""What a steward does to a draft is declared, and taking it back leaves nothing declared."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core import drafting, moving
from tamarack.core.declaring import cells, competencies, criteria, declare, levels, lineage, named, origins
from tamarack.core.errors import BadInput, TamarackError, UnknownCode
from tamarack.core.formats import load_document
from tamarack.core.framework import Document, from_document
from tamarack.core.texts import set_text, set_texts, texts
from tamarack.core.validation import problems
from tamarack.core.versions import compare
from tests.core.conftest import CACEE
from tests.core.strategies import documents

BASE = load_document(CACEE)
DRAFT = drafting.next_version(BASE, "1.1")


def alike(document: Document) -> Document:
    """A document but for the order of what it declares."""
    return document | {"changes": sorted(map(json.dumps, changes(document)))}


def changes(document: Document) -> list[dict[str, Any]]:
    return document.get("changes", [])


def test_each_change_of_the_design_is_declared() -> None:
    draft = drafting.add_descriptor(DRAFT, BASE, "ETH.2", "E")
    draft = drafting.retire_descriptor(draft, BASE, "ETH.2", "M")
    draft, moved = moving.move_criterion(draft, BASE, "COM.5", "DIG")
    draft, part = moving.split_criterion(draft, BASE, "DIG.3")
    draft, merged = moving.merge_criteria(draft, BASE, "SME.1", "SME.2")
    draft, new = drafting.add_criterion(draft, BASE, "EDI", {"en": "Plain language"})
    draft = drafting.retire_criterion(draft, BASE, "ETH.5")
    draft = drafting.reorder(draft, BASE, ["COL.2", "COL.1"], "COL")
    draft = declare(set_text(draft, ("COL.1", "name"), "en", "Networks"), BASE)
    draft = drafting.add_competency(draft, BASE, "ENV", {"en": "Environment"})
    assert (moved, part, merged, new) == ("DIG.8", "DIG.9", "SME.1", "EDI.6")
    expected = [
        {"kind": "added", "at": "ETH.2.E"},
        {"kind": "retired", "at": "ETH.2.M"},
        {"kind": "moved", "from": "COM.5", "to": "DIG.8"},
        {"kind": "split", "from": "DIG.3", "to": ["DIG.3", "DIG.9"]},
        {"kind": "merged", "from": ["SME.1", "SME.2"], "to": "SME.1"},
        {"kind": "added", "to": "EDI.6"},
        {"kind": "retired", "from": "ETH.5"},
        {"kind": "reordered", "at": "COL"},
        {"kind": "renamed", "at": "COL.1"},
        {"kind": "added", "to": "competency:ENV"},
    ]
    assert sorted(map(json.dumps, changes(draft))) == sorted(map(json.dumps, expected))


def test_a_retired_competency_or_level_covers_what_it_had_but_not_what_moved_out() -> None:
    draft, _ = moving.move_criterion(DRAFT, BASE, "COL.1", "COM")
    draft = drafting.retire_competency(draft, BASE, "COL")
    assert changes(draft) == [
        {"kind": "moved", "from": "COL.1", "to": "COM.6"},
        {"kind": "retired", "from": "competency:COL"},
    ]
    assert changes(drafting.retire_level(DRAFT, BASE, "M")) == [{"kind": "retired", "from": "level:M"}]


def test_adding_then_retiring_leaves_nothing() -> None:
    draft, code = drafting.add_criterion(DRAFT, BASE, "COL", {})
    assert drafting.retire_criterion(draft, BASE, code) == declare(DRAFT, BASE)


def test_a_moved_criterion_that_is_moved_on_or_back_is_declared_from_where_it_was() -> None:
    draft, code = moving.move_criterion(DRAFT, BASE, "COM.2", "DIG")
    on, there = moving.move_criterion(draft, BASE, code, "EDI")
    assert changes(on) == [{"kind": "moved", "from": "COM.2", "to": there}]
    back, home = moving.move_criterion(on, BASE, there, "COM")
    assert home == "COM.2"
    assert back == DRAFT


def test_a_new_code_is_none_that_ever_was() -> None:
    draft = drafting.retire_criterion(DRAFT, BASE, "COL.3")
    assert drafting.next_code("COL", draft, BASE) == "COL.4"
    assert drafting.next_code("COL", draft, BASE, used={"COL.7"}) == "COL.8"
    with pytest.raises(BadInput, match="retired"):
        drafting.add_competency(drafting.retire_competency(DRAFT, BASE, "COL"), BASE, "COL", {})
    with pytest.raises(BadInput, match="taken"):
        drafting.add_level(DRAFT, BASE, "COL", {})
    with pytest.raises(BadInput, match="retired"):
        drafting.add_level(DRAFT, BASE, "X", {}, used={"level:X"})


def test_a_merge_has_both_texts_and_says_once_what_both_say() -> None:
    draft, code = moving.merge_criteria(DRAFT, BASE, "COL.1", "COL.2")
    texts = [cells(criteria(BASE)[each][1])["B"]["en"] for each in ("COL.1", "COL.2")]
    assert cells(criteria(draft)[code][1])["B"]["en"] == " ".join(texts)
    split, part = moving.split_criterion(DRAFT, BASE, "COL.1")
    assert moving.merge_criteria(split, BASE, part, "COL.1") == (declare(DRAFT, BASE), "COL.1")


def test_what_would_contradict_is_refused() -> None:
    split, _ = moving.split_criterion(DRAFT, BASE, "COL.1")
    with pytest.raises(BadInput, match=r"split COL\.1"):
        moving.merge_criteria(split, BASE, "COL.1", "COL.2")
    merged, _ = moving.merge_criteria(DRAFT, BASE, "COL.1", "COL.2")
    with pytest.raises(BadInput, match=r"merged COL\.1"):
        moving.split_criterion(merged, BASE, "COL.1")
    with pytest.raises(BadInput, match="keep their order"):
        drafting.reorder_levels(DRAFT, BASE, ["M", "E", "B"])
    with pytest.raises(UnknownCode):
        drafting.retire_criterion(DRAFT, BASE, "XYZ.1")
    with pytest.raises(UnknownCode):
        drafting.bring_back(DRAFT, BASE, "COL.1")


def test_a_new_level_can_stand_anywhere() -> None:
    draft = drafting.add_level(DRAFT, BASE, "P", {"en": "Preparing"}, rank=1)
    assert list(levels(draft)) == ["P", "B", "E", "M"]
    assert list(levels(drafting.reorder_levels(draft, BASE, ["B", "P"]))) == ["B", "P", "E", "M"]
    assert changes(draft) == [{"kind": "added", "to": "level:P"}]


def test_a_first_version_declares_nothing() -> None:
    new = drafting.blank("new", ["en"], [("A", {"en": "One"}), ("B", {"en": "Two"})])
    new = drafting.add_competency(new, None, "X", {"en": "X"})
    new, code = drafting.add_criterion(new, None, "X", {})
    new, part = moving.split_criterion(new, None, code)
    assert "changes" not in moving.merge_criteria(new, None, code, part)[0]
    assert "changes" not in drafting.copy_of(BASE | {"changes": [{"kind": "reworded", "at": "COL.1.B"}]}, "copy")


# Any operation on any draft: each takes the drawn numbers as it needs them.

Operation = Callable[[Document, Document, int, int], Document]


def pick(items: Any, index: int) -> Any:
    items = list(items)
    if not items:
        raise BadInput("nothing to choose from")
    return items[index % len(items)]


def cell(document: Document, index: int) -> tuple[str, str]:
    return pick([(code, level) for code, (_, row) in criteria(document).items() for level in cells(row)], index)


OPERATIONS: list[Operation] = [
    lambda d, b, i, j: drafting.add_competency(d, b, f"N{i}", {"en": "x"}),
    lambda d, b, i, j: drafting.add_level(d, b, f"V{i}", {"en": "x"}, j % 9),
    lambda d, b, i, j: drafting.add_criterion(d, b, pick(competencies(d), i), {"en": "x"})[0],
    lambda d, b, i, j: drafting.add_descriptor(d, b, pick(criteria(d), i), pick(levels(d), j)),
    lambda d, b, i, j: drafting.retire_competency(d, b, pick(competencies(d), i)),
    lambda d, b, i, j: drafting.retire_level(d, b, pick(levels(d), i)),
    lambda d, b, i, j: drafting.retire_criterion(d, b, pick(criteria(d), i)),
    lambda d, b, i, j: drafting.retire_descriptor(d, b, *cell(d, i)),
    lambda d, b, i, j: drafting.reorder(d, b, [pick(competencies(d), i)]),
    lambda d, b, i, j: drafting.reorder(d, b, [pick(criteria(d), i)], criteria(d)[pick(criteria(d), i)][0]),
    lambda d, b, i, j: moving.move_criterion(d, b, pick(criteria(d), i), pick(competencies(d), j))[0],
    lambda d, b, i, j: moving.split_criterion(d, b, pick(criteria(d), i))[0],
    lambda d, b, i, j: moving.merge_criteria(d, b, pick(criteria(d), i), pick(criteria(d), j))[0],
    lambda d, b, i, j: drafting.bring_back(d, b, pick([*criteria(b), *competencies(b)], i)),
    lambda d, b, i, j: drafting.bring_back(d, b, f"level:{pick(levels(b), i)}"),
    lambda d, b, i, j: drafting.bring_back(d, b, ".".join(cell(b, i))),
]

STEPS = st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 40), st.integers(0, 40)), max_size=14)


def drawn(base: Document, steps: list[tuple[Operation, int, int]]) -> Document:
    draft = drafting.next_version(base, "2.0")
    for operation, one, two in steps:
        before = json.dumps(draft)
        try:
            after = operation(draft, base, one, two)
        except TamarackError:
            after = draft
        assert json.dumps(draft) == before, "an operation changed the document that it was given"
        draft = after
    return draft


@given(documents(), STEPS)
def test_whatever_is_done_codes_stay_unique_and_nothing_dangles(base: Document, steps: Any) -> None:
    draft = drawn(base, steps)
    wrong = [problem.template for problem in problems(draft) if "missing" not in problem.template]
    allowed = ("At least one entry is needed.", "The criterion has no descriptor at any level.")
    assert [template for template in wrong if template not in allowed] == []
    now, before = criteria(draft), criteria(base)
    for change in lineage(draft):
        assert now.keys() >= {*named(change["to"])}
        assert before.keys() >= {*named(change["from"])}
    for code in now.keys() & before.keys():
        assert code in origins(draft, base)[code], "a code of the base is another criterion's"


@given(documents(), STEPS)
def test_whatever_is_done_each_criterion_of_the_base_is_accounted_for_once(base: Document, steps: Any) -> None:
    draft = drawn(base, steps)
    told = [code for change in lineage(draft) for code in named(change["from"])]
    assert len(told) == len(set(told))
    told += [code for code in criteria(base) if code in criteria(draft) and code not in told]
    retired = {change["from"] for change in changes(draft) if change["kind"] == "retired" and "from" in change}
    told += [
        code
        for code, (area, _) in criteria(base).items()
        if {code, f"competency:{area}"} & retired and code not in told
    ]
    assert sorted(told) == sorted(criteria(base))
    assert len({json.dumps(change) for change in changes(draft)}) == len(changes(draft))


@given(documents(), STEPS)
def test_declaring_again_changes_nothing(base: Document, steps: Any) -> None:
    draft = drawn(base, steps)
    assert declare(draft, base) == draft or not steps


@given(documents(), STEPS, st.integers(0, 40), st.integers(0, 40))
def test_an_operation_and_its_inverse_leave_the_document_as_it_was(base: Document, steps: Any, i: int, j: int) -> None:
    draft = declare(drafting.copied(drawn(base, steps)), base)
    added, code = (
        drafting.add_criterion(draft, base, pick(competencies(draft), i), {}) if draft["competencies"] else (draft, "")
    )
    if code:
        assert alike(drafting.retire_criterion(added, base, code)) == alike(draft)
    assert alike(drafting.retire_competency(drafting.add_competency(draft, base, "NEW", {}), base, "NEW")) == alike(
        draft
    )
    if criteria(draft):
        one = pick(criteria(draft), i)
        area = criteria(draft)[one][0]
        assert alike(
            drafting.reorder(drafting.reorder(draft, base, [one], area), base, list(criteria(draft)), area)
        ) == alike(draft)
        split = next((c for c in lineage(draft) if one in named(c["to"])), None)
        if split is None:
            apart, part = moving.split_criterion(draft, base, one)
            assert alike(moving.merge_criteria(apart, base, one, part)[0]) == alike(draft)


@given(documents(), st.integers(0, 40), st.integers(0, 40))
def test_what_is_retired_or_moved_comes_back_as_it_was(base: Document, i: int, j: int) -> None:
    draft = declare(drafting.copied(drafting.next_version(base, "2.0")), base)
    draft["levels"] = list(levels(draft).values())
    one, area, level = pick(criteria(base), i), pick(competencies(base), i), pick(levels(base), j)
    in_order = [list(levels(base)), *(list(cells(row)) for _, row in criteria(base).values())]
    assert alike(drafting.bring_back(drafting.retire_criterion(draft, base, one), base, one)) == alike(draft)
    assert alike(drafting.bring_back(drafting.retire_competency(draft, base, area), base, area)) == alike(draft)
    if len(levels(base)) > 2 and in_order:
        assert alike(drafting.bring_back(drafting.retire_level(draft, base, level), base, f"level:{level}")) == alike(
            draft
        )
    there, code = moving.move_criterion(draft, base, one, area)
    assert alike(moving.move_criterion(there, base, code, criteria(base)[one][0])[0]) == alike(draft)


def test_another_order_and_another_language_are_declared() -> None:
    draft = drafting.reorder(DRAFT, BASE, ["COM", "COL"])
    assert changes(draft) == [{"kind": "reordered", "at": "framework"}]
    assert changes(drafting.add_language(DRAFT, BASE, "iu")) == [{"kind": "added", "to": "language:iu"}]
    with pytest.raises(BadInput):
        drafting.add_language(DRAFT, BASE, "fr")


def written(draft: Document) -> Document:
    """A draft with a text wherever one is missing."""
    wanted = {
        place: {language: "x" for language in draft["languages"] if not said.get(language)}
        for place, said in texts(draft).items()
        if place[1] in ("text", "name") and (said or place[1] == "text")
    }
    return set_texts(draft, wanted)


@given(documents(), STEPS)
def test_the_comparison_of_versions_finds_every_change_of_structure_declared(base: Document, steps: Any) -> None:
    base = {key: value for key, value in base.items() if key not in ("changes", "restores")}
    draft = written(declare(drafting.copied(drawn(base, steps)), base))
    draft = declare(draft, base)
    if problems(draft):
        return  # such as a competency without criteria
    found = compare(from_document(base), from_document(draft))
    assert [(each.at, each.reason) for each in found.undeclared if each.reason != "The text changed."] == []
