"""The pages of a profile that show every criterion, as data for their layout."""

from django.utils.translation import gettext

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.words import says
from tamarack.core.framework import Criterion, Framework
from tamarack.core.growth import next_step
from tamarack.core.levels import CompetencyStanding
from tamarack.reports.pdf import Data
from tamarack.reports.texts import descriptor, glyph, pair, rich
from tamarack.rubric.texts import say


def details_data(answers: Answers) -> list[Data]:
    """Each competency with its standing and its criteria."""
    framework = answers.framework
    return [
        {
            "code": standing.code,
            "name": say(framework.competency(standing.code).name),
            "standing": _standing(framework, standing),
            "criteria": [
                _criterion(framework, criterion, answers.of(criterion.code), number)
                for number, criterion in enumerate(framework.competency(standing.code).criteria)
            ],
        }
        for standing in answers.standing.competencies
    ]


def level_name(framework: Framework, standing: CompetencyStanding, level: str | None) -> str:
    """A level reached, in a word."""
    if not standing.applicable:
        return gettext("Not applicable")
    return say(framework.level(level).name) if level else gettext("Not yet")


def _standing(framework: Framework, standing: CompetencyStanding) -> str:
    if not standing.applicable:
        return gettext("Not applicable")
    parts = [
        pair(gettext("Secure"), level_name(framework, standing, standing.secure)),
        pair(gettext("Typical"), level_name(framework, standing, standing.typical)),
        gettext("%(met)s of %(of)s met") % {"met": standing.met, "of": standing.of},
    ]
    return " · ".join([*parts, gettext("Provisional")] if standing.provisional else parts)


def _criterion(framework: Framework, criterion: Criterion, answer: Answer, number: int) -> Data:
    chosen = criterion.descriptors.get(answer.counted or "")
    return {
        "number": number,
        "code": criterion.code,
        "name": say(criterion.name),
        "words": says(framework, answer),
        "glyph": glyph(framework.ranks.get(answer.counted or "", 0), len(framework.levels)),
        "runs": rich(chosen) if chosen else [],
        "note": _lines(answer.note),
        "next": _next(framework, criterion, answer),
    }


def _lines(note: str) -> list[str]:
    return [line.strip() for line in note.strip().splitlines()]


def _next(framework: Framework, criterion: Criterion, answer: Answer) -> Data | None:
    step = next_step(framework, criterion, answer.counted)
    if step is None:
        return None
    return {
        "words": pair(gettext("Next step"), say(framework.level(step.level).name)),
        "runs": descriptor(framework, step),
    }
