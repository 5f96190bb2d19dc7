"""No cell of any table that leaves is a formula: every writer of CSV and XLSX there is, and what each does with one."""

import csv
import re
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tamarack.cli.load import DATA
from tamarack.core.crosswalk import Relation
from tamarack.core.formats import load_document, read, write
from tamarack.core.formats.cells import guarded, plain
from tamarack.core.formats.crosswalk_file import read_crosswalk, write_crosswalk
from tamarack.core.formats.workbook import write_workbook
from tamarack.core.framework import from_document
from tamarack.exchange.tables import csv_table
from tamarack.exchange.workbook import words

SOURCE = Path(__file__).parents[2] / "src" / "tamarack"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.org","x")', "'=1+1", "-- a list"]
WRITERS = {
    "csv.writer(": {"exchange/tables.py", "exchange/ratings.py", "core/formats/table.py", "core/formats/moodle.py",
                    "core/formats/crosswalk_file.py"},
    "Workbook(": {"exchange/sheets.py", "core/formats/workbook.py", "core/formats/table.py"},
}  # fmt: skip
"""Every place that writes a table; ratings.py writes codes of a rubric and nothing of anyone."""


@pytest.mark.parametrize("call", WRITERS)
def test_every_writer_of_tables_is_known_here(call: str) -> None:
    with_it = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(rf"(?<![\w_]){re.escape(call)}(?!\n|framework)", file.read_text("utf-8"))
    }
    assert with_it == WRITERS[call]


@pytest.mark.parametrize("path", sorted(WRITERS["Workbook("]))
def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(path: str) -> None:
    source = (SOURCE / path).read_text("utf-8")
    assert re.search(r'"strings_to_formulas": False', source)
    assert re.search(r'"strings_to_urls": False', source)
    assert "write_formula" not in source


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_begins_with_an_apostrophe_and_comes_back_without(text: str) -> None:
    assert guarded(text).startswith("'")
    assert plain(guarded(text)) == text
    cell = list(csv.reader(StringIO(csv_table(["a"], [[text]]).decode("utf-8-sig"))))[1][0]
    assert cell == guarded(text)


@pytest.mark.parametrize("kind", ["csv", "moodle"])
@pytest.mark.parametrize("text", FORMULAS)
def test_a_rubrics_tables_have_no_formula_and_come_back(kind: str, text: str) -> None:
    document = load_document((DATA / "example.yaml").read_bytes())
    language = document["languages"][0]
    document["title"][language] = text
    document["competencies"][0]["name"][language] = text
    data = write(document, kind)
    cells = [cell for row in csv.reader(StringIO(data.decode())) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    back, _ = read(data, kind=kind, language=language)
    assert back["competencies"][0]["name"][language] == text


def test_a_crosswalks_notes_are_no_formulas() -> None:
    left = from_document(load_document((DATA / "cacee.yaml").read_bytes()))
    right = from_document(load_document((DATA / "example.yaml").read_bytes()))
    relations = [Relation(left.criteria[0].code, "same", right.criteria[0].code, "=1+1")]
    written = write_crosswalk(left.code, right.code, relations)
    assert "'=1+1" in written
    assert read_crosswalk(written.encode(), left, right) == relations


@pytest.mark.parametrize("text", FORMULAS)
def test_workbooks_hold_texts_alone(text: str) -> None:
    document = load_document((DATA / "example.yaml").read_bytes())
    document["title"] = dict.fromkeys(document["languages"], text)
    made = [write(document, "xlsx"), write_workbook(from_document(document), "en", words("en"))]
    for data in made:
        with ZipFile(BytesIO(data)) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not any(b"<f>" in sheet for sheet in sheets)
