"""Backups made while people work come back as they were, in either database; a broken one is refused, saying why."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from tests.server import environment
from tests.with_postgres import new_database

FILL = """
from tamarack.cli.serve import prepare_site, start_django
prepare_site(start_django(demo=True))
from tamarack.cli.demo_data import add_demo_people
add_demo_people()
"""
FAILS = """
from django.db import migrations, models

def fail(apps, editor):
    apps.get_model("people", "Person").objects.update(name="half written")
    raise RuntimeError("a migration that cannot be")

class Migration(migrations.Migration):
    dependencies = [("people", {last!r})]
    operations = [migrations.AddField("person", "odd", models.IntegerField(null=True)),
                  migrations.RunPython(fail)]
"""


SHORT_FILES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
from tamarack.cli import main
main(["restore", sys.argv[1]])
"""
"""A restore on a disk that has no room for a long file."""


def run(data: Path, *command: str, database: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    own = environment(data, **({"DATABASE_URL": database} if database else {}), **more)
    return subprocess.run([sys.executable, *command], env=own, capture_output=True, text=True, timeout=300)


def tamarack(data: Path, *command: str, database: str = "") -> subprocess.CompletedProcess[str]:
    return run(data, "-m", "tamarack", *command, database=database)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo's people."""
    data = tmp_path_factory.mktemp("filled")
    done = run(data, "-c", FILL)
    assert done.returncode == 0, done.stderr
    (data / "keys" / "odd.pem").write_text("a key")
    (data / "files" / "zz").mkdir()
    (data / "files" / "zz" / "long").write_bytes(bytes(range(256)) * 2000)
    return data


@pytest.fixture(scope="module")
def kept(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    file = tmp_path_factory.mktemp("kept") / "all.zip"
    done = tamarack(filled, "backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


def rows(file: Path) -> dict[str, set[str]]:
    """Every row that a backup holds, by its table, whatever their order and that of what is in them."""
    with zipfile.ZipFile(file) as archive:
        return {
            name: {json.dumps(json.loads(line), sort_keys=True) for line in archive.read(name).splitlines()}
            for name in archive.namelist() if name.startswith("rows/")
        }  # fmt: skip


@pytest.mark.server
def test_a_backup_goes_from_sqlite_to_postgresql_and_back_row_by_row(kept: Path, postgres: str, tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    database = new_database(postgres)
    done = tamarack(there, "restore", str(kept), database=database)
    assert done.returncode == 0, done.stderr
    assert "in PostgreSQL now" in done.stdout
    assert f"{there} and the database " in done.stdout
    assert tamarack(there, "backup", str(tmp_path / "two.zip"), database=database).returncode == 0
    assert tamarack(back, "restore", str(tmp_path / "two.zip")).returncode == 0
    assert tamarack(back, "backup", str(tmp_path / "three.zip")).returncode == 0
    first, last = rows(kept), rows(tmp_path / "three.zip")
    assert sum(map(len, first.values())) > 5000
    assert first.keys() == last.keys()
    for label, found in first.items():
        assert last[label] == found, label


def assert_files_and_keys_are_those_of(filled: Path, data: Path) -> None:
    for folder in ("files", "keys"):
        wanted = {
            path.relative_to(filled): path.read_bytes() for path in (filled / folder).rglob("*") if path.is_file()
        }
        assert wanted
        found = {path.relative_to(data): path.read_bytes() for path in (data / folder).rglob("*") if path.is_file()}
        assert found == wanted
    assert (data / "secret-key").read_bytes() == (filled / "secret-key").read_bytes()


@pytest.mark.server
def test_files_and_keys_come_back_and_are_their_owners_alone(filled: Path, kept: Path, tmp_path: Path) -> None:
    assert tamarack(tmp_path, "restore", str(kept)).returncode == 0
    assert_files_and_keys_are_those_of(filled, tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.server
def test_new_rows_get_new_numbers_after_a_restore_to_postgresql(kept: Path, postgres: str, tmp_path: Path) -> None:
    database = new_database(postgres)
    assert tamarack(tmp_path, "restore", str(kept), database=database).returncode == 0
    said = run(
        tmp_path, "-c",
        "from tamarack.cli.serve import start_django; start_django(demo=None)\n"
        "from tamarack.people.models import Person\n"
        "print(Person.objects.create_user('new@clearwater.example', 'x', name='New').pk"
        " == Person.objects.order_by('-pk')[0].pk)",
        database=database,
    )  # fmt: skip
    assert said.stdout == "True\n", said.stderr


@pytest.mark.server
def test_a_backup_shows_one_moment_while_people_write(filled: Path, tmp_path: Path) -> None:
    """Two tables that are always written together are never seen apart."""
    stop = threading.Event()
    database = sqlite3.connect(filled / "tamarack.sqlite3", timeout=20, check_same_thread=False, isolation_level=None)

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            database.execute("BEGIN IMMEDIATE")
            database.execute("UPDATE people_person SET rubric = ?", [str(number)])
            database.execute("UPDATE people_organisation SET logo_text = ?", [str(number)])
            database.execute("COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        done = tamarack(filled, "backup", str(tmp_path / "moment.zip"))
    finally:
        stop.set()
        writer.join()
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "moment.zip")
    people = {json.loads(row)["rubric"] for row in found["rows/people.Person.jsonl"]}
    places = {json.loads(row)["logo_text"] for row in found["rows/people.Organisation.jsonl"]}
    assert people == places
    assert len(people) == 1


def broken(kept: Path, target: Path, how: str) -> Path:
    """A copy of a backup that something happened to."""
    whole = kept.read_bytes()
    if how == "cut off":
        target.write_bytes(whole[: len(whole) // 2])
    elif how == "altered byte":
        target.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    elif how == "not a backup":
        target.write_bytes(b"hello")
    else:
        with zipfile.ZipFile(kept) as source, zipfile.ZipFile(target, "w") as copy:
            for name in source.namelist():
                text = source.read(name)
                if how == "altered row" and name == "rows/people.Person.jsonl":
                    text = text.replace(b"Nadia", b"Nadja")
                if not (how == "entry missing" and name == "rows/people.Person.jsonl"):
                    copy.writestr(name, text)
    return target


@pytest.mark.server
@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("cut off", "cut off: its end is missing"), ("altered byte", "was altered"),
        ("altered row", "is not what it was"),
        ("entry missing", "is missing"), ("not a backup", "is no backup of Tamarack"),
    ],
)  # fmt: skip
def test_a_broken_backup_is_refused_with_its_reason_and_nothing_is_written(
    kept: Path, tmp_path: Path, how: str, why: str
) -> None:
    done = tamarack(tmp_path / "data", "restore", str(broken(kept, tmp_path / "broken.zip", how)))
    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr
    assert tables(tmp_path / "data") == []


def assert_whole(data: Path, filled: Path, kept: Path, again: Path) -> None:
    """A place has all that was backed up, and nothing of the way there."""
    assert_files_and_keys_are_those_of(filled, data)
    assert tamarack(data, "backup", str(again)).returncode == 0
    assert rows(again) == rows(kept)
    assert not list(data.rglob("*.restoring*")) + list(data.rglob("*.part"))


def tables(data: Path) -> list[tuple[str]]:
    return sqlite3.connect(data / "tamarack.sqlite3").execute("SELECT name FROM sqlite_master").fetchall()


def assert_succeeds_when_begun_again(data: Path, filled: Path, kept: Path, tmp_path: Path) -> None:
    assert tables(data) == []
    done = tamarack(data, "restore", str(kept))
    assert done.returncode == 0, done.stderr
    assert_whole(data, filled, kept, tmp_path / "again.zip")


@pytest.mark.server
def test_a_restore_that_had_no_room_for_a_file_succeeds_when_it_is_begun_again(
    filled: Path, kept: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    failed = run(data, "-c", SHORT_FILES, str(kept))
    assert (failed.returncode, "give the same command again" in failed.stderr) == (2, True), failed.stderr
    assert 0 < (data / "files" / "zz" / "long").stat().st_size < 300_000
    assert_succeeds_when_begun_again(data, filled, kept, tmp_path)


@pytest.mark.server
@pytest.mark.parametrize("where", ["before the rows", "among the tables"])
def test_a_restore_that_was_killed_succeeds_when_it_is_begun_again(
    filled: Path, kept: Path, tmp_path: Path, where: str
) -> None:
    data, own_key = tmp_path / "data", (filled / "secret-key").read_bytes()
    key, aside = data / "secret-key", data / "tamarack.sqlite3.restoring"
    process = subprocess.Popen([sys.executable, "-m", "tamarack", "restore", str(kept)], env=environment(data))

    def reached() -> bool:
        if where == "before the rows":
            return key.exists() and key.read_bytes() == own_key
        return aside.exists() and aside.stat().st_size > 100_000

    until = time.monotonic() + 120
    while not reached():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert_succeeds_when_begun_again(data, filled, kept, tmp_path)


@pytest.mark.server
@pytest.mark.parametrize("name", ["aa/other", "zz/long"])
def test_a_place_with_files_of_others_is_refused_before_anything_is_written(
    kept: Path, tmp_path: Path, name: str
) -> None:
    theirs = tmp_path / "files" / name
    theirs.parent.mkdir(parents=True)
    theirs.write_text("of others")
    (tmp_path / "secret-key").write_text("k" * 50)
    done = tamarack(tmp_path, "restore", str(kept))
    assert (done.returncode, "The store of files is not empty" in done.stderr) == (2, True)
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == [theirs]
    assert theirs.read_text() == "of others"
    assert (tmp_path / "secret-key").read_text() == "k" * 50
    assert not (tmp_path / "keys").exists()
    assert tables(tmp_path) == []


@pytest.mark.server
def test_nothing_is_written_over(kept: Path, filled: Path) -> None:
    again = tamarack(filled, "backup", str(kept))
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    onto = tamarack(filled, "restore", str(kept))
    assert (onto.returncode, "The database is not empty" in onto.stderr) == (2, True)


@pytest.mark.server
def test_an_encrypted_backup_opens_with_its_key_alone(filled: Path, tmp_path: Path) -> None:
    public = [tamarack(tmp_path, "backup-key", str(tmp_path / name)).stdout.strip() for name in ("one", "two")]
    file = tmp_path / "sealed.age"
    assert tamarack(filled, "backup", str(file), "--to", public[0]).returncode == 0
    assert b"Nadia" not in file.read_bytes()
    without = tamarack(tmp_path / "a", "restore", str(file))
    wrong = tamarack(tmp_path / "a", "restore", str(file), "--key", str(tmp_path / "two"))
    assert (without.returncode, "is encrypted" in without.stderr) == (2, True)
    assert (wrong.returncode, "for another key" in wrong.stderr) == (2, True)
    file.write_bytes(file.read_bytes()[:-100])
    cut = tamarack(tmp_path / "a", "restore", str(file), "--key", str(tmp_path / "one"))
    assert (cut.returncode, "cut off" in cut.stderr) == (2, True)


@pytest.mark.server
def test_an_upgrade_that_fails_leaves_everything_as_it_was(kept: Path, tmp_path: Path) -> None:
    data, package = tmp_path / "data", tmp_path / "odd"
    assert tamarack(data, "restore", str(kept)).returncode == 0
    package.mkdir()
    source = Path(__file__).parents[2] / "src" / "tamarack" / "people" / "migrations"
    numbers = sorted(path.stem for path in source.glob("0*.py"))
    for path in source.glob("*.py"):
        (package / path.name).write_text(path.read_text())
    (package / "9999_fails.py").write_text(FAILS.format(last=numbers[-1]))
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from django.conf import settings\n"
        "from tamarack.cli import backup, main\n"
        "import tamarack.config.settings as own; own.MIGRATION_MODULES = {'people': 'odd'}\n"
        "main(['upgrade'])"
    )
    done = run(data, "-c", code, str(tmp_path))
    assert done.returncode == 2
    assert "The database is as it was" in done.stderr, done.stderr
    assert tamarack(data, "backup", str(tmp_path / "after.zip")).returncode == 0
    assert rows(tmp_path / "after.zip") == rows(kept)


@pytest.mark.server
@pytest.mark.parametrize("command", [["backup", "all.zip"], ["upgrade"]])
def test_where_no_server_ever_ran_nothing_is_backed_up_and_it_is_told(tmp_path: Path, command: list[str]) -> None:
    done = tamarack(tmp_path, command[0], *(str(tmp_path / name) for name in command[1:]))
    assert (done.returncode, done.stdout) == (2, "")
    assert "TAMARACK_DATA" in done.stderr
    assert not list(tmp_path.rglob("*.zip"))


@pytest.mark.server
def test_an_upgrade_that_works_says_so_and_keeps_its_backup(kept: Path, tmp_path: Path) -> None:
    assert tamarack(tmp_path, "restore", str(kept)).returncode == 0
    old = tmp_path / "backups" / "before-upgrade-20250102-030405.zip"
    old.parent.mkdir()
    old.touch()
    os.utime(old, (0, 0))
    done = tamarack(tmp_path, "upgrade")
    assert (done.returncode, "Upgraded, and checked." in done.stdout) == (0, True), done.stderr
    (made,) = old.parent.iterdir()
    assert made.name.startswith("before-upgrade-")
    assert made != old
