"""A criterion and its answer, as the assessment shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.models import NOTE_MOST
from tamarack.assessment.words import says
from tamarack.core.framework import Criterion, Framework
from tamarack.core.roles import RoleProfile
from tamarack.rubric.texts import say
from tamarack.web.assess.answers import as_was, chosen
from tamarack.web.kept import kept

Evidence = Mapping[str, Sequence[tuple[int, str]]]
"""The numbers and titles of one's entries, by criterion."""
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
    evidence : mapping of str to SafeString, optional
        By criterion one's evidence, as `linked`; None for someone who has no portfolio.
    """

    last: Mapping[str, Answer] | None = None
    role: RoleProfile | None = None
    evidence: Mapping[str, SafeString] | None = None


def criterion_html(answers: Answers, criterion: Criterion, beside: Beside) -> SafeString:
    """The radios of a criterion with the person's answer chosen."""
    answer = answers.of(criterion.code)
    before = beside.last.get(criterion.code) if beside.last else None
    entries = beside.evidence.get(criterion.code, "") if beside.evidence is not None else ""
    own = {
        "last": _last_time(answers.framework, before) if before else "",
        "note": answer.note,
        "was": as_was(answer),
        "entries": entries,
    }
    return kept(
        "assess/_criterion.html",
        own,
        framework=answers.framework,
        criterion=criterion,
        chosen=chosen(answer),
        waits=says(answers.framework, answer) if answer.waits else "",
        note_most=NOTE_MOST,
        carried=answer.carried and not answer.waits,
        examples=_examples(criterion, beside.role) if beside.role else (),
        portfolio=beside.evidence is not None,
        shown=bool(entries),
    )


def linked(evidence: Evidence) -> dict[str, SafeString]:
    """By criterion, one's newest evidence for it, each piece a link: one address is looked up for all of them."""
    root = reverse("portfolio")
    return {
        code: mark_safe(", ".join(f'<a href="{root}{pk}/">{escape(title)}</a>' for pk, title in rows[:EVIDENCE_MOST]))  # noqa: S308
        for code, rows in evidence.items()
    }


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
