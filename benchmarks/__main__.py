"""`python -m benchmarks`: start a demo, measure it, print what came out; exit code 1 if a limit is broken."""

import argparse
import sys

from benchmarks.client import Client
from benchmarks.cost import Cost, costs
from benchmarks.pages import PERSON, addresses, pages
from benchmarks.report import as_json, as_tables, broken
from benchmarks.server import CannotMeasure, demo
from benchmarks.weights import Weight, weights

ROUNDS, QUICK_ROUNDS = 15, 3


def main() -> int:
    options = _options()
    try:
        cost, weight = measure(QUICK_ROUNDS if options.quick else ROUNDS)
    except CannotMeasure as error:
        print(error, file=sys.stderr)
        return 2
    print(as_json(cost, weight) if options.json else as_tables(cost, weight))
    wrong = broken(cost, weight)
    for line in wrong:
        print(f"Limit broken: {line}", file=sys.stderr)
    return 1 if wrong else 0


def measure(rounds: int) -> tuple[list[Cost], list[Weight]]:
    """Costs and weights of the pages of a demo of its own."""
    with demo() as server:
        visitor, member = Client(server.port), Client(server.port)
        member.sign_in(PERSON)
        at = addresses(member)
        return costs(server, pages(visitor, member, at), rounds), weights(visitor, member, at)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--quick", action="store_true", help="few rounds: noisy, for a first look")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
