"""A criterion and its answer, as the assessment shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.models import NOTE_MOST
from tamarack.core.framework import Criterion, Framework
from tamarack.core.roles import RoleProfile
from tamarack.rubric.texts import say
from tamarack.web.assess.answers import as_was, radio_value
from tamarack.web.kept import kept

LAST_MOST = 160
"""Characters of last time's note that are shown."""
EVIDENCE_MOST = 5
"""Pieces of evidence that are named beside a criterion."""


@dataclass(frozen=True)
class Beside:
    """What is shown beside the criteria.

    Attributes
    ----------
    last : mapping of str to Answer, optional
        Last time's answers by criterion, to be shown if wanted.
    role : RoleProfile, optional
        Whose examples are told.
    evidence : mapping of str to sequence, optional
        By criterion the numbers and titles of one's evidence; None for someone who has no portfolio.
    """

    last: Mapping[str, Answer] | None = None
    role: RoleProfile | None = None
    evidence: Mapping[str, Sequence[tuple[int, str]]] | None = None


def criterion_html(answers: Answers, criterion: Criterion, beside: Beside) -> SafeString:
    """The radios of a criterion with the person's answer chosen."""
    answer = answers.of(criterion.code)
    before = beside.last.get(criterion.code) if beside.last else None
    entries = beside.evidence.get(criterion.code, ()) if beside.evidence is not None else ()
    own = {
        "last": _last_time(answers.framework, before) if before else "",
        "note": answer.note,
        "was": as_was(answer),
        "entries": _entries(entries) if entries else "",
    }
    return kept(
        "assess/_criterion.html",
        own,
        framework=answers.framework,
        criterion=criterion,
        chosen=radio_value(answer.value, answer.reason),
        note_most=NOTE_MOST,
        carried=answer.carried,
        examples=_examples(criterion, beside.role) if beside.role else (),
        portfolio=beside.evidence is not None,
        shown=bool(entries),
    )


def _entries(entries: Sequence[tuple[int, str]]) -> SafeString:
    """One's newest evidence for a criterion, each piece a link."""
    root = reverse("portfolio")
    return format_html_join(", ", '<a href="{}{}/">{}</a>', ((root, *entry) for entry in entries[:EVIDENCE_MOST]))


def _examples(criterion: Criterion, role: RoleProfile) -> tuple[tuple[str, str], ...]:
    """What a role has to tell of a criterion's levels: the level's code and a text."""
    found = ((level, role.examples.get(f"{criterion.code}.{level}")) for level in criterion.levels)
    return tuple((level, say(text)) for level, text in found if text)


def _last_time(framework: Framework, answer: Answer) -> str:
    note = answer.note if len(answer.note) <= LAST_MOST else f"{answer.note[:LAST_MOST]}…"
    return kept(
        "assess/_last.html",
        {"note": note},
        framework=framework,
        answer=Answer(answer.value, answer.reason),
        noted=bool(note),
    )
