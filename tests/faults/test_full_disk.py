"""The disk gets full while people save: they are told, what was saved is there, and once there is room all goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks import proc
from benchmarks.client import TOKEN, Client, find
from tests.faults.disk import Disk
from tests.faults.house import House, saving, upload, wait_for

pytestmark = [pytest.mark.server, pytest.mark.skipif(not proc.available(), reason="needs /proc")]
FILES = "SELECT stored, size FROM portfolio_file"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path / "small")
    yield disk
    disk.gone()


def check_in(client: Client) -> dict[str, str]:
    """A form that makes something, filled in."""
    token = find(TOKEN, client.get("/en/growth/check-in/").require())
    return {"csrfmiddlewaretoken": token, "moved": "One step"}


def test_a_full_disk_costs_nothing_that_was_saved(disk: Disk, open_house: Callable[..., House]) -> None:
    house = open_house(disk.folder)
    client = house.client(4)
    evidence = client.follow_form(
        "/en/portfolio/new/", "/en/portfolio/new/", {"title": "A clinic", "kind": "project"}
    ).partition("?")[0]
    form = check_in(client)
    with saving(house) as savers:
        disk.fill(house.process.pid)
        savers.wait_for_failures()
        assert house.get("/en/rubric/cacee/col/")[0] == 200, "who only reads notices nothing"
        refused = client.post("/en/growth/check-in/", form)
        assert (refused.status, refused.headers["retry-after"]) == (503, "10")
        assert "probably not saved" in refused.text
        assert upload(client, f"{evidence}files/", b"word " * 2000).status == 503
        disk.free(house.process.pid)
        savers.wait_for_more()
    assert house.sql("PRAGMA integrity_check") == [("ok",)]
    assert house.sql("SELECT count(*) FROM growth_checkin") == [(0,)]
    assert client.post("/en/growth/check-in/", form).status == 302, "the same form, sent again, is taken"
    assert house.sql("SELECT count(*) FROM growth_checkin") == [(1,)]
    assert house.sql(FILES) == []
    assert [path for path in (house.folder / "data" / "files").rglob("*") if path.is_file()] == []
    assert upload(client, f"{evidence}files/", b"word " * 2000).status == 302
    wait_for(lambda: len(house.sql(FILES)) == 1)
    ((stored, size),) = house.sql(FILES)
    assert (house.folder / "data" / "files" / stored).stat().st_size == size
