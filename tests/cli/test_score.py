import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tamarack.cli.terminal import load_rubric
from tests.cli.conftest import Run

COLLABORATION = b"criterion,rating\nCOL.1,E\nCOL.2,B\nCOL.3,0\n"
PEOPLE = "person,criterion,rating\nÉva,COL.1,B\nÉva,COL.2,NA\nBo,COL.1,M\n".encode()


def scored(run: Run, data: bytes, *options: object) -> dict[str, Any]:
    done = run("score", "-", "--json", *options, stdin=data)
    assert (done.code, done.err) == (0, "")
    result: dict[str, Any] = json.loads(done.out)
    return result


def test_score_gives_the_json_of_the_design(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "role.yaml"
    profile.write_text("name: Example\ntargets: {COL: E}\n")
    result = scored(run, COLLABORATION, "--profile", profile)
    assert list(result) == ["framework", "version", "met", "of", "provisional", "competencies", "criteria", "path"]
    assert [result[key] for key in list(result)[:5]] == ["cacee", "1.0", 3, 98, True]
    assert json.dumps(result["competencies"][0]) == (
        '{"code": "COL", "secure": null, "typical": "B", "met": 3, "of": 9, "unrated": 0, "not_applicable": 0, '
        '"provisional": false, "shares": {"B": [2, 3], "E": [1, 3], "M": [0, 3]}}'
    )
    assert json.dumps(result["criteria"][0]) == (
        '{"code": "COL.1", "rating": "E", "target": "E", "gap": [], "next": "COL.1.M"}'
    )
    assert result["path"] == ["COL.3.B", "COL.2.E", "COL.3.E"]


def test_a_role_profile_that_comes_along_is_named_without_a_file(run: Run) -> None:
    result = scored(run, COLLABORATION, "--profile", "campus-recruiter")
    assert result["criteria"][0]["target"] == "M"
    assert "COL.1.M" in result["path"]


def test_an_unknown_role_profile_is_told(run: Run) -> None:
    done = run("score", "-", "--profile", "no-such-role", stdin=COLLABORATION)
    assert done.code == 2
    assert "no-such-role" in done.err


def test_a_target_for_everything_is_a_level(run: Run) -> None:
    result = scored(run, b"criterion,rating\nETH.2,B\n", "--target", "E")
    entry = next(entry for entry in result["criteria"] if entry["code"] == "ETH.2")
    assert entry == {"code": "ETH.2", "rating": "B", "target": "B", "gap": [], "next": "ETH.2.M"}
    assert len(result["path"]) == 35 + 31 - 1


def test_without_a_target_there_is_no_target_and_no_path(run: Run) -> None:
    result = scored(run, COLLABORATION)
    assert result["path"] == []
    assert result["criteria"][2] == {"code": "COL.3", "rating": "0", "target": None, "gap": [], "next": "COL.3.B"}
    assert result["criteria"][3] == {"code": "COM.1", "rating": None, "target": None, "gap": [], "next": "COM.1.B"}


def test_what_is_not_applicable_has_neither_target_nor_next_step(run: Run) -> None:
    result = scored(run, b"criterion,rating\nCOL.1,NA\nCOL.2,NA\nCOL.3,NA\n", "--target", "M")
    assert result["criteria"][0] == {"code": "COL.1", "rating": "NA", "target": None, "gap": [], "next": None}
    assert result["competencies"][0]["shares"] == {"B": [0, 0], "E": [0, 0], "M": [0, 0]}
    assert result["competencies"][0]["not_applicable"] == 3


def test_people_are_scored_as_json_lines_with_the_person_first(run: Run) -> None:
    lines = [json.loads(line) for line in run("score", "-", "--json", stdin=PEOPLE).out.splitlines()]
    assert [(next(iter(line)), line["person"], line["met"]) for line in lines] == [
        ("person", "Éva", 1), ("person", "Bo", 3)
    ]  # fmt: skip
    assert run("score", "-", "--json", stdin=b"person,criterion,rating\n") == (0, b"", "")


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + COLLABORATION, COLLABORATION.replace(b",", b";"), COLLABORATION.replace(b"\n", b"\r\n")],
)
def test_byte_order_mark_semicolons_and_line_ends_make_no_difference(run: Run, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_bytes(data)
    expected = run("score", "-", "--json", stdin=COLLABORATION).out
    assert run("score", "-", "--json", stdin=data).out == run("score", path, "--json").out == expected


def test_a_file_through_a_pipe_is_read_twice() -> None:
    command = [sys.executable, "-m", "tamarack", "score", "/dev/stdin", "--json"]
    done = subprocess.run(command, input=COLLABORATION, capture_output=True, check=True)
    assert json.loads(done.stdout)["met"] == 3


def test_people_read_a_table_and_their_next_steps(run: Run) -> None:
    out = run("score", "-", stdin=COLLABORATION).out.decode()
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert lines[:2] == ["Competency Secure Typical Met B E M", "Collaboration not yet Building 3/9 2/3 1/3 0/3"]
    assert "Provisional. Criteria unrated: 32" in lines
    assert lines[lines.index("Next steps") + 1] == "COL.3.B Recognizes opportunities for working together …"


def test_the_table_speaks_french_with_french_texts(run: Run) -> None:
    out = run("score", "-", "--lang", "fr", stdin=PEOPLE).out.decode()
    assert out.startswith("Éva\n")
    assert "pas encore" in out
    assert "Prochaines étapes" in out


def test_everything_met_leaves_no_next_step(run: Run) -> None:
    rows = "".join(f"{row.code},{row.levels[-1]}\n" for row in load_rubric("cacee").criteria)
    out = run("score", "-", stdin=("criterion,rating\n" + rows).encode()).out.decode()
    assert "No next step" in out
    assert "Provisional" not in out


def test_nothing_is_told_of_a_file_with_an_error_but_all_its_errors(run: Run) -> None:
    done = run("score", "-", "--json", stdin=PEOPLE + b"Bo,COL.2,Q\nBo,COL.8,B\nBo,COL.1,B\n")
    assert (done.code, done.out) == (2, b"")
    assert done.err.splitlines() == [
        "line 5, column rating: “Q” is not a rating of COL.2. It can be rated 0, B, E, M, NA.",
        "line 6, column criterion: cacee 1.0 has no criterion “COL.8”. It has COL.1 … MTN.5.",
        "line 7, column criterion: “COL.1” is rated twice by the same person, first on line 4.",
    ]


def test_target_and_profile_exclude_each_other(run: Run) -> None:
    done = run("score", "-", "--target", "E", "--profile", "x.yaml", stdin=COLLABORATION)
    assert done == (2, b"", "Give --target or --profile, not both.\n")


def test_an_unknown_target_or_a_faulty_profile_is_told(run: Run, tmp_path: Path) -> None:
    assert (
        run("score", "-", "--target", "Q", stdin=COLLABORATION).err == "cacee 1.0 has no level “Q”. It has B, E, M.\n"
    )
    profile = tmp_path / "role.yaml"
    profile.write_text("name: x\ntargets: {COL: Q}\nweights: {COL: 0}\n")
    assert run("score", "-", "--profile", profile, stdin=COLLABORATION).err.splitlines() == [
        "line 2, targets.COL: cacee 1.0 has no level “Q”. It has B, E, M.",
        "line 3, weights.COL: A weight is a number above 0, not 0.",
    ]


def test_another_rubric_can_be_scored(run: Run, tmp_path: Path) -> None:
    rubric = tmp_path / "two.json"
    cell = {"en": "t"}
    levels = [{"code": code, "rank": rank, "name": cell} for rank, code in enumerate("ab", 1)]
    criteria = [{"code": "x", "descriptors": {"a": cell}}, {"code": "y", "descriptors": {"a": cell, "b": cell}}]
    competency = {"code": "C", "name": cell, "criteria": criteria}
    rubric.write_text(json.dumps({"framework": "two", "version": "7", "languages": ["en"], "title": cell,
                                  "levels": levels, "competencies": [competency]}))  # fmt: skip
    result = scored(run, b"criterion,rating\nx,a\ny,b\n", "--rubric", rubric)
    assert (result["framework"], result["version"], result["competencies"][0]["secure"]) == ("two", "7", "b")
    assert run("score", "-", "--rubric", rubric, "--lang", "fr").err == "two has no texts in “fr”. It has en.\n"
