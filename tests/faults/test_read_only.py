"""A data folder that may not be written to: what may be read is shown, what would be lost is refused, a start says why.

As root, which may write everywhere, the site is started without that right.
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import proc
from tests import server
from tests.faults.house import House, saving, wait_for

pytestmark = [pytest.mark.server, pytest.mark.skipif(not proc.available(), reason="needs /proc")]

LESS = "-dac_override,-dac_read_search"
UNDER = ("setpriv", f"--bounding-set={LESS}", f"--inh-caps={LESS}") if os.geteuid() == 0 else ()
WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def allow(folder: Path, *, writing: bool) -> None:
    for path in [folder, *folder.rglob("*")]:
        mode = path.stat().st_mode
        path.chmod(mode | stat.S_IWUSR if writing else mode & ~WRITE)


def test_a_site_whose_data_cannot_be_written_to_any_more_shows_pages_and_refuses_what_it_cannot_keep(
    open_house: Callable[..., House],
) -> None:
    house = open_house(under=UNDER)
    data = house.folder / "data"
    with saving(house):
        pass
    allow(data, writing=False)
    try:
        for pid in house.workers():  # a process that is new has nothing open from before
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: proc.alive(house.process.pid) and bool(house.workers()), 60)
        house.wait_until_up()
        assert house.get("/en/rubric/cacee/col/")[0] == 200
        assert house.get("/en/assess/")[0] == 200
        refused = house.check_in(4)
        assert refused.status == 503
        assert "probably not saved" in refused.text
    finally:
        allow(data, writing=True)
    house.kill()
    house.start_again()
    assert house.sql("SELECT count(*) FROM growth_checkin") == [(0,)]
    with saving(house):
        pass


def test_a_start_on_it_says_what_is_wrong_and_changes_nothing(prepared: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    (data / "tamarack.sqlite3").chmod(0o400)
    allow(data, writing=False)
    try:
        done = subprocess.run(
            [*UNDER, sys.executable, "-m", "tamarack", "prepare"],
            env=server.environment(data), capture_output=True, text=True,
        )  # fmt: skip
    finally:
        allow(data, writing=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "cannot write to its data folder" in done.stderr
