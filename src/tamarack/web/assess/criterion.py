"""A criterion and its answer, as the assessment shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.models import NOTE_MOST
from tamarack.assessment.words import says
from tamarack.core.crosswalk import BROADER, NARROWER, RELATED, SAME, Suggestion
from tamarack.core.framework import Criterion, Framework
from tamarack.core.roles import RoleProfile
from tamarack.rubric.texts import say
from tamarack.stewardship.queries.crosswalks import Elsewhere
from tamarack.web.assess.answers import as_was, chosen
from tamarack.web.kept import kept

Evidence = Mapping[str, Sequence[tuple[int, str]]]
"""The numbers and titles of one's entries, by criterion."""
LAST_MOST = 160
"""Characters of last time's note that are shown."""
EVIDENCE_MOST = 5
"""Pieces of evidence that are named beside a criterion."""
RELATIONS = {
    SAME: _("the same"), BROADER: _("this one is broader"), NARROWER: _("this one is narrower"), RELATED: _("related"),
}  # fmt: skip


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
    elsewhere : mapping of str to SafeString
        By criterion what one answered on other frameworks, as `told_elsewhere`.
    """

    last: Mapping[str, Answer] | None = None
    role: RoleProfile | None = None
    evidence: Mapping[str, SafeString] | None = None
    elsewhere: Mapping[str, SafeString] = field(default_factory=dict)


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
        "elsewhere": beside.elsewhere.get(criterion.code, ""),
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


def told_elsewhere(found: Sequence[Elsewhere]) -> dict[str, SafeString]:
    """By criterion, what one answered on other frameworks: to think about, and never an answer by itself."""
    lines: dict[str, list[SafeString]] = {}
    for entry in found:
        address = reverse("assessment_result", args=[entry.assessment])
        title = format_html('<a href="{}">{}</a>', address, say(entry.framework.title))
        for code, suggestions in entry.suggestions.items():
            lines.setdefault(code, []).extend(_told(entry.framework, title, each) for each in suggestions)
    return {code: format_html_join("", '<p class="meta elsewhere">{}</p>', zip(rows)) for code, rows in lines.items()}


def _told(other: Framework, title: SafeString, suggestion: Suggestion) -> SafeString:
    criterion = other.criterion(suggestion.relation.right)
    words = gettext("In {framework} you answered “{level}” for {criterion} ({relation}).")
    if suggestion.level:
        words = gettext("In {framework} you answered “{level}” for {criterion} ({relation}). To be confirmed here.")
    return format_html(
        words, framework=title, level=say(other.level(suggestion.answer).name),
        criterion=f"{criterion.code} {say(criterion.name)}".strip(),
        relation=RELATIONS[suggestion.relation.kind],
    )  # fmt: skip


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
