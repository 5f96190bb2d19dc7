"""Which proposals are shown before one is kept."""

from tamarack.core.similar import Said, similar

OTHERS = [
    Said(("ETH", "ETH.1"), "Mention the code of ethics of the profession by name."),
    Said(("COL", "COL.1", "B"), "Employer partners are missing among those with whom alliances are made."),
    Said(("COL", "COL.1", "E"), "Name alumni and employer partners in the varied network."),
    Said(("COL", "COL.2"), "Explain what a community of insight is."),
]


def test_the_same_place_comes_first_whatever_is_said() -> None:
    found = similar(Said(("COL", "COL.1", "B"), "Something else entirely"), OTHERS)
    assert found == [1]


def test_then_come_texts_that_are_alike_nearer_ones_first() -> None:
    said = Said(("COL", "COL.1", "B"), "employer PARTNERS are missing among alliances; alumni too")
    assert similar(said, OTHERS)[:2] == [1, 2]
    assert similar(Said((), "The code of ethics, by name"), OTHERS) == [0]


def test_what_is_unlike_and_elsewhere_is_not_shown() -> None:
    assert similar(Said(("EDI", "EDI.1"), "Accessibility of events"), OTHERS) == []
    assert similar(Said(("EDI",), "x"), []) == []
