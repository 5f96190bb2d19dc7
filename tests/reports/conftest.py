"""The rubric and invented answers; files need no database."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tamarack.assessment.answers import Answer, Answers
from tamarack.core.formats import load_framework
from tamarack.core.framework import Competency, Criterion, Framework, Level
from tamarack.reports.profile import profile_pdf

CACEE = (Path(__file__).parents[2] / "src/tamarack/data/cacee.yaml").read_bytes()
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def rubric() -> Framework:
    return load_framework(CACEE)


@pytest.fixture(scope="session")
def other_rubric() -> Callable[..., Framework]:
    return make_rubric


def make_rubric(levels: int, competencies: int, criteria: int, name: str = "", words: int = 8) -> Framework:
    """A rubric of any size, without descriptions, with empty cells and criteria without a name."""
    columns = tuple(Level(f"L{rank}", rank, {"en": f"Level {rank} {name}"}) for rank in range(1, levels + 1))
    areas = tuple(
        Competency(
            f"C{area}", {"en": f"Area {area} {name}"}, {},
            tuple(
                Criterion(
                    f"C{area}.{row}", f"C{area}", {"en": f"Row {row}"} if row % 2 else {},
                    {
                        level.code: {"en": f"**Does {row}** at {level.code}" + " and more" * words}
                        for level in columns
                        if (row + level.rank) % 3
                    },
                )
                for row in range(1, criteria + 1)
            ),
        )
        for area in range(1, competencies + 1)
    )  # fmt: skip
    return Framework("other", "2.1", ("en",), {"en": "Another rubric"}, columns, areas)


def answered(framework: Framework, note: str = "", **values: str) -> Answers:
    """The lowest level everywhere, or as `values` says, with a note on each."""
    return Answers(
        framework,
        {
            row.code: Answer(
                value := values.get(row.code.replace(".", "_"), row.levels[0]), "role" if value == "NA" else "", note
            )
            for row in framework.criteria
        },
    )


def profile(answers: Answers, **changed: object) -> bytes:
    """The profile of an invented person, with what a test changes about it."""
    told: dict[str, object] = {"name": "Nadia Bouchard", "dated": date(2026, 11, 24), "made": TODAY}
    return profile_pdf(answers, **{**told, **changed})  # type: ignore[arg-type]
