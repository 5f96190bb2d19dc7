"""`python -m benchmarks`: measure each part, print what came out; exit code 1 if a limit is broken."""

import argparse
import sys
import time
from collections.abc import Callable

from benchmarks import cost, evolving, insight, many, saving, scoring, survival
from benchmarks.report import Table, as_json, as_text
from benchmarks.server import POSTGRES, SQLITE, CannotMeasure, on

PARTS: dict[str, Callable[[bool], list[Table]]] = {
    "cost": cost.measure,
    "many": many.measure,
    "insight": insight.measure,
    "evolving": evolving.measure,
    "saving": saving.measure,
    "survival": survival.measure,
    "score": scoring.measure,
}


def main() -> int:
    options = _options()
    tables = []
    try:
        with on(options.database):
            for name in options.only or PARTS:
                tables += _measured(name, options)
    except CannotMeasure as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(as_json(tables))
    wrong = [line for table in tables for line in table.broken]
    for line in wrong:
        print(f"Limit broken: {line}", file=sys.stderr)
    return 1 if wrong else 0


def _measured(name: str, options: argparse.Namespace) -> list[Table]:
    begun = time.monotonic()
    found = PARTS[name](options.quick)
    if not options.json:
        print(*map(as_text, found), sep="\n\n")
        print(f"({name}: {time.monotonic() - begun:.0f} s)", end="\n\n")
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--database", choices=(SQLITE, POSTGRES), default=SQLITE, help="what the demos stand on")
    parser.add_argument("--quick", action="store_true", help="a small version of all: noisy, for a first look")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be given several times")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
