"""`tamarack match`: the JSON of the issue, stable against shuffling, every problem of both files told at once."""

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import Run

HEADER = "person,criterion,level,capacity\n"
HELPERS = """person,criterion,level,capacity
Ada,COL.1,M,2
Ada,COL.2,E,2
Bo,COL.1,E,1
"""
SEEKERS = """person,criterion
Cy,COL.1
Di,COL.2
Di,COL.1
Em,COL.1
Zoë,ETH.1
"""
PAIRS = [
    {"seeker": "Cy", "helper": "Ada", "fit": 3, "criteria": ["COL.1"]},
    {"seeker": "Di", "helper": "Ada", "fit": 5, "criteria": ["COL.1", "COL.2"]},
    {"seeker": "Em", "helper": "Bo", "fit": 2, "criteria": ["COL.1"]},
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str) -> None:
    Path(name).write_bytes(text.encode("utf-8", "surrogateescape"))


def problems(run: Run, helpers: str, seekers: str = SEEKERS) -> list[str]:
    write("helpers.csv", helpers)
    write("seekers.csv", seekers)
    done = run("match", "helpers.csv", "seekers.csv", "--json")
    assert (done.code, done.out) == (2, b"")
    return done.err.splitlines()


def test_match_gives_the_json_of_the_issue(run: Run) -> None:
    write("helpers.csv", HELPERS)
    write("seekers.csv", SEEKERS)
    done = run("match", "helpers.csv", "seekers.csv", "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == {"fit": 10, "pairs": PAIRS}
    assert done.out.startswith(
        b'{"fit": 10, "pairs": [{"seeker": "Cy", "helper": "Ada", "fit": 3, "criteria": ["COL.1"]}'
    )


def test_shuffled_rows_give_the_same_bytes(run: Run) -> None:
    random, told = Random(7), set()
    for _ in range(12):
        for name, text in (("helpers.csv", HELPERS), ("seekers.csv", SEEKERS)):
            header, *rows = text.splitlines(keepends=True)
            write(name, "".join([header, *random.sample(rows, len(rows))]))
        told.add(run("match", "helpers.csv", "seekers.csv", "--json").out)
    assert len(told) == 1


def test_semicolons_a_byte_order_mark_and_columns_in_another_order_are_taken(run: Run) -> None:
    write("helpers.csv", "\ufeffcapacity;person;level;criterion\n1; Bo ;E;COL.1\n")
    done = run("match", "helpers.csv", "-", "--json", stdin=b"criterion,person\nCOL.1,Em\n")
    assert json.loads(done.out)["pairs"] == [PAIRS[2]]


def test_nobody_to_help_or_to_be_helped_is_no_error(run: Run) -> None:
    write("helpers.csv", "person,criterion,level,capacity\n")
    write("seekers.csv", "person,criterion\n")
    assert json.loads(run("match", "helpers.csv", "seekers.csv", "--json").out) == {"fit": 0, "pairs": []}


def test_nobody_helps_themself(run: Run) -> None:
    write("helpers.csv", HELPERS)
    write("seekers.csv", "person,criterion\nBo,COL.1\nAda,COL.2\n")
    assert json.loads(run("match", "helpers.csv", "seekers.csv", "--json").out) == {
        "fit": 3, "pairs": [{"seeker": "Bo", "helper": "Ada", "fit": 3, "criteria": ["COL.1"]}]
    }  # fmt: skip


def test_people_read_a_table_in_their_language_with_who_is_left(run: Run) -> None:
    write("helpers.csv", HELPERS)
    write("seekers.csv", SEEKERS)
    shown = run("match", "helpers.csv", "seekers.csv").out.decode()
    assert [line.split() for line in shown.splitlines()] == [
        ["Seeker", "Helper", "Fit", "Criteria"], ["Cy", "Ada", "3", "COL.1"], ["Di", "Ada", "5", "COL.1,", "COL.2"],
        ["Em", "Bo", "2", "COL.1"], ["All", "10"], ["Without", "a", "helper:", "Zoë"],
    ]  # fmt: skip
    assert "Sans personne aidante\u00a0: Zoë" in run("match", "helpers.csv", "seekers.csv", "--lang", "fr").out.decode()


def test_every_problem_of_both_files_is_told_at_once_with_file_line_column_and_value(run: Run) -> None:
    wrong = "Ada,COL.9,E,3\n,COL.1,E,x\nFay,ETH.2,E,1\nFay,ETH.2,M,1\nGus,COL.1,0,-1\nHal,COL.1,,\nIda,,M,1\n"
    assert problems(run, HELPERS + wrong, "person,criterion\nCy,COL.1\nCy,COL.1\n,COL.1\nDi,COL\nDi,\n") == [
        "helpers.csv, line 5, column criterion: cacee 1.0 has no criterion “COL.9”. It has COL.1 … MTN.5.",
        "helpers.csv, line 5, column capacity: “3” is not 2, the capacity of “Ada” on line 2.",
        "helpers.csv, line 6, column person: The person is missing for “COL.1”.",
        "helpers.csv, line 6, column capacity: “x” is not a number of people from 0 to 100000.",
        "helpers.csv, line 7, column level: ETH.2 has no descriptor at level E. It has B, M.",
        "helpers.csv, line 8, column criterion: “ETH.2” stands there twice for “Fay”, first on line 7.",
        "helpers.csv, line 9, column level: “0” is not a level of COL.1. It has B, E, M.",
        "helpers.csv, line 9, column capacity: “-1” is not a number of people from 0 to 100000.",
        "helpers.csv, line 10, column level: “” is not a level of COL.1. It has B, E, M.",
        "helpers.csv, line 10, column capacity: “” is not a number of people from 0 to 100000.",
        "helpers.csv, line 11, column criterion: The criterion is missing for “Ida”.",
        "seekers.csv, line 3, column criterion: “COL.1” stands there twice for “Cy”, first on line 2.",
        "seekers.csv, line 4, column person: The person is missing for “COL.1”.",
        "seekers.csv, line 5, column criterion: cacee 1.0 has no criterion “COL”. It has COL.1 … MTN.5.",
        "seekers.csv, line 6, column criterion: The criterion is missing for “Di”.",
    ]


@pytest.mark.parametrize(
    ("helpers", "told"),
    [
        ("", "line 1, column person: The first row should name this column. It has –."),
        ("person,criterion,level\n", "line 1, column capacity: The first row should name this column. It has person, "),
        (HEADER[:-1] + ",age\n", "line 1, column 5: “age” is not a column of this file. There are person, "),
        (HEADER + "Ada,COL.1\n", "line 2: The number of values is 2, of columns 4: “Ada,COL.1”."),
        (HEADER + '"Ada,COL.1,M,1\n', "line 2: The row that begins here is not CSV:"),
        (HEADER + "Ad\x07a,COL.1,M,1\n", "line 2, column person: 'Ad\\x07a' has characters that cannot be shown."),
        (HEADER + "Ad\udce9,COL.1,M,1\n", "line 2, column person: “Ad?” is not text in UTF-8."),
        (HEADER + "Ada,COL.1,M,1e9\n", "line 2, column capacity: “1e9” is not a number of people"),
        (HEADER + "Ada,COL.1,M,²\n", "line 2, column capacity: “²” is not a number of people"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_told(run: Run, helpers: str, told: str) -> None:
    assert problems(run, helpers)[0].startswith(f"helpers.csv, {told}")


def test_a_file_that_is_not_there_and_both_from_standard_input_are_told(run: Run) -> None:
    assert run("match", "nowhere.csv", "-", stdin=b"person,criterion\n") == (
        2,
        b"",
        "nowhere.csv: No such file or directory\n",
    )
    assert run("match", "-", "-").code == 2


def test_the_command_loads_what_is_heavy_only_when_it_matches() -> None:
    code = "import sys, tamarack.cli; sys.exit(bool({'scipy', 'numpy', 'django'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
