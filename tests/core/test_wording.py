from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.framework import Framework
from tamarack.core.wording import Run, lead, plain, runs, runs_beyond, text_below

PROSE = st.lists(st.sampled_from(["one", "two,", "three", "Four;", "**", " ", "\n", "é"]), max_size=30).map(" ".join)


def balanced(text: str) -> str:
    return text + "**" if text.count("**") % 2 else text


@given(PROSE.map(balanced), PROSE.map(balanced))
def test_runs_beyond_the_level_below_join_to_the_plain_text(text: str, below: str) -> None:
    assert "".join(run.text for run in runs_beyond(text, below)) == plain(text)
    assert "".join(run.text for run in runs(text)) == plain(text)


@given(PROSE.map(balanced), PROSE.map(balanced))
def test_runs_beyond_keep_what_is_bold(text: str, below: str) -> None:
    def bold(pieces: list[Run]) -> list[bool]:
        return [run.bold for run in pieces for _ in run.text]

    assert bold(runs_beyond(text, below)) == bold(runs(text))


def test_what_the_level_below_says_too_is_known() -> None:
    pieces = runs_beyond("**Leads** work with all of the partners.", "Takes part in work with all of the partners.")
    assert [(run.text, run.known) for run in pieces] == [
        ("Leads", False), (" ", False), ("work with all of the partners.", True)
    ]  # fmt: skip


def test_every_lead_of_cacee_is_how_its_text_begins(cacee: Framework) -> None:
    texts = [text for row in cacee.criteria for cell in row.descriptors.values() for text in cell.values()]
    for text in texts:
        shown = lead(text).removesuffix(" …")
        assert shown
        assert plain(text).startswith(shown)


def test_below_the_foundation_there_is_no_text(cacee: Framework) -> None:
    row = cacee.criterion("ETH.2")
    assert text_below(row, "B") is None
    assert text_below(row, "M") == row.descriptors["B"]
