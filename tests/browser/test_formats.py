"""A steward relates two rubrics and sends a draft to translators; someone who rates sees what they have elsewhere."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at
from tests.server import Server, run

Visit = Callable[..., Visitor]
PREPARE = """
from tamarack.cli.demo_crosswalk import add_demo_crosswalk
from tamarack.cli.load import shipped
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Framework, Version
from tamarack.rubric.queries import current
from tamarack.stewardship.actions import begin_next, name_steward
from tamarack.stewardship.models import Draft
if "example" not in current():
    publish_framework(shipped("example"))
joanne = Person.objects.get(email="joanne.whitehawk@clearwater.example")
version = Version.objects.select_related("framework").get(framework__code="example", number="1.0")
name_steward(joanne, version.framework)
if not Draft.objects.filter(framework=version.framework, number="1.7").exists():
    begin_next(joanne, version, "1.7")
add_demo_crosswalk()
"""
FILES = "/{}/steward/example/drafts/1.7/files/"
CROSSWALK = "/{}/steward/example/crosswalks/cacee/"


@pytest.fixture(scope="module", autouse=True)
def _two_rubrics(server: Server) -> None:
    """The demo with the example rubric, whoever loaded it, and Joanne as a steward of it."""
    done = run("manage", "shell", "-c", PREPARE, data=server.said.parent)
    assert done.returncode == 0, done.stderr
    until = time.monotonic() + 60  # a process looks every half minute
    while server.get("/en/rubric/example/crosswalks/cacee/")[0] != 200 and time.monotonic() < until:
        time.sleep(1)


@pytest.mark.parametrize(
    ("language", "relate", "narrower", "taken"),
    [
        ("en", "Relate", "narrower than", "texts taken: 1, reviewed: 0, not taken: 0."),
        (
            "fr",
            "Mettre en relation",
            "plus étroit que",
            "textes repris\u00a0: 1, révisés\u00a0: 0, non repris\u00a0: 0.",
        ),
    ],
)
def test_a_steward_relates_criteria_and_gets_a_translation_back(
    visitor: Visit, tmp_path: Path, language: str, relate: str, narrower: str, taken: str
) -> None:
    steward = visitor()
    steward.sign_in_as("Joanne Whitehawk")
    page = steward.page
    steward.go(CROSSWALK.format(language))
    mine = "GOV.3" if language == "en" else "SAF.2"
    page.locator("#id_mine").select_option(mine)
    page.locator("#id_kind").select_option("narrower")
    page.locator("#id_theirs").select_option("ETH.1")
    page.get_by_role("button", name=relate, exact=True).click()
    row = page.get_by_role("row").filter(has_text=mine)
    expect(row).to_contain_text(narrower)
    expect(row).to_contain_text("Joanne Whitehawk")
    row.get_by_role("button").click()
    expect(page.get_by_role("row").filter(has_text=mine)).to_have_count(0)

    steward.go(FILES.format(language))
    with page.expect_download() as download:
        page.locator("a[href$='example-1.7-en-es.xlf']").click()
    path = tmp_path / "example.xlf"
    data = Path(download.value.path()).read_text(encoding="utf-8")
    path.write_text(re.sub("<target>(Con soltura|Con destreza)</target>",
                           f"<target>{'Con destreza' if language == 'en' else 'Con soltura'}</target>", data)
                    .replace('state="final"', 'state="translated"'), encoding="utf-8")  # fmt: skip
    page.locator("#id_file").set_input_files(path)
    page.locator("main form .button.main").click()
    expect(page.locator("main")).to_contain_text(taken)
    assert steward.complaints == []


def test_pages_of_files_and_crosswalks_are_accessible_and_fit(visitor: Visit) -> None:
    steward = visitor(**SMALL_AND_DARK)
    steward.sign_in_as("Joanne Whitehawk")
    pages = [
        address.format("fr")
        for address in (FILES, CROSSWALK, "/{}/steward/example/crosswalks/", "/{}/rubric/example/crosswalks/cacee/",
                        "/{}/rubric/example/crosswalks/")
    ]  # fmt: skip
    assert look_at(steward, pages) == []
