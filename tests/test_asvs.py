"""What the answer to OWASP ASVS names is there: each file, and each test in it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "security" / "asvs.md"
NAMED = re.findall(
    r"`((?:src|tests|docs|pyproject|requirements|SECURITY)[\w./-]*)(?:::(\w+))?`", PAGE.read_text("utf-8")
)
ANSWERS = ("met", "in part", "not met", "not applicable because", "by ", "see ")


@pytest.mark.parametrize(("path", "test"), sorted(set(NAMED)))
def test_what_is_named_exists(path: str, test: str) -> None:
    assert (ROOT / path).exists()
    if test:
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_every_requirement_has_an_answer() -> None:
    rows = [line.split(" | ") for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| \d", line)]
    assert len(rows) > 180
    for number, _, answer in rows:
        assert answer.startswith(ANSWERS), number
    assert len({row[0] for row in rows}) == len(rows)
