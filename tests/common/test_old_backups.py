"""Backups of upgrades hold what people erase since: they end by themselves."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from tamarack.common.backup.forgetting import DAYS
from tamarack.common.housekeeping import keep_house

OLD, NEW = DAYS + 1, DAYS - 1


@pytest.mark.django_db
def test_the_workers_erase_backups_of_upgrades_after_a_month_and_nothing_else(settings: Any, tmp_path: Path) -> None:
    settings.BACKUPS_ROOT = tmp_path / "backups"
    keep_house.call()  # there was no upgrade yet

    def keep(name: str, days: int) -> None:
        path = settings.BACKUPS_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
        for each in (path, path.parent):
            os.utime(each, (then := time.time() - days * 86_400, then))

    keep(".tamarack-backup-a1b2_c3/plain", OLD)
    keep(".tamarack-backup-d4e5f6g7/plain", NEW)
    for name in ("before-upgrade-20260102-030405.zip", "before-upgrade-mine.zip", "2026-01-02.tamarack", "notes.txt"):
        keep(name, OLD)
    keep("before-upgrade-20261102-030405.zip", NEW)
    keep_house.call()
    assert sorted(path.name for path in settings.BACKUPS_ROOT.iterdir()) == [
        ".tamarack-backup-d4e5f6g7", "2026-01-02.tamarack", "before-upgrade-20261102-030405.zip",
        "before-upgrade-mine.zip", "notes.txt",
    ]  # fmt: skip
