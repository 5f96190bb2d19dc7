"""Two servers that start at once on one database, empty or of an earlier version: one migrates, the other waits."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import server
from tests.running.conftest import database  # noqa: F401

pytestmark = pytest.mark.server

FOUND = """
from tamarack.common.health import unmigrated
from tamarack.rubric.models import Version
print(unmigrated(), Version.objects.count())
"""


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "tamarack", "manage", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def start_both(environments: list[dict[str, str]]) -> None:
    command = [sys.executable, "-m", "tamarack", "prepare"]
    both = [subprocess.Popen(command, env=each, stderr=subprocess.PIPE, text=True) for each in environments]
    said = [process.communicate(timeout=240)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert all("Traceback" not in each for each in said)


def test_on_an_empty_database_and_then_on_one_of_before(
    database: dict[str, str],  # noqa: F811
    prepared: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = Path(database["TAMARACK_DATA"])
    folders = [data, data]  # on SQLite two on one folder, with nothing in it
    if "DATABASE_URL" in database:  # on PostgreSQL each has a folder of its own
        folders = [tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")]
        for folder in folders:
            (folder / "static").symlink_to(prepared / "static")
    environments = [server.environment(folder, **{**database, "TAMARACK_DATA": str(folder)}) for folder in folders]
    start_both(environments)
    shell = ("shell", "--verbosity", "0", "-c", FOUND)
    manage(environments[0], "migrate", "--verbosity", "0", "exchange", "zero")
    start_both(environments)
    assert manage(environments[0], *shell).split() == ["0", "1"]
    manifests = [path.name for path in (folders[0] / "static").glob("staticfiles*.json")]
    assert manifests == ["staticfiles.json"]
