import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tamarack.core.formats import write
from tamarack.core.framework import Document, to_document
from tests.cli.conftest import Run
from tests.core.conftest import CACEE, cacee_document
from tests.core.test_versions import EDITS, version

__all__ = ["cacee_document"]
Made = Callable[..., Path]
RATINGS = b"criterion,rating\nCOL.1,M\nSME.1,E\nSME.2,B\nCOM.5,B\nETH.2,M\n"


@pytest.fixture
def made(tmp_path: Path, cacee_document: Document) -> Made:
    """A file of the next version with some edits."""

    def make(*edits: str, number: str = "1.1", declared: bool = True, **said: str) -> Path:
        document = to_document(version(cacee_document, *edits, number=number, declared=declared)) | said
        path = tmp_path / f"{number}.yaml"
        path.write_bytes(write(document, "yaml"))
        return path

    return make


def test_diff_gives_the_json_of_the_issue(run: Run, made: Made) -> None:
    done = run("rubric", "diff", "cacee", made("revised", "moved"), "--json")
    assert (done.code, done.err) == (0, "")
    result = json.loads(done.out)
    assert list(result) == ["changes", "texts", "undeclared"]
    assert result["changes"] == [EDITS["revised"][1], EDITS["moved"][1]]
    assert [(text["at"], text["lang"], text["new"], text["by"]) for text in result["texts"]] == [
        ("COL.1.M", language, "**Says** something else.", EDITS["revised"][1]) for language in ("en", "fr")
    ]
    assert list(result["texts"][0]) == ["at", "lang", "old", "new", "by"]
    assert result["undeclared"] == []


def test_diff_ends_with_1_where_something_is_not_declared(run: Run, made: Made) -> None:
    done = run("rubric", "diff", "cacee", made("revised", declared=False), "--json")
    assert done.code == 1
    result = json.loads(done.out)
    assert result["undeclared"] == [{"at": "COL.1.M", "reason": "The text changed."}]
    assert {text["by"] for text in result["texts"]} == {None}


def test_diff_shows_people_what_changed(run: Run, made: Made) -> None:
    done = run("rubric", "diff", "cacee", made("merged", "criterion retired", declared=False))
    assert done.code == 1
    assert b"Not declared" in done.out
    assert b"SME.2: The criterion is gone." in done.out
    assert "merged  SME.1, SME.2 → SME.1" in run("rubric", "diff", "cacee", made("merged")).out.decode()


def test_a_version_has_no_difference_with_itself(run: Run) -> None:
    assert json.loads(run("rubric", "diff", "cacee", "cacee", "--json").out) == {
        "changes": [], "texts": [], "undeclared": []
    }  # fmt: skip


def carried(run: Run, *arguments: Any, stdin: bytes = RATINGS) -> dict[str, tuple[Any, ...]]:
    done = run("carry", *arguments, "-", "--json", stdin=stdin)
    assert (done.code, done.err) == (0, "")
    result = json.loads(done.out)
    assert list(result) == ["criteria"]
    assert list(result["criteria"][0]) == ["code", "rating", "confirm", "reason"]
    return {each["code"]: (each["rating"], each["confirm"], each["reason"]) for each in result["criteria"]}


def test_carry_gives_the_json_of_the_issue(run: Run, made: Made) -> None:
    found = carried(run, "cacee", made("revised", "merged", "moved", "descriptor retired", "criterion added"))
    assert found["COL.1"] == ("M", True, "revised")
    assert found["SME.1"] == ("B", True, "merged")
    assert found["DIG.9"] == ("B", False, None)
    assert found["ETH.2"] == ("B", True, "retired")
    assert found["EDI.6"] == (None, False, None)
    assert not {"SME.2", "COM.5"} & set(found)


def test_carry_tells_people_apart_in_json_lines(run: Run, made: Made) -> None:
    ratings = b"person,criterion,rating\nBo,COL.1,M\nEva,COL.1,B\n"
    done = run("carry", "cacee", made("revised"), "-", "--json", stdin=ratings)
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [(line["person"], line["criteria"][0]["confirm"]) for line in lines] == [("Bo", True), ("Eva", False)]
    assert [list(line) for line in lines] == [["person", "criteria"]] * 2
    assert b"to confirm: revised" in run("carry", "cacee", made("revised"), "-", stdin=ratings).out


def test_carry_takes_nothing_over_to_a_version_that_does_not_declare_all(run: Run, made: Made) -> None:
    done = run("carry", "cacee", made("revised", declared=False), "-", stdin=RATINGS)
    assert (done.code, done.out, done.err) == (1, b"", "COL.1.M: The text changed.\n")


def test_carry_to_a_version_that_restores_another_takes_ratings_on_that_one(run: Run, made: Made) -> None:
    back = made(number="1.2", restores="1.0")
    assert carried(run, "cacee", back)["COL.1"] == ("M", False, None)
    middle = made("revised", number="1.1")
    done = run("carry", middle, back, "-", stdin=RATINGS)
    assert (done.code, done.err) == (2, "Version 1.2 takes version 1.0 back: it continues that one, not 1.1.\n")


def test_carry_refuses_ratings_that_are_not_on_the_old_version(run: Run, made: Made) -> None:
    done = run("carry", "cacee", made("moved"), "-", stdin=b"criterion,rating\nDIG.9,B\n")
    assert done.code == 2
    assert done.err.startswith("line 2")
    assert "DIG.9" in done.err


def test_two_rubrics_are_not_compared(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_bytes(CACEE.replace(b"framework: cacee", b"framework: other"))
    done = run("rubric", "diff", "cacee", other)
    assert (done.code, done.err) == (2, "cacee and other are two rubrics. Only versions of one are compared.\n")
