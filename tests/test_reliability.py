"""What docs/reliability.md names is there: each test that is said to show something."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))


@pytest.mark.parametrize(("path", "test"), NAMED)
def test_what_is_named_exists(path: str, test: str) -> None:
    assert (ROOT / path).exists()
    if test:
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_each_fault_is_shown_by_a_test() -> None:
    faults = PAGE.split("\n## ")[1]
    rows = [line for line in faults.splitlines() if line.startswith("| ") and not line.startswith("| What fails")]
    assert len(rows) > 12
    assert all("::test_" in row for row in rows)


def test_each_test_of_a_fault_stands_there() -> None:
    made = [
        (f"tests/faults/{path.name}", name)
        for path in sorted((ROOT / "tests" / "faults").glob("test_*.py"))
        for name in re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.MULTILINE)
    ]
    files = {path for path, _ in NAMED}
    assert [path for path, _ in made if path not in files] == []
