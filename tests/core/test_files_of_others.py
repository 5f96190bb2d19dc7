"""Every real file made by others becomes a framework's draft, or fails with a reason that is right."""

import json
from pathlib import Path
from typing import Any

import pytest

from tamarack.core.errors import BadFile
from tamarack.core.formats import load_document, read_any, write
from tamarack.core.formats.losses import same
from tamarack.core.framework import Document
from tamarack.core.validation import GAPS, problems

OTHERS = Path(__file__).parents[1] / "data" / "others"

TAKEN = {  # levels, competencies, criteria, descriptors
    "case/opensalt_MarkdownFramework.json": (2, 1, 2, 0),
    "case/opensalt_Ordering.json": (2, 1, 24, 0),
    "case/opensalt_sample_case.csv": (2, 3, 4, 0),
    "case/opensalt_sample_framework.json": (2, 4, 12, 0),
    "case/opensalt_spreadsheet_import_sample.xlsx": (2, 2, 2, 0),
    "codecademy/README.md": (5, 1, 4, 20),
    "dcm/architecture.yaml": (3, 4, 13, 0),
    "direct/DIRECT-framework-all-in-one.csv": (2, 20, 164, 0),
    "direct/DIRECT-framework-all-in-one.json": (2, 20, 164, 0),
    "esco/transversalSkillsCollection_en.csv": (2, 56, 101, 0),
    "ft/engineering-v1.yml": (4, 4, 101, 101),
    "ft/engineering.yml": (8, 1, 9, 72),
    "ft/operations.yml": (3, 4, 48, 48),
    "onet/content_model_reference.xlsx": (2, 120, 464, 0),
    "onet/level_scale_anchors.xlsx": (7, 1, 161, 483),
    "uk_gdad/uk_gdad_pcf_skill.csv": (4, 1, 188, 664),
}
REFUSED = {
    "dcm/arch_student_123.json": "one person’s results (“learner_id”)",
    "direct/skill_level.json": "a list of levels only",
    "snowflake/medium_constants.js": "This is JavaScript code",
    "talentcloud/skill_level.en.php": "This is PHP code",
    "talentcloud/skill_level.fr.php": "This is PHP code",
}


def taken(name: str) -> tuple[Document, list[str]]:
    document, gaps = read_any((OTHERS / name).read_bytes(), name)
    return document, list(map(str, gaps))


def rows(document: Document) -> list[dict[str, Any]]:
    return [row for area in document["competencies"] for row in area["criteria"]]


def test_every_file_is_among_those_below() -> None:
    files = {path.relative_to(OTHERS).as_posix() for path in OTHERS.rglob("*.*")} - {"README.md"}
    assert files == {*TAKEN, *REFUSED}


