"""The backups of upgrades in the data folder end by themselves: they hold what people erase since."""

import re
import shutil
import time
from pathlib import Path

from django.conf import settings

DAYS = 30
"""How long they are kept; as long as those of every night by the kit (deploy/tamarack-backup.service)."""
OURS = re.compile(r"before-upgrade-\d{8}-\d{6}\.zip|\.tamarack-backup-\w+")
"""A backup, or the folder of one that was killed while it was written."""


def forget_backups() -> None:
    """Erase those that are over, and nothing that somebody else keeps there."""
    folder, over = Path(settings.BACKUPS_ROOT), time.time() - DAYS * 86_400
    for path in folder.iterdir() if folder.is_dir() else ():
        if OURS.fullmatch(path.name) and path.lstat().st_mtime < over:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
