"""What of someone's archive is there to be read: a page that leads through it, and PDFs."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils import timezone

from tamarack.assessment.answers import Answers
from tamarack.assessment.models import Assessment
from tamarack.common.language import language
from tamarack.growth import queries as growth
from tamarack.people.models import Person
from tamarack.people.queries.places import workplace
from tamarack.portfolio.queries import log
from tamarack.reports.log import Paper, log_pdf
from tamarack.reports.plan import plan_pdf
from tamarack.reports.profile import profile_pdf


def pages(person: Person, assessments: Sequence[tuple[Assessment, Answers]]) -> dict[str, bytes]:
    """PDFs by the name of the file: a profile for each submitted assessment, the plan, and the log."""
    today, name, place = timezone.localdate(), str(person), workplace(person)
    submitted = [(row, answers) for row, answers in assessments if not row.is_draft]
    found = {
        f"profile/{row.dated.isoformat()}-{row.pk}.pdf": profile_pdf(
            answers, name=name, place=place, dated=row.dated, label=row.name, made=today
        )
        for row, answers in submitted
    }
    plan = growth.plan(person)
    if submitted and (plan.goals or plan.all_actions):
        row, answers = max(submitted, key=lambda pair: pair[0].order)
        leading = growth.leading(plan.goals, row.version_id)
        found["plan/plan.pdf"] = plan_pdf(
            answers, plan, leading=leading, name=name, place=place, dated=row.dated, made=today
        )
    if done := [activity for activity in log.activities(person) if activity.is_done]:
        days = [activity.on for activity in done]
        found["log/log.pdf"] = log_pdf(done, Paper(name, place, min(days), max(days), today))
    return found


def index(person: Person, names: Sequence[str]) -> str:
    """A page in the reader's language that leads to every file of the archive."""
    folders: dict[str, list[str]] = {}
    for name in sorted(names):
        folder, _, _ = name.rpartition("/")
        folders.setdefault(folder, []).append(name)
    context = {"person": person, "language": language(), "folders": folders.items(), "made": timezone.now()}
    return render_to_string("tamarack/archive.html", context)
