"""What is told of a consultation: made once, when it closes, by labels from five answers on (`core.opinions`)."""

from collections import defaultdict
from typing import Any

from tamarack.core.opinions import tell_opinions
from tamarack.core.privacy import K
from tamarack.stewardship.models import Answer, Consultation

QUESTIONS = ("clear", "relevant", "distinct")
PEOPLE, ORGANISATIONS = WHO = ("people", "organisations")


def make_results(consultation: Consultation) -> dict[str, Any]:
    """By who answered: how many (none where fewer than five), and by criterion and question what is told.

    An entry is ``[at least so many, scale, step of "yes", step of "yes or partly"]``.
    """
    given: dict[str, dict[str, list[Answer]]] = {who: defaultdict(list) for who in WHO}
    answered: dict[str, set[int]] = {who: set() for who in WHO}
    rows = Answer.objects.filter(response__consultation=consultation).select_related("response")
    for row in rows.order_by("pk"):
        who = ORGANISATIONS if row.response.organisation_id else PEOPLE
        given[who][row.criterion].append(row)
        answered[who].add(row.response_id)
    return {
        who: {
            "answered": len(answered[who]) if len(answered[who]) >= K else None,
            "criteria": {code: _told(found) for code, found in given[who].items()},
        }
        for who in WHO
    }


def _told(answers: list[Answer]) -> dict[str, list[int]]:
    told = {question: tell_opinions(getattr(row, question) for row in answers) for question in QUESTIONS}
    return {
        question: [found.at_least, found.yes.scale.value, found.yes.step, found.partly.step]
        for question, found in told.items() if found
    }  # fmt: skip
