"""`tamarack check` and `tamarack tasks`: what is wrong is told with what to do; nothing is told of anyone."""

import json
import os
from pathlib import Path

import pytest

from tests.server import run

pytestmark = pytest.mark.server
GIVE_UP = """
from tamarack.common.mail import deliver
from tamarack.common.tasks.attempts import claim, failed
from tamarack.common.tasks.retrying import GivenUp
deliver.enqueue({"subject": "Code 482913", "body": "b", "to": ["nadia@clearwater.example"]})
failed(claim("one"), GivenUp())
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("check")
    assert run("prepare", data=data).returncode == 0
    return data


def looked(data: Path, **environment: str) -> tuple[int, dict[str, dict[str, str]]]:
    done = run("check", "--json", data=data, **environment)
    told = json.loads(done.stdout)
    return done.returncode, {line["check"]: line for line in told["checks"]}


def test_everything_is_fine_after_the_first_start(data: Path) -> None:
    code, lines = looked(data)
    assert code == 0, lines
    alone = ["configuration", "database", "mail", "storage", "virus scanner", "breached passwords"]
    assert list(lines) == [*alone, "migrations", "clock", "keys", "tasks"]
    assert all(line["fine"] for line in lines.values())


@pytest.mark.parametrize(
    ("environment", "part"),
    [
        ({"TAMARACK_URL": "http://grow.example.ca"}, "configuration"),
        ({"PORT": "abc"}, "configuration"),
        ({"DATABASE_URL": "postgresql://u:hush@127.0.0.1:1/d"}, "database"),
        ({"EMAIL_URL": "smtp://u:hush@127.0.0.1:1"}, "mail"),
        ({"FILES_URL": "s3+http://k:hush@127.0.0.1:1/b"}, "storage"),
        ({"TAMARACK_SECRET_KEY": "hush"}, "keys"),
        ({"TAMARACK_BREACHED_PASSWORDS": __file__}, "breached passwords"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do_and_without_secrets(
    data: Path, environment: dict[str, str], part: str
) -> None:
    code, lines = looked(data, **environment)
    assert code == 1
    assert not lines[part]["fine"]
    assert lines[part]["do"]
    assert "hush" not in json.dumps(lines)


def test_an_empty_database_is_told_with_what_fills_it(tmp_path: Path) -> None:
    code, lines = looked(tmp_path)
    assert (code, lines["migrations"]["says"]) == (1, "The database is empty.")
    assert "tamarack serve" in lines["migrations"]["do"]


def test_a_database_of_before_and_a_key_that_others_may_read_are_told(tmp_path: Path) -> None:
    run("manage", "migrate", "people", "--verbosity", "0", data=tmp_path)
    code, lines = looked(tmp_path)
    assert code == 1
    assert "Make a backup" in lines["migrations"]["do"]
    run("prepare", data=tmp_path)
    os.chmod(tmp_path / "secret-key", 0o644)
    assert looked(tmp_path)[1]["keys"]["do"].startswith("chmod 600")


def test_given_up_tasks_are_listed_run_again_and_dropped(data: Path) -> None:
    for _ in range(2):
        assert run("manage", "shell", "--verbosity", "0", "-c", GIVE_UP, data=data).returncode == 0
    listed = run("tasks", "--json", data=data)
    told = json.loads(listed.stdout)
    assert told["failed"] == 2
    assert [row["task"] for row in told["given_up"]] == ["tamarack.common.mail.deliver"] * 2
    for text in (listed.stdout, run("tasks", data=data).stdout):
        assert "nadia" not in text
        assert "482913" not in text
    assert looked(data)[1]["tasks"]["do"] == "See them with: tamarack tasks"
    assert run("tasks", "drop", data=data).returncode == 2
    assert run("tasks", "again", told["given_up"][0]["id"], data=data).stdout == "Queued again: 1\n"
    assert run("tasks", "drop", "--all", data=data).stdout == "Erased: 1\n"
