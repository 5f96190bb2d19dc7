"""What someone said to rubrics, for the archive of their data."""

from typing import Any

from tamarack.people.models import Person
from tamarack.stewardship.models import Answer, Comment, Follow, Listener, Proposal, Support


def voice_documents(person: Person) -> dict[str, Any]:
    """By the name of a file: what someone proposed, supported, said, follows, and answered to consultations."""
    return {
        "proposals.json": {
            "made": [_proposal(row) for row in _rows(Proposal, person)],
            "supported": [
                {**_about(row.proposal), "reason": row.reason, "by_name": row.named, "at": row.at}
                for row in _rows(Support, person, "proposal__framework")
            ],
            "comments": [
                {**_about(row.proposal), "text": row.text, "by_name": row.named, "at": row.at}
                for row in _rows(Comment, person, "proposal__framework")
            ],
            "follows": [_about(row.proposal) for row in _rows(Follow, person, "proposal__framework")],
        },
        "consultations.json": {
            "answers": [_answer(row) for row in _answers(response__person=person)],
            "answers_written_for_organisations": [_answer(row) for row in _answers(response__written_by=person)],
            "hears_of": [
                {"framework": row.framework.code, "since": row.since} for row in _rows(Listener, person, "framework")
            ],
        },
    }


def _rows(model: Any, person: Person, *related: str) -> list[Any]:
    rows = model.objects.filter(person=person).order_by("pk")
    return list(rows.select_related(*related) if related else rows.select_related("framework", "draft"))


def _answers(**whose: Person) -> list[Answer]:
    rows = Answer.objects.filter(**whose).order_by("pk")
    return list(rows.select_related("response__organisation", "response__consultation__draft__framework"))


def _about(proposal: Proposal) -> dict[str, Any]:
    return {"framework": proposal.framework.code, "proposal": proposal.title}


def _proposal(row: Proposal) -> dict[str, Any]:
    names = ("kind", "subject", "title", "reason", "wording", "links", "made_at", "state", "decided_at")
    found = {name: getattr(row, name) for name in names}
    version = row.draft.number if row.draft else None
    return {"framework": row.framework.code, **found, "by_name": row.named, "answer": row.why, "for_version": version}


def _answer(row: Answer) -> dict[str, Any]:
    draft, place = row.response.consultation.draft, row.response.organisation
    names = ("criterion", "clear", "relevant", "distinct", "wording")
    return {
        "framework": draft.framework.code,
        "version": draft.number,
        "organisation": place.name if place else None,
        **{name: getattr(row, name) for name in names},
        "may_be_quoted": row.quote,
        "by_name": row.named,
    }
