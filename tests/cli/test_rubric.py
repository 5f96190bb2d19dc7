import json
import os
from pathlib import Path
from typing import Any

import pytest

from tamarack.core.formats import KINDS, load_document
from tests.cli.conftest import Run

CACEE = Path(__file__).parents[2] / "src/tamarack/data/cacee.yaml"

FAULTY = (
    CACEE.read_text("utf-8").replace("community building opportunities;**", "community;").replace("rank: 3", "rank: 2")
)


def test_a_rubric_is_shown_with_its_counts(run: Run) -> None:
    out = run("rubric", "show").out.decode()
    assert "Collaboration                         3            9" in out
    assert " ".join(out.split()[-3:]) == "All 35 98"


def test_a_competency_is_shown_with_all_its_descriptors(run: Run) -> None:
    out = " ".join(run("rubric", "show", "ETH").out.decode().split())
    assert "ETH.2 Resources and breaches B Utilizes" in out
    assert out.count("ETH.") == 5
    assert "**" not in out


def test_a_criterion_and_a_descriptor_are_shown_whatever_the_case(run: Run) -> None:
    assert "M Recognizes and addresses breaches" in " ".join(run("rubric", "show", "eth.2").out.decode().split())
    out = run("rubric", "show", "col.1.b").out.decode()
    assert out.startswith("COL.1.B Identifies and participates in community building opportunities; creates")


def test_a_rubric_is_shown_in_french(run: Run) -> None:
    out = run("rubric", "show", "--lang", "fr").out.decode()
    assert out.startswith("Compétences de l’ACSEE 1.0")
    assert "Critères" in out
    assert "Réseau et alliances" in run("rubric", "show", "COL.1", "--lang", "fr").out.decode()


def test_json_keys_of_show_are_stable(run: Run) -> None:
    def shown(*code: str) -> dict[str, Any]:
        part: dict[str, Any] = json.loads(run("rubric", "show", *code, "--json").out)
        return part

    whole = shown()
    assert list(whole) == ["framework", "version", "title", "description", "levels", "competencies"]
    assert list(whole["levels"][0]) == ["code", "rank", "name", "title", "descriptors"]
    assert whole["competencies"][0] == {"code": "COL", "name": "Collaboration", "criteria": 3, "descriptors": 9}
    assert list(shown("COL")) == ["code", "name", "description", "criteria"]
    assert list(shown("COL.1")) == ["code", "competency", "name", "descriptors"]
    assert shown("COL")["criteria"][0] == shown("COL.1")
    assert list(shown("COL.1.B")) == ["code", "criterion", "level", "text"]
    assert shown("COL.1.B")["text"].startswith("**Identifies")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ETH.2.E"], "ETH.2 has no descriptor at level E."),
        (["X" * 60], "cacee 1.0 has no competency, criterion or descriptor “" + "X" * 40 + "…”."),
        (["--lang", "de"], "cacee has no texts in “de”. It has en, fr."),
        (["--rubric", "x"], "There is no rubric “x”: no file, and none that Tamarack comes with (cacee, example)."),
    ],
)
def test_what_is_not_in_the_rubric_is_told(run: Run, arguments: list[str], message: str) -> None:
    assert run("rubric", "show", *arguments) == (2, b"", message + "\n")


def test_a_valid_file_is_told_in_one_line_what_it_holds(run: Run) -> None:
    expected = b"cacee 1.0: 7 competencies, 35 criteria, 3 levels, 98 descriptors, in en and fr. No problems.\n"
    assert run("rubric", "validate", CACEE) == (0, expected, "")
    assert run("rubric", "validate", "-", stdin=CACEE.read_bytes()).out == expected


