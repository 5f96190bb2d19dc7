"""Files of one's own, as pages and programs take them along."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import IO, Literal

from django.utils import timezone

from tamarack.assessment.answers import Answers
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries.review import signed_review_of
from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.core.framework import shorten
from tamarack.exchange.log import Pack, audit_pack, log_csv
from tamarack.exchange.plan import plan_xlsx
from tamarack.exchange.ratings import ratings_csv, ratings_json, ratings_xlsx
from tamarack.exchange.workbook import workbook_of
from tamarack.growth import queries as growth
from tamarack.growth.queries import leading_goal
from tamarack.growth.standing import here
from tamarack.people.models import Person
from tamarack.people.queries.places import workplace
from tamarack.portfolio.queries import log
from tamarack.reports.log import Paper, certificate_pdf, log_pdf, totals_pdf
from tamarack.reports.plan import plan_pdf
from tamarack.reports.profile import profile_pdf
from tamarack.rubric.texts import say

Sheet = Literal["letter", "a4"]
CERTIFICATE, PACK, TABLE = LOG_FILES = ("certificate.pdf", "audit-pack.zip", "log.csv")


@dataclass(frozen=True)
class Span:
    """The days that a paper is about, the one scheme if it is about one alone, and the size of the paper."""

    first: date
    last: date
    scheme: str = ""
    sheet: Sheet = "letter"


def answers_file(name: str, answers: Answers, dated: date, label: str, profile: Callable[[], bytes]) -> bytes:
    """One of the files that can be made of answers, by its name; the day that they are about stands in it.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    makers: dict[str, Callable[[], bytes]] = {
        "profile.pdf": profile,
        "ratings.csv": lambda: ratings_csv(answers),
        "ratings.json": lambda: ratings_json(answers, dated, label),
        "ratings.xlsx": lambda: ratings_xlsx(answers),
        "workbook.xlsx": lambda: workbook_of(answers),
    }
    if name not in makers:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    return makers[name]()


def assessment_profile(
    person: Person, assessment: Assessment, answers: Answers, *, sheet: Sheet = "letter", details: bool = True
) -> bytes:
    """The profile of an assessment as PDF, with the role that its person looks towards, and who agreed on it."""
    goal = leading_goal(person, assessment.version_id)
    role = goal.asked if goal else None
    return profile_pdf(
        answers, name=str(person), place=workplace(person), dated=assessment.dated,
        label=assessment.name, role=say(role.name) if role else "", profile=role, review=signed_review_of(assessment),
        paper=sheet, details=details, made=timezone.localdate(),
    )  # fmt: skip


def plan_file(person: Person, name: str, *, sheet: Sheet = "letter") -> bytes:
    """One's own plan, as plan.pdf or plan.xlsx.

    Raises
    ------
    UnknownCode
        If another file is asked for.
    """
    place, plan = here(person), growth.plan(person)
    goal = growth.leading(plan.goals, place.stored.id)
    if name == "plan.xlsx":
        return plan_xlsx(place.answers, plan, place.towards(goal))
    if name != "plan.pdf":
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    rhythm = growth.rhythm(person)
    return plan_pdf(
        place.answers, plan, leading=goal, name=str(person), place=workplace(person),
        dated=place.assessment.dated if place.assessment else None, check_in=rhythm.next_on, paper=sheet,
        made=rhythm.today,
    )  # fmt: skip


def log_file(person: Person, name: str, span: Span | None) -> bytes | IO[bytes]:
    """One's own log, as one of `LOG_FILES`: of some days, or as a table without `span` of all.

    Raises
    ------
    UnknownCode
        If another file is asked for.
    BadInput
        If days are needed and there are none.
    """
    if name not in LOG_FILES:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    if span is None:
        if name != TABLE:
            raise BadInput(N_("Please say from which day to which."))
        return log_csv(log.activities(person))
    activities = log.activities(person, span.first, span.last)
    if name == TABLE:
        return log_csv(activities)
    paper = Paper(str(person), workplace(person), span.first, span.last, timezone.localdate(), span.sheet)
    if name == CERTIFICATE:
        return certificate_pdf(activities, paper)
    known = log.log(person)
    standings = [log.standing(row, known) for row in log.followed(person) if span.scheme in ("", row.scheme)]
    done = [row for row in activities if row.is_done]
    pdfs = {"log.pdf": log_pdf(done, paper), "totals-by-rule.pdf": totals_pdf(standings, paper)}
    return audit_pack(Pack(paper.name, paper.first, paper.last, done, standings), pdfs)
