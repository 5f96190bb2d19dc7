"""What the answer to OWASP ASVS names is there: each file, and each test in it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "security" / "asvs.md"
NAMED = re.findall(
    r"`((?:src|tests|docs|pyproject|requirements|SECURITY)[\w./-]*)(?:::(\w+))?`", PAGE.read_text("utf-8")
)
LAST = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
"""The last requirement of level 1 or 2 in each section of 5.0.0: level 3 comes after them in all sections."""
ANSWERS = ("met", "in part", "not met", "not applicable because", "by ", "see ")


@pytest.mark.parametrize(("path", "test"), sorted(set(NAMED)))
def test_what_is_named_exists(path: str, test: str) -> None:
    assert (ROOT / path).exists()
    if test:
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def rows() -> list[list[str]]:
    return [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| \d", line)]


def numbers(cell: str) -> list[str]:
    """The numbers of a row: one, some with commas, or from one to another of a section."""
    first, _, last = cell.removeprefix("| ").partition(" to ")
    if not last:
        return first.split(", ")
    section, _, begin = first.rpartition(".")
    return [f"{section}.{number}" for number in range(int(begin), int(last.rpartition(".")[2]) + 1)]


def test_every_requirement_of_levels_1_and_2_is_there_once_and_no_other() -> None:
    known = [f"{section}.{number}" for section, last in LAST.items() for number in range(1, last + 1)]
    assert len(known) == 253
    assert [number for row in rows() for number in numbers(row[0])] == known


def test_every_requirement_has_an_answer() -> None:
    for number, _, answer in rows():
        assert answer.startswith(ANSWERS), number
