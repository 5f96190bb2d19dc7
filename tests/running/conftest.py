"""Real databases for real processes."""

from pathlib import Path

import pytest


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of either kind of database, with a data folder."""
    data: Path = tmp_path_factory.mktemp(request.param)
    more = {"DATABASE_URL": request.getfixturevalue("postgres")} if request.param == "postgres" else {}
    return {"TAMARACK_DATA": str(data), **more}
