"""Versions: the table of design section 3, line by line, and the laws of comparing and carrying."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.carry import Carried, Reason, carry, carry_along
from tamarack.core.errors import BadInput
from tamarack.core.formats import load_document
from tamarack.core.framework import Document, Framework, from_document, to_document
from tamarack.core.net import net_comparison
from tamarack.core.proposing import propose
from tamarack.core.texts import LEVEL
from tamarack.core.validation import problems
from tamarack.core.versions import Comparison, compare
from tests.core.conftest import CACEE
from tests.core.strategies import documents, ratings_of

DOCUMENT = load_document(CACEE)
Edit = Callable[[Document], object]


def area(document: Document, code: str) -> dict[str, Any]:
    return next(area for area in document["competencies"] if area["code"] == code)


def row(document: Document, code: str) -> dict[str, Any]:
    return next(row for area in document["competencies"] for row in area["criteria"] if row["code"] == code)


def taken(document: Document, code: str) -> dict[str, Any]:
    rows = next(
        area["criteria"] for area in document["competencies"] if any(row["code"] == code for row in area["criteria"])
    )
    found: dict[str, Any] = rows.pop(next(place for place, row in enumerate(rows) if row["code"] == code))
    return found


def say(document: Document, code: str, level: str, text: str = "**Says** something else.") -> None:
    row(document, code)["descriptors"][level] = {"en": text, "fr": text}


def moved(document: Document, source: str, to: str, competency: str) -> None:
    area(document, competency)["criteria"].append({**taken(document, source), "code": to})


def drop_level(document: Document, code: str) -> None:
    document["levels"] = [level for level in document["levels"] if level["code"] != code]
    for rank, level in enumerate(document["levels"], 1):
        level["rank"] = rank
    for each in document["competencies"]:
        for criterion in each["criteria"]:
            criterion["descriptors"].pop(code, None)


def add_level(document: Document) -> None:
    document["levels"].append({"code": "T", "rank": 4, "name": {"en": "T", "fr": "T"}})
    say(document, "COL.1", "T")


def split(document: Document) -> None:
    area(document, "DIG")["criteria"].append({**deepcopy(row(document, "DIG.3")), "code": "DIG.8"})
    say(document, "DIG.3", "B")


def merge(document: Document) -> None:
    taken(document, "SME.2")
    say(document, "SME.1", "B")


EDITS: dict[str, tuple[Edit, dict[str, Any]]] = {
    "reworded": (lambda d: say(d, "COL.1", "B"), {"kind": "reworded", "at": "COL.1.B"}),
    "revised": (lambda d: say(d, "COL.1", "M"), {"kind": "revised", "at": "COL.1.M"}),
    "renamed criterion": (lambda d: row(d, "COL.1")["name"].update(en="Else"), {"kind": "renamed", "at": "COL.1"}),
    "renamed competency": (lambda d: area(d, "COL")["name"].update(en="Else"), {"kind": "renamed", "at": "COL"}),
    "renamed level": (lambda d: d["levels"][1]["name"].update(en="Else"), {"kind": "renamed", "at": "level:E"}),
    "renamed framework": (lambda d: d["title"].update(en="Else"), {"kind": "renamed", "at": "framework"}),
    "reordered criteria": (lambda d: area(d, "COL")["criteria"].reverse(), {"kind": "reordered", "at": "COL"}),
    "reordered competencies": (lambda d: d["competencies"].reverse(), {"kind": "reordered", "at": "framework"}),
    "moved": (lambda d: moved(d, "COM.5", "DIG.9", "DIG"), {"kind": "moved", "from": "COM.5", "to": "DIG.9"}),
    "descriptor added": (lambda d: say(d, "ETH.2", "E"), {"kind": "added", "at": "ETH.2.E"}),
    "descriptor retired": (lambda d: row(d, "ETH.2")["descriptors"].pop("M"), {"kind": "retired", "at": "ETH.2.M"}),
    "split": (split, {"kind": "split", "from": "DIG.3", "to": ["DIG.3", "DIG.8"]}),
    "merged": (merge, {"kind": "merged", "from": ["SME.1", "SME.2"], "to": "SME.1"}),
    "criterion added": (
        lambda d: area(d, "EDI")["criteria"].append({**deepcopy(row(d, "EDI.1")), "code": "EDI.6"}),
        {"kind": "added", "to": "EDI.6"},
    ),
    "criterion retired": (lambda d: taken(d, "ETH.5"), {"kind": "retired", "from": "ETH.5"}),
    "competency added": (
        lambda d: d["competencies"].append(
            {**deepcopy(area(d, "COL")), "code": "X", "criteria": [{**deepcopy(row(d, "COL.1")), "code": "X.1"}]}
        ),
        {"kind": "added", "to": "competency:X"},
    ),
    "competency retired": (
        lambda d: d["competencies"].pop(0), {"kind": "retired", "from": "competency:COL"}
    ),
    "level retired": (lambda d: drop_level(d, "M"), {"kind": "retired", "from": "level:M"}),
    "level added": (
        add_level,
        {"kind": "added", "to": "level:T"},
    ),
}  # fmt: skip


def version(document: Document, *edits: str, number: str = "1.1", declared: bool = True) -> Framework:
    """The next version, with these edits, declared or not."""
    changed = deepcopy(document) | {"version": number}
    for name in edits:
        EDITS[name][0](changed)
    changed["changes"] = [EDITS[name][1] for name in edits] if declared else []
    if not changed["changes"]:
        del changed["changes"]
    assert problems(changed) == []
    return from_document(changed)


def carried(document: Document, new: Framework, **ratings: str | None) -> dict[str, Carried]:
    given = {code.replace("_", "."): value for code, value in ratings.items()}
    return carry(from_document(document), new, given)


@pytest.mark.parametrize("name", EDITS)
def test_a_declared_change_is_all_that_is_found(name: str, cacee_document: Document) -> None:
    found = compare(from_document(cacee_document), version(cacee_document, name))
    assert [each.at for each in found.undeclared] == []
    assert {text.by for text in found.texts} <= set(found.changes)


@pytest.mark.parametrize("name", EDITS)
def test_what_is_not_declared_is_found_with_its_place(name: str, cacee_document: Document) -> None:
    found = compare(from_document(cacee_document), version(cacee_document, name, declared=False))
    declared = EDITS[name][1]
    places = {
        place
        for key in ("at", "from", "to")
        for place in [declared.get(key, [])]
        for place in ([place] if isinstance(place, str) else place)
    }
    if name == "competency added":
        places |= {"X.1"}
    if name == "competency retired":
        places |= {each.code for each in from_document(cacee_document).competency("COL").criteria}
    if name.startswith("level"):
        assert declared.get("to", declared.get("from")) in {each.at for each in found.undeclared}
    else:
        assert {each.at for each in found.undeclared} & places
        assert {each.at.removesuffix(".B") for each in found.undeclared} <= {
            place.removesuffix(".B") for place in places
        }


@pytest.mark.parametrize("name", EDITS)
def test_what_the_tool_proposes_leaves_nothing_undeclared(name: str, cacee_document: Document) -> None:
    old, new = from_document(cacee_document), version(cacee_document, name, declared=False)
    assert compare(old, new, propose(old, new)).is_declared


def test_a_moved_criterion_is_recognised_by_its_texts(cacee_document: Document) -> None:
    old, new = from_document(cacee_document), version(cacee_document, "moved", declared=False)
    assert [change.entry for change in propose(old, new)] == [EDITS["moved"][1]]


def test_only_punctuation_is_proposed_as_reworded(cacee_document: Document) -> None:
    old = from_document(cacee_document)
    text = old.criterion("COL.1").descriptors["B"]["en"]
    changed = deepcopy(cacee_document)
    row(changed, "COL.1")["descriptors"]["B"]["en"] = text.replace(";", " –")
    say(changed, "COL.2", "B")
    proposed = propose(old, from_document(changed))
    assert [(change.kind, change.at) for change in proposed] == [("reworded", "COL.1.B"), ("revised", "COL.2.B")]


@pytest.mark.parametrize(
    ("edit", "ratings", "code", "rating", "reason"),
    [
        ("reworded", {"COL_1": "M"}, "COL.1", "M", None),
        ("renamed criterion", {"COL_1": "M"}, "COL.1", "M", None),
        ("reordered criteria", {"COL_1": "M"}, "COL.1", "M", None),
        ("moved", {"COM_5": "B"}, "DIG.9", "B", None),
        ("revised", {"COL_1": "E"}, "COL.1", "E", None),
        ("revised", {"COL_1": "0"}, "COL.1", "0", None),
        ("revised", {"COL_1": "NA"}, "COL.1", "NA", None),
        ("revised", {"COL_1": "M"}, "COL.1", "M", "revised"),
        ("revised", {}, "COL.1", None, None),
        ("descriptor added", {"ETH_2": "B"}, "ETH.2", "B", None),
        ("descriptor added", {"ETH_2": "NA"}, "ETH.2", "NA", None),
        ("descriptor added", {"ETH_2": "M"}, "ETH.2", "M", "added"),
        ("descriptor retired", {"ETH_2": "M"}, "ETH.2", "B", "retired"),
        ("descriptor retired", {"ETH_2": "B"}, "ETH.2", "B", None),
        ("split", {"DIG_3": "E"}, "DIG.3", "E", "split"),
        ("split", {"DIG_3": "0"}, "DIG.8", "0", "split"),
        ("split", {}, "DIG.8", None, None),
        ("merged", {"SME_1": "M", "SME_2": "B"}, "SME.1", "B", "merged"),
        ("merged", {"SME_1": "NA", "SME_2": "E"}, "SME.1", "E", "merged"),
        ("merged", {"SME_1": "NA", "SME_2": "NA"}, "SME.1", "NA", "merged"),
        ("merged", {"SME_1": "M"}, "SME.1", None, None),
        ("criterion added", {"EDI_1": "M"}, "EDI.6", None, "added"),
        ("competency added", {"COL_1": "M"}, "X.1", None, "added"),
        ("level retired", {"COL_1": "M"}, "COL.1", "E", "retired"),
        ("level retired", {"COL_1": "B"}, "COL.1", "B", None),
        ("level added", {"COL_1": "M"}, "COL.1", "M", None),
    ],
)  # fmt: skip
def test_a_rating_carries_over_as_the_table_says(
    cacee_document: Document, edit: str, ratings: dict[str, str], code: str, rating: str | None, reason: str | None
) -> None:
    found = carried(cacee_document, version(cacee_document, edit), **ratings)[code]
    assert (found.rating, found.reason) == (rating, reason)
    assert found.confirm is (rating is not None and reason is not None)


def test_a_part_without_the_level_takes_the_highest_below_it(cacee_document: Document) -> None:
    new = to_document(version(cacee_document, "split"))
    row(new, "DIG.8")["descriptors"].pop("M", None)
    new["changes"] = [EDITS["split"][1]]
    found = carried(cacee_document, from_document(new), DIG_3="M")
    assert (found["DIG.3"].rating, found["DIG.3"].reason) == ("M", Reason.SPLIT)
    assert (found["DIG.8"].rating, found["DIG.8"].reason) == ("E", Reason.FELL)


def test_a_retired_criterion_is_in_no_carried_rating(cacee_document: Document) -> None:
    assert "ETH.5" not in carried(cacee_document, version(cacee_document, "criterion retired"), ETH_5="B")


CONTRADICTIONS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "reworded and revised": ([{"kind": "reworded", "at": "COL.1.B"}, {"kind": "revised", "at": "COL.1.B"}], "COL.1.B"),
    "nowhere": ([{"kind": "revised", "at": "COL.9.B"}], "COL.9.B"),
    "reordered cell": ([{"kind": "reordered", "at": "COL.1"}], "COL.1"),
    "moved from nowhere": ([{"kind": "moved", "from": "XX.1", "to": "COL.1"}], "XX.1"),
    "moved to nowhere": ([{"kind": "moved", "from": "COL.1", "to": "XX.1"}], "XX.1"),
    "retired and there": ([{"kind": "retired", "from": "COL.1"}], "COL.1"),
    "added and known": ([{"kind": "added", "to": "COL.1"}], "COL.1"),
    "added cell that was there": ([{"kind": "added", "at": "COL.1.B"}], "COL.1.B"),
    "added cell that is not": ([{"kind": "added", "at": "ETH.2.E"}], "ETH.2.E"),
    "retired cell that is there": ([{"kind": "retired", "at": "COL.1.B"}], "COL.1.B"),
    "retired cell that never was": ([{"kind": "retired", "at": "ETH.2.E"}], "ETH.2.E"),
    "split in one": ([{"kind": "split", "from": "COL.1", "to": ["COL.1"]}], "COL.1"),
    "merger of one": ([{"kind": "merged", "from": ["COL.1"], "to": "COL.1"}], "COL.1"),
    "moved over another": ([{"kind": "moved", "from": "COL.1", "to": "COL.2"}], "COL.2"),
    "moved twice": (
        [{"kind": "moved", "from": "COL.1", "to": "COL.1"}, {"kind": "moved", "from": "COL.1", "to": "COL.2"}], "COL.1"
    ),
    "level that is there": ([{"kind": "added", "to": "level:M"}], "level:M"),
    "no such level": ([{"kind": "retired", "from": "level:Q"}], "level:Q"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_change_that_cannot_be_is_told_with_its_place(name: str, cacee_document: Document) -> None:
    changes, at = CONTRADICTIONS[name]
    new = from_document(cacee_document | {"version": "1.1", "changes": changes})
    assert at in {each.at for each in compare(from_document(cacee_document), new).undeclared}


def test_levels_in_another_order_cannot_be_declared(cacee_document: Document) -> None:
    new = deepcopy(cacee_document) | {"version": "1.1"}
    for level, rank in zip(new["levels"], (2, 1, 3), strict=True):
        level["rank"] = rank
    found = compare(from_document(cacee_document), from_document(new)).undeclared
    assert [each.at for each in found] == ["framework"]


def test_a_version_that_restores_another_continues_that_one(cacee_document: Document) -> None:
    first, second = from_document(cacee_document), version(cacee_document, "revised", "merged")
    third = from_document(cacee_document | {"version": "1.2", "restores": "1.0"})
    assert compare(first, third).is_declared
    assert carry(first, third, {"COL.1": "M"})["COL.1"] == Carried("M", None, ("COL.1",))
    with pytest.raises(BadInput, match=r"takes version 1\.0 back"):
        carry(second, third, {"COL.1": "M"})


def test_another_rubric_is_no_version_of_this_one(cacee: Framework, cacee_document: Document) -> None:
    with pytest.raises(BadInput, match="two rubrics"):
        compare(cacee, from_document(cacee_document | {"framework": "other"}))


EDIT_NAMES = st.lists(st.sampled_from(list(EDITS)), unique=True, max_size=6).filter(
    lambda names: (
        not {"level retired", "level added"} <= set(names)
        and not ("competency retired" in names and {name for name in names if name != "competency retired"})
        and not ("level retired" in names and {"revised", "descriptor retired"} & set(names))
    )
)


@given(st.data())
def test_carrying_along_identity_changes_nothing(data: st.DataObject) -> None:
    document = data.draw(documents())
    for key in ("changes", "restores"):
        document.pop(key, None)
    framework = from_document(document)
    ratings = data.draw(ratings_of(framework))
    found = carry(framework, from_document(document | {"version": "2"}), ratings)
    assert {code: (each.rating, each.confirm) for code, each in found.items()} == {
        code: (value, False) for code, value in ratings.items()
    }


@given(data=st.data(), first=EDIT_NAMES, second=EDIT_NAMES)
def test_carrying_over_several_versions_is_carrying_step_by_step(
    data: st.DataObject, first: list[str], second: list[str]
) -> None:
    second = [
        name for name in second if name not in first and not {name, *first} & {"competency retired", "level retired"}
    ]
    old = from_document(DOCUMENT)
    middle = version(DOCUMENT, *first)
    last = version(to_document(middle) | {"changes": []}, *second, number="1.2")
    ratings = data.draw(ratings_of(old))
    step = carry(old, middle, ratings)
    waiting = {code: each.reason for code, each in step.items() if each.confirm and each.reason}
    after = carry(middle, last, {code: each.rating for code, each in step.items()}, waiting)
    along = carry_along([old, middle, last], ratings)
    assert {code: (each.rating, each.confirm) for code, each in along.items()} == {
        code: (each.rating, each.confirm) for code, each in after.items()
    }
    for each in after.values():
        if each.rating is not None and set(each.sources) & set(waiting):
            assert each.confirm, "what waits for a yes still does"


@given(data=st.data(), edits=EDIT_NAMES)
def test_no_carried_rating_is_above_what_was_given(data: st.DataObject, edits: list[str]) -> None:
    old, new = from_document(DOCUMENT), version(DOCUMENT, *edits)
    ratings = data.draw(ratings_of(old))
    for each in carry(old, new, ratings).values():
        if each.rating in new.ranks:
            given_ranks = [old.ranks[value] for source in each.sources if (value := ratings[source] or "") in old.ranks]
            assert old.ranks[each.rating or ""] <= min(given_ranks)


def applied(old: Document, outline: Document, found: Comparison) -> Document:
    """The new version as the differences make it of the old one: `outline` gives codes and order, none of its texts."""
    changed = {(text.at, text.field, text.language): text.new for text in found.texts}
    rows = {row["code"]: row for area in old["competencies"] for row in area["criteria"]}
    levels, areas = ({each["code"]: each for each in old[key]} for key in ("levels", "competencies"))

    def text(at: str, field: str, holder: dict[str, Any], key: str | None = None) -> dict[str, str]:
        before = holder.get(key or field, {})
        texts = {lang: changed.get((at, field, lang), before.get(lang)) for lang in outline["languages"]}
        return {lang: value for lang, value in texts.items() if value is not None}

    def of_row(row: dict[str, Any]) -> dict[str, Any]:
        code = row["code"]
        before = rows.get(found.origins[code].primary(code) or "", {})
        cells = before.get("descriptors", {})
        texts = {each: text(f"{code}.{each}", "text", cells, each) for each in row["descriptors"]}
        return {"code": code, "name": text(code, "name", before), "descriptors": texts}

    return {
        **{field: text("framework", field, old) for field in ("title", "description", "publisher")},
        "levels": [
            {"code": each["code"], "rank": each["rank"],
             **{name: text(f"{LEVEL}{each['code']}", name, levels.get(each["code"], {})) for name in ("name", "title")}}
            for each in outline["levels"]
        ],
        "competencies": [
            {"code": each["code"],
             **{field: text(each["code"], field, areas.get(each["code"], {})) for field in ("name", "description")},
             "criteria": [of_row(row) for row in each["criteria"]]}
            for each in outline["competencies"]
        ],
    }  # fmt: skip


def same_texts(document: Document) -> str:
    return json.dumps(applied(document, document, compare(from_document(document), from_document(document), ())))


@given(edits=EDIT_NAMES)
def test_the_differences_applied_to_the_old_version_give_the_new_one(
    edits: list[str],
) -> None:
    new = version(DOCUMENT, *edits)
    found = compare(from_document(DOCUMENT), new)
    assert found.is_declared
    outline = to_document(new)
    assert json.dumps(applied(DOCUMENT, outline, found)) == same_texts(outline)


@given(st.data())
def test_a_version_has_no_difference_with_itself(data: st.DataObject) -> None:
    document = data.draw(documents())
    for key in ("changes", "restores"):
        document.pop(key, None)
    found = compare(from_document(document), from_document(document))
    assert (found.changes, found.texts, found.undeclared) == ((), (), ())


@given(first=documents(), second=documents())
def test_whatever_differs_can_be_declared_as_proposed(first: Document, second: Document) -> None:
    for document in (first, second):
        document.pop("changes", None), document.pop("restores", None)
    old, new = from_document(first), from_document(second | {"version": "2.0"})
    left = compare(old, new, propose(old, new)).undeclared
    assert [each.at for each in left if "levels are in another order" not in each.template] == []


@given(first=EDIT_NAMES, second=EDIT_NAMES)
def test_several_versions_put_together_leave_nothing_unexplained(first: list[str], second: list[str]) -> None:
    gone = {"competency retired", "level retired", "criterion retired", "merged", "moved", "split"}
    second = [name for name in second if name not in first and name not in gone]
    first = [name for name in first if name not in {"competency retired", "level retired"}]
    old, middle = from_document(DOCUMENT), version(DOCUMENT, *first)
    last = version(to_document(middle) | {"changes": []}, *second, number="1.2")
    found = net_comparison([old, middle, last])
    assert [each.at for each in found.undeclared] == []
    outline = to_document(last)
    assert json.dumps(applied(DOCUMENT, outline, found)) == same_texts(outline)


def test_a_text_revised_in_any_step_is_revised_in_all_of_them_together(cacee_document: Document) -> None:
    old, middle = from_document(cacee_document), version(cacee_document, "revised", "moved", "split")
    document = to_document(middle) | {"version": "1.2", "changes": [{"kind": "reworded", "at": "COL.1.M"}]}
    say(document, "COL.1", "M", "**Says** something, else.")
    found = net_comparison([old, middle, from_document(document)])
    assert {("revised", "COL.1.M")} == {(each.kind, each.at) for each in found.changes if each.at}
    assert {each.kind for each in found.changes if not each.at} == {"moved", "split"}
