"""A batch of inputs for one parser, in this process: python -m tests.fuzz.batch TARGET NUMBER SIZE STORE [--trace]."""
# ruff: noqa: T201

import contextlib
import hashlib
import json
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BATCH = 25_000
TOGETHER = 50
"""Inputs of one number that Hypothesis draws: drawing one for each takes longer than most parsers do."""
SECONDS = 1.0
"""Of processor time that an input may take."""
MEGABYTES = 256
"""Of memory that it may take beyond what the process has when it is ready."""


class TooSlow(BaseException):
    """An input took longer than it may; no parser catches it by mistake."""


def main(name: str, number: int, size: int, store: Path, trace: bool) -> None:
    """Try them, and print what came of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from tests.fuzz.targets import TARGETS

    target = next(target for target in TARGETS if target.name == name)
    with _people() if target.needs_people else contextlib.nullcontext():
        seeds = target.seeds()
        read = undone(target.read) if target.needs_people else target.read
        for seed in seeds:  # once without limits: what is kept in memory afterwards is there
            outcome(read, seed)
        batch = Batch(name, number, store, read, trace=trace)
        batch.run(seeds, size)
    print(json.dumps(batch.told()))


class Batch:
    """What came of some inputs."""

    def __init__(
        self, name: str, number: int, store: Path, read: Callable[[bytes], object], *, trace: bool = False
    ) -> None:
        self.name, self.number, self.store, self.read, self.trace = name, number, store, read, trace
        self.inputs = self.taken = 0
        self.slowest = 0.0
        self.found: dict[str, str] = {}
        self.began = _peak()

    def run(self, seeds: list[bytes], size: int) -> None:
        """Draw the inputs by the batch's number and try each, in no more memory than it may take."""
        from random import Random

        from hypothesis import HealthCheck, Phase, given, seed, settings
        from hypothesis.strategies import integers

        from tests.fuzz.inputs import made_from

        @seed(self.number * 1000 + len(self.name))
        @settings(max_examples=-(-size // TOGETHER), deadline=None, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(integers(0, 2**64 - 1))
        def tried(number: int) -> None:
            random = Random(number)
            for _ in range(min(TOGETHER, size - self.inputs)):
                self.one(made_from(random.getrandbits(64), seeds))

        signal.signal(signal.SIGVTALRM, _too_slow)
        before = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_virtual() + MEGABYTES * 2**20, before[1]))
        try:
            tried()
        finally:
            resource.setrlimit(resource.RLIMIT_AS, before)

    def one(self, data: bytes) -> None:
        """Try an input."""
        if self.trace:
            (self.store / f"last-{self.number}").write_bytes(data)
        self.inputs += 1
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            came = outcome(self.read, data)
        except TooSlow:
            came = "took too long"
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.process_time() - began
        self.slowest = max(self.slowest, took)
        if took > SECONDS and came in ("", "refused"):
            came = "took too long"
        if came == "":
            self.taken += 1
        elif came != "refused" and came not in self.found:
            file = self.store / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
            file.write_bytes(data)
            self.found[came] = str(file)

    def told(self) -> dict[str, Any]:
        """As it is written down."""
        most = max(0, _peak() - self.began)
        found = [{"what": what, "file": file} for what, file in self.found.items()]
        return {"target": self.name, "batch": self.number, "inputs": self.inputs, "taken": self.taken,
                "slowest": round(self.slowest, 3), "most": most, "found": found}  # fmt: skip


def outcome(read: Callable[[bytes], object], data: bytes) -> str:
    """Nothing if it was read; “refused”; or what went wrong, and where."""
    from tamarack.core.errors import TamarackError

    try:
        read(data)
    except TamarackError as error:
        str(error)  # the sentence can be made
        for problem in getattr(error, "problems", ()):
            str(problem[1] if isinstance(problem, tuple) else problem.message)
        return "refused"
    except (Exception, MemoryError) as error:
        ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "src/tamarack" in frame.filename]
        where = f"{Path(ours[-1].filename).name}, {ours[-1].name}" if ours else "elsewhere"
        return f"{type(error).__name__} in {where}: {str(error)[:90]}"
    return ""


def _too_slow(*_: object) -> None:
    raise TooSlow


def _virtual() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _peak() -> int:
    """The most memory that the process had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextlib.contextmanager
def _people() -> Iterator[None]:
    """A database of its own with someone, their organisation, and someone with a record."""
    from django.test.utils import setup_databases, teardown_databases

    from tests.fuzz.people import make_people

    held = setup_databases(verbosity=0, interactive=False)
    try:
        make_people()
        yield
    finally:
        teardown_databases(held, verbosity=0)


def undone(read: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """The same, in a transaction that is undone."""
    from django.db import transaction

    def undone(data: bytes) -> object:
        with transaction.atomic():
            try:
                return read(data)
            finally:
                transaction.set_rollback(True)

    return undone


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), "--trace" in sys.argv)
