"""How the competencies that a goal is about have moved, against its date."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment.queries import answers_of_all, own_assessments, submitted
from tamarack.common.dates import long_date
from tamarack.core.framework import Competency
from tamarack.core.roles import fit
from tamarack.growth.models import Goal
from tamarack.people.models import Person
from tamarack.reports.lines import line
from tamarack.rubric.queries import framework
from tamarack.rubric.texts import say


def trend(person: Person, goal: Goal) -> list[dict[str, Any]]:
    """For each competency of a goal's focus: descriptors met at each assessment, and how many the role asks for.

    Nothing is forecast: two points make no law.
    """
    rubric = framework(goal.version_id)
    rows = submitted(own_assessments(person), goal.version_id)[::-1]
    dated = list(zip(rows, answers_of_all(rows), strict=True))
    if len(dated) < 2:
        return []
    areas = {rubric.criterion(code).competency for code in goal.focus}
    found = []
    for place, area in enumerate(rubric.competencies):
        if area.code in areas:
            points = [(row.dated, answers.standing.competencies[place].met) for row, answers in dated]
            aim = fit(rubric, dated[-1][1].ratings, goal.asked).competencies[place].of if goal.asked else None
            picture = _picture(goal, area, points, aim)
            found.append({"competency": area, "picture": picture, "points": points, "aim": aim})
    return found


def _picture(goal: Goal, area: Competency, points: Sequence[tuple[date, int]], aim: int | None) -> SafeString:
    top = area.descriptor_count
    sentence = gettext("{when}: {met} of {of}")
    told = [sentence.format(when=long_date(day), met=met, of=top) for day, met in points]
    if aim is not None:
        told.append(gettext("The role asks for {aim}.").format(aim=aim))
    title = gettext("{competency}: descriptors met").format(competency=say(area.name))
    return line(points, top, title=title, description=". ".join(told), name=area.code, aim=aim, until=goal.by)
