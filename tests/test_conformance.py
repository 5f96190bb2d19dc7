"""What the conformance report says: every criterion has an answer, what is named exists, both languages agree."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = {"en": ROOT / "docs" / "conformance.md", "fr": ROOT / "docs" / "conformance.fr.md"}
NAMED = re.findall(r"`(tests/[\w./-]*)(?:::(\w+))?`", PAGES["en"].read_text("utf-8"))
ANSWERS = {
    "supports": "prend en charge",
    "partially supports": "prend en charge en partie",
    "does not support": "ne prend pas en charge",
    "not applicable": "sans objet",
}
OBSOLETE = {"4.1.1"}
CRITERIA = {
    "1.1": 1, "1.2": 5, "1.3": 5, "1.4": 13, "2.1": 4, "2.2": 2, "2.3": 1, "2.4": 11, "2.5": 8, "3.1": 2, "3.2": 6,
    "3.3": 8, "4.1": 3,
}  # fmt: skip
"""The highest criterion of each guideline that is of level A or AA."""
TRIPLE_A = {
    "1.4.6",
    "1.4.7",
    "1.4.8",
    "1.4.9",
    "2.1.3",
    "2.4.8",
    "2.4.9",
    "2.4.10",
    "2.5.5",
    "2.5.6",
    "3.2.5",
    "3.3.5",
    "3.3.6",
}


def rows(language: str) -> dict[str, list[str]]:
    lines = PAGES[language].read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if re.match(r"\| \d", line)]
    return {row[0].split()[0]: row for row in cells}


@pytest.mark.parametrize(("path", "test"), sorted(set(NAMED)))
def test_what_is_named_exists(path: str, test: str) -> None:
    assert (ROOT / path).exists()
    if test:
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_every_criterion_of_level_a_and_aa_has_an_answer() -> None:
    wanted = {f"{part}.{number}" for part, most in CRITERIA.items() for number in range(1, most + 1)}
    answered = {number for number in rows("en") if number.count(".") == 2}
    assert answered == wanted - OBSOLETE - TRIPLE_A
    assert {str(chapter) for chapter in range(4, 14)} <= {number.split(".")[0] for number in rows("en")}


def test_both_languages_say_the_same() -> None:
    english, french = rows("en"), rows("fr")
    assert list(english) == list(french)
    for number, row in english.items():
        assert ANSWERS[row[2]] == french[number][2], number
        assert row[4].replace("read", "lecture") == french[number][4], number
