"""Data that is prepared once, and copied for whoever breaks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.house import House, prepare


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with SQLite."""
    data = tmp_path_factory.mktemp("prepared") / "data"
    prepare(data)
    return data


@pytest.fixture
def open_house(prepared: Path, tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Start a site on a copy."""
    houses: list[House] = []

    def start(folder: Path = tmp_path, under: tuple[str, ...] = (), **more: str) -> House:
        houses.append(House(folder, prepared, under=under, **more))
        houses[-1].wait_until_up()
        return houses[-1]

    yield start
    for house in houses:
        house.stop()
