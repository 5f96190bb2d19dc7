"""A large rubric that evolves: reading it, comparing two versions, publishing, taking everyone's answers along."""

import json
import os
import subprocess
import sys
import tempfile

from benchmarks.report import Figure, Table, figures
from benchmarks.server import OURS, CannotMeasure

PEOPLE, QUICK_PEOPLE = 100_000, 2_000


def measure(quick: bool) -> list[Table]:
    """60 competencies × 12 criteria × 7 levels × 3 languages, each figure beside something bare."""
    people = QUICK_PEOPLE if quick else PEOPLE
    found = _run(people)
    title = "a rubric of 60 × 12 criteria, 7 levels, 3 languages"
    return [figures("evolving", title, [
        Figure("a competency's matrix, CPU", found["matrix"] * 1000, unit="ms", digits=1),
        Figure("times CACEE's largest, a cell", found["matrix"] / found["cells"] / found["matrix_of_cacee"], digits=2),
        Figure("comparing two versions", found["compare"], unit="s", digits=2),
        Figure("times writing and reading both as JSON", found["compare"] / found["json"], digits=2),
        Figure("publishing", found["publish"], unit="s", digits=2),
        Figure("times inserting its texts alone", found["publish"] / found["insert"], digits=2),
        Figure(f"taking the answers of {people:,} people along", found["carry"], unit="s", digits=1),
        Figure("people a second", people / found["carry"]),
        Figure("times copying their answers in SQL", found["carry"] / found["copy"], digits=1),
        Figure("memory at most", found["peak"] / 1e6, unit="MB"),
    ])]  # fmt: skip


def _run(people: int) -> dict[str, float]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    with tempfile.TemporaryDirectory(prefix="tamarack-bench-", ignore_cleanup_errors=True) as folder:
        environment |= {"TAMARACK_DATA": folder, "TAMARACK_DEMO": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "tamarack.config.settings"}
        command = [sys.executable, "-m", "benchmarks.growing", str(people)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CannotMeasure(f"The large rubric could not be measured:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
