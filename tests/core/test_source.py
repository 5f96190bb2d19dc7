"""The rubric as data against the document that it was made from."""

from pathlib import Path

import pytest

from tamarack.core.framework import Document

SOURCE = (Path(__file__).parents[1] / "data/cacee-source.txt").read_text("utf-8")
COLUMNS = ["B", "E", "M"]

READINGS = {  # as `editorial` of cacee.yaml lists them
    "value 4:4 through": "value added through",
    "non- verbal": "non-verbal",
    "behaviour/ actions": "behaviour/actions",
}


def tables() -> list[list[list[str]]]:
    """The tables of the source, without their headings: rows of three cells, bold as in the data."""
    text = SOURCE.replace("<p>", "").replace("</p>", "").replace("<b>", "**").replace("</b>", "**")
    for garbled, reading in READINGS.items():
        assert text.count(garbled) == 1
        text = text.replace(garbled, reading)
    found: list[list[list[str]]] = []
    for block in text.split("\n\n"):
        lines = [[cell.strip() for cell in line.split("\t")] for line in block.splitlines()]
        starts = [number for number, cells in enumerate(lines) if cells[0].strip("*").startswith("LEVEL ONE")]
        if starts:
            rows = lines[starts[0] + 1 :]
            found.append([cells for cells in rows if "BUILDING COMPETENCY" not in cells[0]])
    return found


def as_in_source(document: Document) -> list[list[list[str]]]:
    made = [
        [[row["descriptors"].get(level, {}).get("en", "") for level in COLUMNS] for row in competency["criteria"]]
        for competency in document["competencies"]
    ]
    digital = made[[competency["code"] for competency in document["competencies"]].index("DIG")]
    third = [row[2] for row in digital]
    for row, cell in zip(digital, [*third[:4], *third[5:], third[4]], strict=True):
        row[2] = cell  # the source's third column stands one row too high from its fifth row on
    return made


def test_every_descriptor_stands_verbatim_in_its_cell_of_the_source(cacee_document: Document) -> None:
    assert as_in_source(cacee_document) == tables()


def test_every_description_stands_verbatim_in_the_source(cacee_document: Document) -> None:
    lines = [line.split("\t")[0].removeprefix("<p>").removesuffix("</p>").strip() for line in SOURCE.splitlines()]
    for part in [cacee_document, *cacee_document["competencies"]]:
        assert part["description"]["en"] in lines


@pytest.mark.parametrize("where", ["criteria", "DIG.5, DIG.6, DIG.7", "COL.3.E", "COM.1.B, ETH.5.B"])
def test_every_reading_that_is_not_verbatim_is_declared(cacee_document: Document, where: str) -> None:
    declared = [entry["where"] for entry in cacee_document["editorial"]]
    assert where in declared
    assert len(declared) == 4
