"""A disk that gets full, and is free again: a small one in memory where this process may mount it.

Where it may not, the kernel lets the site's processes write no file beyond its first bytes: other words, same trouble.
"""

import resource
import subprocess
from pathlib import Path

from benchmarks import proc

SIZE = 96_000_000


class Disk:
    """In a folder; `pids` tells whose writes fail where it cannot be mounted."""

    def __init__(self, folder: Path, size: int = SIZE) -> None:
        self.folder = folder
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        try:
            self.mounted = subprocess.run(command, capture_output=True).returncode == 0
        except OSError:
            self.mounted = False
        self.ballast = folder / "ballast"

    def fill(self, root: int) -> None:
        """From now on there is no room for what a process and those below it write."""
        if not self.mounted:
            self._limit(root, 0)
            return
        with self.ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 4096)
            except OSError:
                pass

    def free(self, root: int) -> None:
        """Make room."""
        if self.mounted:
            self.ballast.unlink()
        else:
            self._limit(root, resource.RLIM_INFINITY)

    def gone(self) -> None:
        """Take it away."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=True)

    @staticmethod
    def _limit(root: int, most: int) -> None:
        for pid in proc.tree(root):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
