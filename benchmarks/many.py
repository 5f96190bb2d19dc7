"""Whether a request costs more where many other people have answered: two demos in turn, one filled, one not."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.client import Client
from benchmarks.cost import Sample, sample, warm_up
from benchmarks.filling import fill
from benchmarks.pages import PERSON, PRIVATE, Page, addresses, saves
from benchmarks.report import Table, limit, within
from benchmarks.server import Server, demo

PEOPLE, QUICK_PEOPLE = 28_600, 2_000
ROUNDS, QUICK_ROUNDS = 15, 3
LIMIT = 1.2


@dataclass(frozen=True)
class Growth:
    """What a page costs beside nobody's ratings and beside many; the ratio is the median of the rounds' own."""

    name: str
    alone_ms: float
    among_many_ms: float
    ratio: float
    lowest: float
    highest: float

    @property
    def within(self) -> bool:
        """Whether the limit is kept."""
        return self.ratio <= LIMIT


def measure(quick: bool) -> list[Table]:
    """Costs with and without the ratings of others."""
    with demo() as alone, demo() as crowded:
        stored = fill(crowded, QUICK_PEOPLE if quick else PEOPLE)
        servers = [(server, _pages(server)) for server in (alone, crowded)]
        rounds = [_round(servers, turn) for turn in range(QUICK_ROUNDS if quick else ROUNDS)]
    return [_table([_growth(page.name, rounds) for page in servers[0][1]], stored)]


def _pages(server: Server) -> list[Page]:
    member, guest = Client(server.port), Client(server.port)
    member.sign_in(PERSON)
    at = addresses(member, guest)
    pages = [
        Page("me/", lambda: member.get(at.me), "One next step", PRIVATE),
        Page("assessment, one competency", lambda: member.get(at.competency), 'name="rating-DIG.1"', PRIVATE),
        Page("a save", saves(member, at.competency), '"saved"', PRIVATE),
    ]
    warm_up(pages)
    return pages


def _round(servers: Sequence[tuple[Server, list[Page]]], turn: int) -> dict[str, tuple[Sample, Sample]]:
    """Each page at both, one right after the other; who is first changes from round to round."""
    found: dict[str, tuple[Sample, Sample]] = {}
    for one, other in zip(*(pages for _, pages in servers), strict=True):
        tasks = [(servers[0][0], one), (servers[1][0], other)]
        samples = [sample(*task) for task in (tasks[::-1] if turn % 2 else tasks)]
        alone, crowded = samples[::-1] if turn % 2 else samples
        found[one.name] = alone, crowded
    return found


def _growth(name: str, rounds: Sequence[dict[str, tuple[Sample, Sample]]]) -> Growth:
    pairs = [samples[name] for samples in rounds]
    ratios = [crowded.cpu / alone.cpu for alone, crowded in pairs]
    return Growth(
        name=name,
        alone_ms=median(alone.cpu for alone, _ in pairs),
        among_many_ms=median(crowded.cpu for _, crowded in pairs),
        ratio=median(ratios),
        lowest=min(ratios),
        highest=max(ratios),
    )


def _table(found: Sequence[Growth], stored: int) -> Table:
    heads = ("among others' ratings", "CPU ms, none", f"CPU ms, {stored:,}", "ratio", "range", "limit", "within")
    rows = [_cells(row) for row in found]
    data = [asdict(row) | {"stored": stored, "limit": LIMIT, "within": row.within} for row in found]
    wrong = [
        f"{row.name} among {stored:,} ratings of others: {row.ratio:.2f} times its cost with none, limit {LIMIT:g}"
        for row in found
        if not row.within
    ]
    return Table("many", heads, rows, data, wrong)


def _cells(row: Growth) -> list[str]:
    numbers = [f"{row.alone_ms:.2f}", f"{row.among_many_ms:.2f}", f"{row.ratio:.2f}"]
    return [row.name, *numbers, f"{row.lowest:.2f}–{row.highest:.2f}", limit(LIMIT), within(LIMIT, row.within)]
