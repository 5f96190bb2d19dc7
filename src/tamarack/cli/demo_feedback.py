"""The demo's requests for feedback, with what its invented people were told."""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.assessment.actions.answering import note_enough
from tamarack.assessment.actions.closing import NOT_OBSERVED, close
from tamarack.assessment.actions.feedback import send_invitations
from tamarack.assessment.models import FeedbackAnswer, FeedbackRequest, FeedbackRespondent
from tamarack.assessment.promise import promised
from tamarack.assessment.queries.rating import answers_of, last_submitted
from tamarack.cli.load import DATA
from tamarack.common.links import new_link
from tamarack.core.framework import Criterion
from tamarack.core.ratings import rank
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

State = FeedbackRespondent.State


def add_demo_feedback(people: dict[str, Person], stored: Stored) -> None:
    """Add the requests of the demo's people, by their addresses; the invitations of open ones are sent."""
    for entry in YAML(typ="safe").load((DATA / "demo_feedback.yaml").read_text(encoding="utf-8")):
        request = _add_request(people[entry["person"]], stored, entry)
        own = answers_of(request.assessment).ratings if request.assessment else {}
        for said in entry["people"]:
            _add_respondent(request, stored, entry, said, {code: own.get(code) for code in request.criteria})
        if entry["until"] < 0:
            close(request)
            FeedbackRequest.objects.filter(pk=request.pk).update(closed_on=_day(entry["until"]))
        else:
            note_enough(request)
            send_invitations(request, list(request.respondents.all()))


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _add_request(person: Person, stored: Stored, entry: dict[str, Any]) -> FeedbackRequest:
    texts = {name: entry[name] for name in ("title", "criteria", "message", "reviewer", "reviewer_email")}
    request = FeedbackRequest(
        person=person, version_id=stored.id, assessment=last_submitted(person, stored.id),
        opens_on=_day(entry["opens"]), until=_day(entry["until"]),
        created_at=timezone.now() + timedelta(days=entry["opens"]), **texts,
    )  # fmt: skip
    request.promise = promised(request)
    request.save()
    return request


def _add_respondent(
    request: FeedbackRequest, stored: Stored, entry: dict[str, Any], said: dict[str, Any], own: dict[str, str | None]
) -> None:
    respondent = FeedbackRespondent.objects.create(
        request=request, name=said["name"], email=said["email"], group=said["group"],
        language=said.get("language", "en"), link=new_link(), has_read=bool(said.get("answers")),
        state=State.ANSWERED if said.get("answers") else State.ASKED,
    )  # fmt: skip
    if not said.get("answers"):
        return
    random = Random(f"{entry['title']} {said['email']}")  # noqa: S311
    ratings = {}
    for code, value in own.items():
        seen = rank(stored.framework, value) + entry["lean"].get(code, 0) + random.gauss(0, entry["spread"])
        missed = code in said.get("missed", ())
        ratings[code] = NOT_OBSERVED if missed else _nearest(stored, stored.framework.criterion(code), seen)
    remarks = {
        row["about"]: [row["text"], row["read_by"]] for row in entry.get("remarks", ()) if row["by"] == said["email"]
    }
    FeedbackAnswer.objects.create(respondent=respondent, ratings=ratings, remarks=remarks)


def _nearest(stored: Stored, criterion: Criterion, seen: float) -> str:
    """The answer that comes nearest to how someone sees a criterion."""
    ranks = {"0": 0} | {level: stored.framework.ranks[level] for level in criterion.levels}
    return min(ranks, key=lambda level: abs(ranks[level] - seen))
