"""What the documentation shows is what happens."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", *DOCS.rglob("*.md")])
BLOCK = re.compile(r"^(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)


def blocks(page: Path) -> Iterator[re.Match[str]]:
    """The fenced blocks of a page."""
    return BLOCK.finditer(page.read_text(encoding="utf-8"))


def examples() -> list[str]:
    """The example blocks of docs/cli.md that are to be run."""
    texts = (block["text"] for block in blocks(DOCS / "cli.md") if block["language"] in ("console", "sh"))
    return [text for text in texts if text.startswith("$ tamarack")]


def steps(text: str) -> list[tuple[str, str]]:
    """The commands of an example, each with what the page shows below it."""
    starts = [match.start() for match in re.finditer(r"^\$ ", text, re.M)]
    parts = (text[here:there] for here, there in pairwise([*starts, len(text)]))
    return [(part[2:].partition("\n")[0], part.partition("\n")[2]) for part in parts]


def told(text: str) -> object:
    """An output to compare: as JSON values where it is JSON, else as lines without white space at their ends."""
    if text.lstrip().startswith("{"):
        decoder, at, values = json.JSONDecoder(), 0, []
        while text[at:].strip():
            value, at = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
            values.append(value)
        return values
    return [line.rstrip() for line in text.rstrip().splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that docs/cli.md shows."""
    path = tmp_path_factory.mktemp("examples")
    for block in blocks(DOCS / "cli.md"):
        if block["file"]:
            (path / block["file"]).write_text(block["text"], encoding="utf-8")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="examples are for a POSIX shell")
@pytest.mark.parametrize("text", examples(), ids=lambda text: text.partition("\n")[0][2:])
def test_an_example_gives_what_the_page_shows(text: str, folder: Path) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "COLUMNS": "80", "PYTHONUTF8": "1", "NO_COLOR": "1", "TERM": "dumb"}
    for command, shown in steps(text):
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, encoding="utf-8", stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert told(done.stdout) == told(shown), command


def test_the_command_line_page_has_examples_of_every_command_on_files() -> None:
    commands = {command for text in examples() for command, _ in steps(text)}
    files = ("rubric show", "rubric validate", "rubric convert", "score", "aggregate", "match", "credential verify")
    for name in files:
        assert any(command.startswith(f"tamarack {name}") for command in commands), name


def test_every_environment_variable_has_a_row_and_every_row_a_variable() -> None:
    source = (ROOT / "src" / "tamarack" / "config" / "environment.py").read_text(encoding="utf-8")
    read = set(re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", source))
    read |= set(re.findall(r"_named\(env, \"([A-Z_]+)\"", source))
    page = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.M)) == read


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    for target in targets:
        if not re.match(r"[a-z]+:|#", target):
            assert (page.parent / target.partition("#")[0]).exists(), target


def headings(page: Path) -> list[int]:
    """The depth of each heading."""
    return [len(marks) for marks in re.findall(r"^(#+) ", BLOCK.sub("", page.read_text(encoding="utf-8")), re.M)]


def test_both_guides_have_the_same_headings() -> None:
    assert headings(DOCS / "guide.md") == headings(DOCS / "guide.fr.md")


def test_the_french_guide_keeps_its_punctuation_together() -> None:
    text = (DOCS / "guide.fr.md").read_text(encoding="utf-8")
    assert re.findall(r"[^\u00a0\n][»:](?=\s|$)|«(?!\u00a0)|[^\u00a0]»", text) == []


def test_the_picture_of_the_house_is_that_of_the_imports() -> None:
    """`sh scripts/house.sh` draws it anew."""
    linter = Path(sys.executable).with_name("import-linter")
    drawn = subprocess.run([linter, "drawgraph", "tamarack"], capture_output=True, text=True, check=True).stdout
    assert drawn == (DOCS / "pictures" / "house.dot").read_text(encoding="utf-8")
