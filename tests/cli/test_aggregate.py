"""`tamarack aggregate`: the design's example from a file, what is refused, and memory that people do not fill."""

import json
import tracemalloc
from collections.abc import Iterator
from io import StringIO

import pytest

from tamarack.cli.aggregate import _counted
from tamarack.cli.terminal import load_rubric
from tamarack.core.formats.ratings import read_ratings
from tests.cli.conftest import Run

HEADER = "person,group,criterion,rating\n"
EXAMPLE = {"north": (4, 1), "south": (1, 2), "west": (2, 10), "east": (9, 21)}


def example() -> bytes:
    rows = []
    for group, (met, open_) in EXAMPLE.items():
        values = ["B"] * met + ["0"] * open_
        rows += [f"{group}{n},{group},COL.1,{value}\n{group}{n},{group},COL.2,NA\n" for n, value in enumerate(values)]
    return (HEADER + "".join(rows)).encode()


def test_the_example_of_the_design_from_a_file(run: Run) -> None:
    done = run("aggregate", "-", "--by", "group", "--k", "5", "--json", stdin=example())
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert found["k"] == 5
    cells = {group["code"]: group["cells"]["COL.1"] for group in found["groups"]}
    assert list(cells) == ["east", "north", "south", "west"]
    assert cells["north"] == cells["south"] == "pooled"
    assert cells["east"]["at_or_above"]["B"] == "30 %"
    assert cells["west"]["at_or_above"]["B"] == "under a quarter"
    assert found["pool"]["COL.1"]["at_or_above"]["B"] == "half or more"
    assert found["total"]["COL.1"]["about"]["B"] == "30 %"
    assert found["total"]["COL.2"] is None
    assert "COL.2" not in found["pool"]


def test_people_read_a_table(run: Run) -> None:
    lines = [" ".join(line.split()) for line in run("aggregate", "-", stdin=example()).out.decode().splitlines()]
    assert lines[0] == "COL.1 Network and alliances"
    assert lines[1] == "Building Enhancing Mastering"
    assert "Together: north, south half or more fewer than half fewer than half" in lines
    assert "All about 30 % about 10 % about 10 %" in lines
    assert any(line.startswith("Rated by fewer than 5, so that nothing is told: COL.2, COL.3") for line in lines)


def test_a_larger_k_pools_more(run: Run) -> None:
    found = json.loads(run("aggregate", "-", "--k", "20", "--json", stdin=example()).out)
    assert found["pool"]["COL.1"]["groups"] == ["north", "south", "west"]


@pytest.mark.parametrize("k", ["4", "0", "-1"])
def test_k_below_five_cannot_be_asked_for(run: Run, k: str) -> None:
    done = run("aggregate", "-", "--k", k, "--json", stdin=example())
    assert (done.code, done.out) == (2, b"")
    assert "5 people at least" in done.err


def test_only_groups_can_be_told_apart(run: Run) -> None:
    assert run("aggregate", "-", "--by", "person", stdin=example()).code == 2


def test_a_person_is_in_one_group_and_all_errors_are_told_at_once(run: Run) -> None:
    rows = "a,x,COL.1,B\na,y,COL.2,B\nb,,COL.1,B\nb,,COL.2,B\nc,x,COL.1,Q\na,x,COL.3,B\n"
    done = run("aggregate", "-", "--json", stdin=(HEADER + rows).encode())
    assert (done.code, done.out) == (2, b"")
    assert done.err.splitlines() == [
        "line 3, column group: “y” is not “x”, the group in this person's rows above.",
        "line 4, column group: The group of “b” is missing.",
        "line 6, column rating: “Q” is not a rating of COL.1. It can be rated 0, B, E, M, NA.",
        "line 7, column person: The rows of “a” do not stand together.",
    ]


def test_person_and_group_have_to_be_there(run: Run) -> None:
    done = run("aggregate", "-", stdin=b"criterion,rating\nCOL.1,B\n")
    assert done.code == 2
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["line 1, column person", "line 1, column group"]


def test_a_file_without_people_tells_nothing(run: Run) -> None:
    found = json.loads(run("aggregate", "-", "--json", stdin=HEADER.encode()).out)
    assert found["groups"] == []
    assert found["pool"] == {}
    assert set(found["total"].values()) == {None}


class Rows(StringIO):
    """A file that is never there as a whole."""

    def __init__(self, people: int) -> None:
        super().__init__()
        self.people = people

    def seek(self, *_: int) -> int:
        return 0

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        yield HEADER
        for n in range(self.people):
            yield f"p{n},g{n % 7},COL.1,B\n"
            yield f"p{n},g{n % 7},COL.2,0\n"


def test_memory_does_not_grow_with_the_number_of_people() -> None:
    cacee = load_rubric("cacee")

    def peak(people: int) -> int:
        tracemalloc.start()
        counts = _counted(read_ratings(Rows(people), cacee, needed=("person", "group")))
        assert sum(group["COL.1"]["B"] for group in counts.values()) == people
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(8000) < 1.5 * peak(800)
