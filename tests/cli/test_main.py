import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CODE = """
import sys
from tamarack.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
heavy = ["django", "xlsxwriter", "python_calamine"]
print([name for name in heavy if name in sys.modules], file=sys.stderr)
"""


def test_the_version_is_shown(run: Run) -> None:
    assert run("--version").out.startswith(b"tamarack ")


def test_showing_a_rubric_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", CODE, "rubric", "show"], capture_output=True, text=True)
    assert done.stdout.startswith("CACEE Competencies 1.0")
    assert done.stderr == "[]\n"


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "tamarack", "rubric", "show", "X"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "cacee 1.0 has no competency, criterion or descriptor “X”.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell with pipes")
@pytest.mark.parametrize(
    "command", ["rubric show", "rubric show --json", "score people.csv", "score --json people.csv"]
)
def test_a_closed_pipe_is_no_error(command: str, tmp_path: Path) -> None:
    rows = "".join(f"p{number},COL.1,B\n" for number in range(500))
    (tmp_path / "people.csv").write_text("person,criterion,rating\n" + rows)
    shell = f"{sys.executable} -m tamarack {command} | head -c 20 | head -1"
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, cwd=tmp_path)
    assert done.stderr == ""
    assert done.stdout


def test_a_mistaken_option_is_told_with_code_2(run: Run) -> None:
    done = run("rubric", "show", "--language", "fr")
    assert (done.code, done.out) == (2, b"")
    assert "--language" in done.err


def test_a_file_that_is_missing_or_a_directory_is_one_line(run: Run, tmp_path: Path) -> None:
    for path in ("missing.csv", tmp_path):
        for command in (["score"], ["rubric", "validate"], ["rubric", "convert", "--to", "json"]):
            done = run(*command, path)
            assert (done.code, done.out, done.err.count("\n")) == (2, b"", 1)
            assert str(path) in done.err
