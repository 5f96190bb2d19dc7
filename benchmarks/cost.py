"""CPU and wall time of each page, in rounds: every round measures every page, so that noise hits all alike."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.pages import Page
from benchmarks.server import Server, spent

WARM_UP = 5


@dataclass(frozen=True)
class Sample:
    """One page in one round, a request: milliseconds of CPU, and the median of milliseconds waited."""

    cpu: float
    waited: float


@dataclass(frozen=True)
class Cost:
    """A page over all rounds. Its ratio is the median of the rounds' own ratios to their bare view."""

    name: str
    requests: int
    cpu_ms: float
    p50_ms: float
    ratio: float
    lowest: float
    highest: float
    limit: float | None

    @property
    def within(self) -> bool:
        """Whether the limit is kept."""
        return self.limit is None or self.ratio <= self.limit


def costs(server: Server, pages: Sequence[Page], rounds: int) -> list[Cost]:
    """What each page costs."""
    for page in pages:
        for _ in range(WARM_UP):
            page.visit()
    measured = [{page.name: _sample(server, page) for page in pages} for _ in range(rounds)]
    return [_cost(page, measured) for page in pages]


def _sample(server: Server, page: Page) -> Sample:
    waits = []
    before = server.cpu()
    for _ in range(page.requests):
        begun = time.perf_counter()
        answer = page.ask()
        waits.append(time.perf_counter() - begun)
        answer.require(page.marker)
    return Sample(1000 * spent(before, server.cpu()) / page.requests, 1000 * median(waits))


def _cost(page: Page, measured: Sequence[dict[str, Sample]]) -> Cost:
    samples = [samples[page.name] for samples in measured]
    ratios = [samples[page.name].cpu / samples[page.bare or page.name].cpu for samples in measured]
    return Cost(
        name=page.name,
        requests=page.requests * len(measured),
        cpu_ms=median(sample.cpu for sample in samples),
        p50_ms=median(sample.waited for sample in samples),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
        limit=page.limit,
    )