@pytest.mark.parametrize("name", TAKEN)
def test_a_real_framework_becomes_a_draft_whose_gaps_are_told(name: str) -> None:
    document, gaps = taken(name)
    cells = sum(len(row["descriptors"]) for row in rows(document))
    assert (len(document["levels"]), len(document["competencies"]), len(rows(document)), cells) == TAKEN[name]
    assert {problem.template for problem in problems(document)} <= GAPS
    assert all(str(problem) in gaps for problem in problems(document))
    for kind in ("yaml", "case", "md", "json"):
        assert same(read_any(write(document, kind))[0], document)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_framework_says_so(name: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_any((OTHERS / name).read_bytes(), name)
    assert REFUSED[name] in str(caught.value.problems[0])


def test_codes_come_from_the_identifiers_of_the_source() -> None:
    assert "CCSS.Math.Content.6.RP.A.3a" in {
        row["code"] for row in rows(taken("case/opensalt_sample_framework.json")[0])
    }
    assert "1.A.1.a.1" in {row["code"] for row in rows(taken("onet/level_scale_anchors.xlsx")[0])}
    assert "ArchDesign" in {row["code"] for row in rows(taken("dcm/architecture.yaml")[0])}


def test_texts_stand_at_their_levels() -> None:
    matrix, _ = taken("codecademy/README.md")
    first = matrix["competencies"][0]["criteria"][0]["descriptors"]["Software-Engineering-Apprentice"]["en"]
    assert first.startswith("You write efficient and readable code")
    assert first.count("\n") == 4
    anchors = rows(taken("onet/level_scale_anchors.xlsx")[0])[0]
    assert anchors["descriptors"]["2"]["en"] == "Understand a television commercial"
    assert list(anchors["descriptors"]) == ["2", "4", "6"]
    load_document((OTHERS / "onet/level_scale_anchors.xlsx").read_bytes())  # valid as it is


def test_what_has_no_place_is_told() -> None:
    _, gaps = taken("esco/transversalSkillsCollection_en.csv")
    assert "“give advice to others” has several parents; the first is taken." in gaps
    assert "The column “altLabels” is left out." in gaps
    assert "The file has no levels. Two placeholders stand for them." in gaps


def matrix() -> dict[str, Any]:
    """A file of the shape of Mahara's own example: 4 standards, 31 elements, 12 of them nested, one twice."""
    statuses = [
        {"begun": "Ready"},
        {"incomplete": "Not there"},
        {"partialcomplete": "Partly there"},
        {"completed": "There"},
    ]
    described = "It <b>says</b> what is meant.<br>More &amp; more."
    elements = []
    for standard in range(1, 5):
        below = 5 if standard < 4 else 4
        codes = [f"{standard}.{n}" for n in range(1, below + 1)]
        nested = [f"{standard}.1.{n}" for n in range(1, 4)]
        for code in (*codes, *nested):
            entry = {"shortname": code, "name": f"{code} - Element", "description": described, "standardid": standard}
            entry["elementid"] = code
            elements.append(entry | ({"parentelementid": code.rpartition(".")[0]} if code in nested else {}))
    elements[-1] |= {"elementid": elements[-2]["elementid"], "shortname": elements[-2]["shortname"]}
    standards = [
        {"shortname": str(n), "name": f"{n} - Standard", "description": "", "standardid": n} for n in range(1, 5)
    ]
    return {
        "framework": {
            "institution": "all", "name": "A framework", "description": "<p>What it is for.</p>", "selfassess": True,
            "evidencestatuses": statuses, "standards": standards, "standardelements": elements,
        }
    }  # fmt: skip


def test_a_matrix_of_mahara_becomes_a_draft_with_the_levels_of_its_scale() -> None:
    document, gaps = read_any(json.dumps(matrix()).encode())
    assert len(matrix()["framework"]["standardelements"]) == 31
    assert [level["name"]["en"] for level in document["levels"]] == ["Partly there", "There"]
    assert [area["code"] for area in document["competencies"]] == ["1", "1.1", "2", "2.1", "3", "3.1", "4", "4.1"]
    assert len(rows(document)) == 27
    assert document["editorial"][0] == {"where": "1.2", "note": "It **says** what is meant.\nMore & more."}
    told = list(map(str, gaps))
    assert "4.1.2-2: The code “4.1.2” is there already; here it is “4.1.2-2”." in told
    assert "“Ready” is a status of the evidence, and no level." in told
    assert "“Not there” is what not yet (0) says, and no level." in told


def test_a_framework_of_moodle_becomes_a_draft_with_the_levels_of_its_scale() -> None:
    scale = '"Not yet competent,Competent","[{""scaleid"":""2""},{""id"":2,""scaledefault"":1,""proficient"":1}]"'
    header = '"Parent ID number","ID number","Short name",Description,"Description format","Scale values",'
    header += '"Scale configuration","Rule type (optional)","Rule outcome (optional)","Rule config (optional)",'
    header += '"Cross-referenced competency ID numbers","Exported ID (optional)","Is framework",Taxonomy'
    lines = [header, f",F1,Garden,<p>Grow</p>,1,{scale},,,,,,1,competency", ",S,Soil,,1,,,,,,,3,,",
             "S,S1,Compost,<p>Keeps <strong>a heap</strong></p>,1,,,,,,,4,,", "S,S2,Water,,1,,,,,,,5,,"]  # fmt: skip
    document, gaps = read_any("\r\n".join(lines).encode())
    assert (document["framework"], document["title"], document["description"]) == (
        "f1",
        {"en": "Garden"},
        {"en": "Grow"},
    )
    assert [level["name"]["en"] for level in document["levels"]] == ["Not yet competent", "Competent"]
    assert [row["code"] for row in rows(document)] == ["S1", "S2"]
    assert document["editorial"] == [{"where": "S1", "note": "Keeps **a heap**"}]
    assert len(gaps) == 3
