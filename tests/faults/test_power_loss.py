"""The power goes at any moment while people save: what is on the disk then opens, and has all that was acknowledged.

Every process is stopped where it stands, in the middle of whatever it writes; the files are copied as they are, the
database and its log, and the processes go on. A copy is what a machine would find that starts again.
"""

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks import proc
from benchmarks.person import Key
from tests.faults.house import House, Savers, saving

pytestmark = [pytest.mark.server, pytest.mark.skipif(not proc.available(), reason="needs /proc")]

CUTS = 25
STORED = "SELECT criterion, value, note FROM assessment_rating WHERE assessment_id = ?"
HALF = """
SELECT count(*) FROM assessment_rating r LEFT JOIN assessment_assessment a ON a.id = r.assessment_id
WHERE a.id IS NULL OR (r.value = 'NA') <> (r.reason <> '') OR NOT json_valid(r.seen)
"""


@dataclass(frozen=True)
class Told:
    """What had been acknowledged to someone when the power went, and what was under way, which may be there or not."""

    draft: int
    saved: dict[Key, str]
    waiting: dict[Key, str]


def cut(house: House, savers: Savers, folder: Path) -> list[Told]:
    """Copy what is on the disk now; what had been acknowledged by then."""
    pids = proc.tree(house.process.pid)
    people = [saver.person for saver in savers]
    saved = [dict(person.saved) for person in people]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    waiting = [{key: entry["value"] for key, entry in dict(person.waiting).items()} for person in people]
    acknowledged = [Told(person.draft, *told) for person, *told in zip(people, saved, waiting, strict=True)]
    folder.mkdir()
    for name in ("tamarack.sqlite3", "tamarack.sqlite3-wal"):
        shutil.copy(house.database.with_name(name), folder / name)
    for pid in pids:
        os.kill(pid, signal.SIGCONT)
    return acknowledged


def missing(folder: Path, acknowledged: list[Told]) -> list[str]:
    """Answers that were acknowledged and are not there, nor a later one in their place; and what is wrong besides."""
    with closing(sqlite3.connect(folder / "tamarack.sqlite3")) as file:
        wrong = [line for (line,) in file.execute("PRAGMA integrity_check") if line != "ok"]
        wrong += [str(row) for row in file.execute("PRAGMA foreign_key_check")]
        if half := file.execute(HALF).fetchone()[0]:
            wrong.append(f"{half} half rows")
        for told in acknowledged:
            rows = {code: {"rating": value, "note": note} for code, value, note in file.execute(STORED, [told.draft])}
            for (code, kind), value in told.saved.items():
                found = rows.get(code, {}).get(kind)
                if found not in (value, told.waiting.get((code, kind), value)):
                    wrong.append(f"{told.draft} {code} {kind}: {found} and not {value}")
    return wrong


@pytest.mark.parametrize("torn", [False, True], ids=["as it is", "with a torn end"])
def test_nothing_acknowledged_is_lost_whenever_the_power_goes(
    open_house: Callable[..., House], tmp_path: Path, torn: bool
) -> None:
    house = open_house()
    with saving(house) as savers:
        taken = []
        for number in range(CUTS):
            time.sleep(0.05 + 0.013 * (number % 7))
            taken.append((tmp_path / f"cut-{number}", cut(house, savers, tmp_path / f"cut-{number}")))
    for folder, acknowledged in taken:
        if torn:  # half a page of the log that was under way
            with (folder / "tamarack.sqlite3-wal").open("ab") as log:
                log.write(b"\x00\x00\x01\x9a" + os.urandom(1500))
        assert missing(folder, acknowledged) == []
    assert sum(len(told.saved) for _, acknowledged in taken for told in acknowledged) > CUTS


def test_a_site_starts_on_what_was_left_and_goes_on(open_house: Callable[..., House], tmp_path: Path) -> None:
    house = open_house()
    with saving(house) as savers:
        savers.wait_for_more()
        acknowledged = cut(house, savers, tmp_path / "left")
    house.stop()
    for name in ("tamarack.sqlite3", "tamarack.sqlite3-wal"):
        shutil.copy(tmp_path / "left" / name, house.database.with_name(name))
    house.database.with_name("tamarack.sqlite3-shm").unlink(missing_ok=True)
    house.start_again()
    assert house.get("/en/me/")[0] == 200
    assert missing(house.database.parent, acknowledged) == []
    with saving(house):
        pass