def test_all_problems_of_a_file_are_told_with_code_1(run: Run) -> None:
    done = run("rubric", "validate", "-", stdin=FAULTY.encode())
    assert (done.code, done.err) == (1, "")
    assert done.out.decode().splitlines() == [
        "line 44, M, levels[2].rank: The ranks of the levels should be 1 to 3, each once; here it is 2.",
        "line 58, COL.1.B, competencies[0].criteria[0].descriptors.B.en: "
        "The number of ** is odd: a bold passage is not closed.",
    ]


def test_a_message_cannot_steer_the_terminal(run: Run) -> None:
    done = run("rubric", "validate", "-", stdin=b'"\\e[2J": 1')
    assert b"\x1b" not in done.out
    assert b"\\x1b[2J" in done.out


@pytest.mark.parametrize("kind", KINDS)
def test_a_rubric_is_converted_there_and_back(run: Run, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "rubric.any"
    assert run("rubric", "convert", CACEE, "--to", kind, "--output", path) == (0, b"", "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["rubric.any"]
    done = run("rubric", "convert", path, "--to", "json", "--from", kind)
    assert load_document(done.out) == load_document(CACEE.read_bytes())
    assert run("rubric", "show", "COL", "--rubric", path).out == run("rubric", "show", "COL").out


def test_an_output_that_is_a_link_stays_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "target.json")
    assert run("rubric", "convert", CACEE, "--to", "json", "--output", tmp_path / "link.json").code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "target.json").is_file()


def test_an_invalid_rubric_is_not_converted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text("kept")
    done = run("rubric", "convert", "-", "--to", "json", "--output", path, stdin=FAULTY.encode())
    assert (done.code, done.out, done.err.count("\n")) == (2, b"", 2)
    assert path.read_text() == "kept"


def test_an_output_that_cannot_be_written_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "rubric.json")

    path = tmp_path / "kept.json"
    path.write_text("kept")
    monkeypatch.setattr(os, "fsync", full)
    done = run("rubric", "convert", CACEE, "--to", "json", "--output", path)
    assert (done.code, done.err) == (2, "rubric.json: No space left on device\n")
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [("kept.json", "kept")]


def test_the_format_that_is_read_can_be_given(run: Run) -> None:
    done = run("rubric", "convert", "-", "--to", "csv", "--from", "json", stdin=CACEE.read_bytes())
    assert done.code == 2
    assert done.err == "line 1: This is not JSON: Expecting value.\n"


@pytest.mark.parametrize("kind", ["case", "mahara", "moodle", "md"])
def test_files_that_others_use_are_written_and_read(run: Run, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "rubric"
    done = run("rubric", "convert", CACEE, "--to", kind, "--output", path)
    assert done.code == 0
    assert ("The texts in “fr” are left out: 156." in done.err.splitlines()) == (kind in ("mahara", "moodle"))
    assert run("rubric", "validate", path).code == 0
    assert run("rubric", "show", "COL.1", "--rubric", path).out == run("rubric", "show", "COL.1").out


def test_a_framework_without_texts_becomes_a_draft_that_is_not_valid_yet(run: Run) -> None:
    source = CACEE.parents[3] / "tests/data/others/case/opensalt_MarkdownFramework.json"
    done = run("rubric", "convert", source, "--to", "yaml")
    assert done.code == 0
    assert done.err.splitlines()[0] == "The file has no levels. Two placeholders stand for them."
    assert len(done.err.splitlines()) == 3
    assert run("rubric", "validate", "-", stdin=done.out).code == 1


def test_a_file_in_one_language_is_taken_in_the_language_that_is_told(run: Run) -> None:
    done = run("rubric", "convert", "-", "--to", "json", "--lang", "fr", stdin=b"# Jardin\n## Sol\n- Composter\n")
    assert json.loads(done.out)["competencies"][0]["name"] == {"fr": "Sol"}


def test_a_language_that_the_rubric_has_not_is_told(run: Run) -> None:
    done = run("rubric", "convert", CACEE, "--to", "mahara", "--lang", "de")
    assert done == (2, b"", "cacee has no texts in “de”. It has en, fr.\n")
