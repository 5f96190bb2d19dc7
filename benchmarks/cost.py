"""CPU and wall time of each page, in rounds: every round measures every page, so that noise hits all alike."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.client import Client
from benchmarks.feedback import grow_result
from benchmarks.pages import PERSON, Page, addresses, pages
from benchmarks.portfolio import KEEPER, grow_portfolio
from benchmarks.report import Table, limit, within
from benchmarks.server import Server, demo, spent
from benchmarks.weights import weights

ROUNDS, QUICK_ROUNDS = 15, 3
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


def measure(quick: bool) -> list[Table]:
    """Costs and weights of the pages of a demo of its own."""
    with demo() as server:
        visitor, member, guest, keeper = (Client(server.port) for _ in range(4))
        member.sign_in(PERSON)
        keeper.sign_in(KEEPER)
        grow_portfolio(server)
        at = addresses(member, guest, grow_result(server, PERSON))
        found = costs(server, pages(visitor, member, guest, keeper, at), QUICK_ROUNDS if quick else ROUNDS)
        return [_table(found), weights(visitor, member, guest, at)]


def costs(server: Server, pages: Sequence[Page], rounds: int) -> list[Cost]:
    """What each page costs."""
    warm_up(pages)
    measured = [{page.name: sample(server, page) for page in pages} for _ in range(rounds)]
    return [_cost(page, measured) for page in pages]


def warm_up(pages: Sequence[Page]) -> None:
    """Let the server make what it makes once."""
    for page in pages:
        for _ in range(WARM_UP):
            page.visit()


def sample(server: Server, page: Page) -> Sample:
    """What a page costs now."""
    waits = []
    before = server.cpu()
    for _ in range(page.requests):
        begun = time.perf_counter()
        answer = page.ask()
        waits.append(time.perf_counter() - begun)
        page.see(answer)
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


def _table(found: Sequence[Cost]) -> Table:
    heads = ("page", "requests", "CPU ms", "p50 ms", "times bare", "range", "limit", "within")
    wrong = [f"{row.name}: {row.ratio:.2f} times its bare view, limit {row.limit:g}" for row in found if not row.within]
    data = [asdict(row) | {"within": row.within} for row in found]
    return Table("cost", heads, [_cells(row) for row in found], data, wrong)


def _cells(row: Cost) -> list[str]:
    numbers = [f"{row.cpu_ms:.2f}", f"{row.p50_ms:.2f}", f"{row.ratio:.2f}", f"{row.lowest:.2f}–{row.highest:.2f}"]
    return [row.name, str(row.requests), *numbers, limit(row.limit), within(row.limit, row.within)]
