"""Figures: whether a page costs more where more people are counted, and what making a snapshot takes."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from benchmarks.client import Client
from benchmarks.cost import Sample, sample, warm_up
from benchmarks.pages import PERSON, Page
from benchmarks.profession import ASSOCIATION, ORGANISATION, Size, as_one_organisation, as_they_were, found_profession
from benchmarks.report import Figure, Table, figures
from benchmarks.server import CannotMeasure, Server, demo

SMALL, LARGE = Size(25, 100, 6), Size(25, 100, 200)
QUICK_SMALL, QUICK_LARGE = Size(5, 20, 6), Size(5, 20, 60)
ROUNDS, QUICK_ROUNDS = 15, 3
LIMIT = 1.2


def measure(quick: bool) -> list[Table]:
    """Building a snapshot of everybody, then pages on stored snapshots, of few people and of many in turn."""
    small, large = (QUICK_SMALL, QUICK_LARGE) if quick else (SMALL, LARGE)
    with demo() as few, demo() as many:
        found_profession(few, small, PERSON)
        found_profession(many, large, PERSON)
        as_one_organisation(many, large)
        built = _snapshot(many, "undo", [ORGANISATION.format(0)])
        as_they_were(many, large)
        for server, size in ((few, small), (many, large)):
            _snapshot(server, "keep", [ORGANISATION.format(number) for number in range(size.organisations)])
        return [_built(built, large), _pages(few, many, large, QUICK_ROUNDS if quick else ROUNDS)]


def _snapshot(server: Server, what: str, codes: Sequence[str]) -> dict[str, float]:
    environment = server.environment | {"TAMARACK_DEMO": "1", "DJANGO_SETTINGS_MODULE": "tamarack.config.settings"}
    command = [sys.executable, "-m", "benchmarks.snapshot", what, *codes]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CannotMeasure(f"No snapshot could be made:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _built(built: dict[str, float], size: Size) -> Table:
    title = f"a snapshot of {size.all_people:,} people"
    return figures("snapshot", title, [
        Figure("answers counted", built["answers"]),
        Figure("making it", built["seconds"], unit="s", digits=1),
        Figure("one SELECT count(*) of the same answers", built["count"], unit="s", digits=1),
        Figure("times that", built["seconds"] / built["count"], digits=1),
        Figure("memory at most", built["peak"] / 1e6, unit="MB"),
        Figure("of these before it began", built["before"] / 1e6, unit="MB"),
    ])  # fmt: skip


@dataclass(frozen=True)
class Side:
    """A server, its reader, and the pages that this one asks it for."""

    server: Server
    reader: Client
    pages: Sequence[Page]

    def sample(self, index: int) -> Sample:
        """What a page costs now. The server may have ended a connection on which nothing was asked meanwhile."""
        self.reader.connection.close()
        return sample(self.server, self.pages[index])


def _pages(few: Server, many: Server, size: Size, rounds: int) -> Table:
    sides = [_side(server, size) for server in (few, many)]
    measured = [_round(sides, turn) for turn in range(rounds)]
    found = []
    for index, page in enumerate(sides[0].pages):
        pairs = [samples[index] for samples in measured]
        found += [
            Figure(f"{page.name}, CPU", median(large.cpu for _, large in pairs), unit="ms", digits=2),
            Figure(f"{page.name}, times few", median(large.cpu / small.cpu for small, large in pairs), LIMIT, digits=2),
        ]
    return figures("figures", "figures of many people beside those of few", found)


def _side(server: Server, size: Size) -> Side:
    reader = Client(server.port)
    reader.sign_in(PERSON)
    first, organisation = ORGANISATION.format(0), size.teams * size.people
    pages = [
        Page(name, partial(reader.get, address), 'class="heat"')
        for name, address in (
            (f"a team of {size.people:,}", f"/en/teams/{first}/team-0/figures/"),
            (f"an organisation of {organisation:,}", f"/en/orgs/{first}/figures/"),
            (f"an association of {size.all_people:,}", f"/en/orgs/{ASSOCIATION}/figures/"),
        )
    ]
    warm_up(pages)
    return Side(server, reader, pages)


def _round(sides: Sequence[Side], turn: int) -> list[tuple[Sample, Sample]]:
    """Each page at both, one right after the other; who is first changes from round to round."""
    found = []
    for index in range(len(sides[0].pages)):
        samples = [side.sample(index) for side in (sides[::-1] if turn % 2 else sides)]
        few, many = samples[::-1] if turn % 2 else samples
        found.append((few, many))
    return found
