"""How the competencies that a goal is about have moved, against its date."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.queries.rating import answers_of_all, own_assessments, submitted
from tamarack.common.dates import long_date
from tamarack.core.framework import Competency
from tamarack.core.roles import RoleProfile, fit
from tamarack.growth.models import Goal
from tamarack.people.models import Person
from tamarack.reports.lines import line
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say


def trend(person: Person, goal: Goal) -> list[dict[str, Any]]:
    """For each competency of a goal's focus: descriptors met at each assessment; with a role, of those it asks for.

    Nothing is forecast: two points make no law.
    """
    rubric, asked = framework(goal.version_id), goal.asked
    rows = submitted(own_assessments(person), goal.version_id)[::-1]
    if len(rows) < 2:
        return []
    dated = list(zip(rows, answers_of_all(rows), strict=True))
    areas = {rubric.criterion(code).competency for code in goal.focus}
    found = []
    for place, area in enumerate(rubric.competencies):
        if area.code in areas:
            points = [(row.dated, *_counted(answers, asked, place)) for row, answers in dated]
            found.append({"competency": area, "points": points, "picture": _picture(goal, area, points)})
    return found


def _counted(answers: Answers, asked: RoleProfile | None, place: int) -> tuple[int, int]:
    """Descriptors of a competency that are met, and how many there are to meet."""
    if asked is None:
        standing = answers.standing.competencies[place]
        return standing.met, standing.of
    part = fit(answers.framework, answers.ratings, asked).competencies[place]
    return part.met, part.of


def _picture(goal: Goal, area: Competency, points: Sequence[tuple[date, int, int]]) -> SafeString:
    sentence = gettext("{when}: {met} of {of}")
    told = [sentence.format(when=long_date(day), met=met, of=of) for day, met, of in points]
    return line(
        [(day, met) for day, met, _ in points],
        top := max(of for *_, of in points),
        title=gettext("{competency}: descriptors met").format(competency=say(area.name)),
        description=". ".join(told),
        name=area.code,
        aim=top if goal.profile and goal.by else None,
        until=goal.by,
    )
