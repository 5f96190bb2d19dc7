"""The short form of `make fuzz`: a few hundred inputs for each parser, the same ones each time."""

import warnings
from pathlib import Path

import pytest

from tests.fuzz.batch import Batch, outcome, undone
from tests.fuzz.people import make_people
from tests.fuzz.targets import TARGETS, Target, cohorts, read_cohort

INPUTS = 120
COSTLY = {
    "rubric, XLSX": 40,
    "workbook, XLSX": 40,
    "workbooks of many, ZIP": 20,
    "own record, ZIP": 20,
}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_parser_takes_or_refuses_whatever_comes(
    target: Target, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if target.needs_people:
        request.getfixturevalue("db")
        make_people()
    read = undone(target.read) if target.needs_people else target.read
    batch = Batch(target.name, 0, tmp_path, read)
    with warnings.catch_warnings(action="ignore"):  # of archives with a name twice
        batch.run(target.seeds(), COSTLY.get(target.name, INPUTS))
    assert batch.found == {}
    assert batch.inputs > 0


def test_real_files_are_taken(db: None) -> None:
    """What the inputs are made of is what parsers read, or mutating it would try little."""
    make_people()
    for target in TARGETS:
        assert "" in {outcome(target.read, seed) for seed in target.seeds()}, target.name


def test_the_form_among_workbooks_of_many_is_read(db: None) -> None:
    make_people()
    (form,) = read_cohort(cohorts()[0])
    assert form.workbook is not None
    assert str(form.why_not) == "Nothing is filled in."


def test_a_crash_a_hang_and_a_hunger_are_found(tmp_path: Path) -> None:
    def crash(data: bytes) -> object:
        raise KeyError("x")

    def hang(data: bytes) -> object:
        while True:
            pass

    def hunger(data: bytes) -> object:
        return bytearray(400_000_000)

    for read, word in ((crash, "KeyError"), (hang, "too long"), (hunger, "MemoryError")):
        batch = Batch("a parser", 0, tmp_path, read)
        batch.run([b"words"], 1)
        assert word in next(iter(batch.found)), word
