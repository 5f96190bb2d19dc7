"""`kill -9` while people save: what was acknowledged is there, and a process takes only its own requests along."""

import pytest

from benchmarks import proc, survival
from benchmarks.person import Record
from benchmarks.server import POSTGRES, SQLITE, on
from benchmarks.survival import Kill, Outcome

pytestmark = [pytest.mark.server, pytest.mark.skipif(not proc.available(), reason="needs /proc")]


@pytest.fixture(scope="module", params=[SQLITE, POSTGRES])
def run(request: pytest.FixtureRequest) -> tuple[list[Kill], list[Record]]:
    with on(request.param):
        return survival.run(times=2)


@pytest.fixture(scope="module")
def of_one(run: tuple[list[Kill], list[Record]]) -> list[Outcome]:
    return [outcome for outcome in survival.outcomes(*run) if not outcome.kill.whole]


def test_everyone_saved_before_and_after_each_kill(run: tuple[list[Kill], list[Record]]) -> None:
    kills, records = run
    for record in records:
        saved = [attempt.ended for attempt in record.attempts if attempt.ok and attempt.saves]
        assert saved[0] < kills[0].at
        assert saved[-1] > kills[-1].back


def test_what_was_acknowledged_is_there_whatever_is_killed(run: tuple[list[Kill], list[Record]]) -> None:
    assert [record.lost for record in run[1] if record.lost] == []


def test_an_answer_that_is_sent_again_counts_once(run: tuple[list[Kill], list[Record]]) -> None:
    assert [record.doubled for record in run[1] if record.doubled] == []


def test_the_end_of_a_server_process_costs_the_requests_it_held_alone(of_one: list[Outcome]) -> None:
    assert len(of_one) == 2
    assert [outcome.others for outcome in of_one] == [[], []]
    assert all(outcome.own <= outcome.held for outcome in of_one)
