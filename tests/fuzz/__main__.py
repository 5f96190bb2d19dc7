"""`make fuzz`: a million inputs for each parser, several parsers at once; goes on where it was left.

python -m tests.fuzz [--inputs N] [--only WORDS] [--jobs N] [--store FOLDER] [--afresh]

Each batch of inputs is drawn by Hypothesis from the batch's number, in a process of its own with a limit of memory, so
that a batch can be drawn again. What was tried is written to FOLDER/batches.jsonl, and inputs that failed beside it.
"""
# ruff: noqa: T201

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from tests.fuzz.batch import BATCH
from tests.fuzz.targets import ROOT, TARGETS, Target


def main(arguments: list[str] | None = None) -> int:
    """Fuzz, print the table, and tell by the exit code whether anything was found."""
    asked = _asked(arguments)
    asked.store.mkdir(parents=True, exist_ok=True)
    log = asked.store / "batches.jsonl"
    if asked.afresh:
        log.unlink(missing_ok=True)
    chosen = [target for target in TARGETS if asked.only.lower() in target.name.lower()]
    done = {(row["target"], row["batch"]) for row in _rows(log)}
    waiting = [job for job in _jobs(chosen, asked.inputs) if job[:2] not in done]
    with ThreadPoolExecutor(asked.jobs) as pool:
        for batch in as_completed(pool.submit(_run, *job, asked.store) for job in waiting):
            with log.open("a") as file:
                file.write(json.dumps(batch.result()) + "\n")
    return _table(chosen, list(_rows(log)))


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description="Every parser, with mutated inputs.")
    parser.add_argument("--inputs", type=int, default=1_000_000, help="how many for each parser")
    parser.add_argument("--only", default="", help="parsers with these words in their name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes at once")
    parser.add_argument("--store", type=Path, default=ROOT / "var" / "fuzz", help="where it is written down")
    parser.add_argument("--afresh", action="store_true", help="forget what was tried before")
    return parser.parse_args(arguments)


def _jobs(targets: list[Target], inputs: int) -> Iterator[tuple[str, int, int]]:
    """Batches, a bit of each parser in turn: target, number and size."""
    for number in range(-(-inputs // BATCH)):
        for target in targets:
            yield target.name, number, min(BATCH, inputs - number * BATCH)


def _run(target: str, number: int, size: int, store: Path) -> dict[str, Any]:
    """A batch in a process of its own; one that dies is run again to see at which input."""
    command = [sys.executable, "-m", "tests.fuzz.batch", target, str(number), str(size), str(store)]
    began = time.monotonic()
    for trace in ([], ["--trace"]):
        done = subprocess.run([*command, *trace], capture_output=True, text=True, cwd=ROOT)
        if done.returncode == 0:
            return {**json.loads(done.stdout.splitlines()[-1]), "seconds": round(time.monotonic() - began, 1)}
    what = (done.stderr.strip().splitlines() or [""])[-1]
    found = [{"what": f"process ended with {done.returncode}: {what}", "file": f"{store}/last-{number}"}]
    return {"target": target, "batch": number, "inputs": 0, "slowest": 0, "most": 0, "found": found, "seconds": 0}


def _rows(log: Path) -> Iterator[dict[str, Any]]:
    if log.exists():
        yield from map(json.loads, log.read_text().splitlines())


def _table(targets: list[Target], rows: list[dict[str, Any]]) -> int:
    """Print what was tried of each parser, and what was found; 1 if anything was."""
    print(f"{'parser':40} {'inputs':>9} {'taken':>8} {'slowest':>9} {'memory':>8} {'found':>6}")
    wrong = 0
    for target in targets:
        own = [row for row in rows if row["target"] == target.name]
        found = {one["what"]: one for row in own for one in row["found"]}
        wrong += len(found)
        total, taken = (sum(row.get(name, 0) for row in own) for name in ("inputs", "taken"))
        slowest, most = (max((row[name] for row in own), default=0) for name in ("slowest", "most"))
        print(f"{target.name:40} {total:9,} {taken:8,} {slowest:7.2f} s {most:5} MB {len(found):6}")
        for one in found.values():
            print(f"    {one['what']}\n        {one['file']}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
