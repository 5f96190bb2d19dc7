"""A criterion and its answer, as the assessment shows them."""

from collections.abc import Mapping

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


def criterion_html(
    answers: Answers, criterion: Criterion, last: Mapping[str, Answer] | None, role: RoleProfile | None = None
) -> SafeString:
    """The radios of a criterion with the person's answer chosen.

    Parameters
    ----------
    last : mapping of str to Answer, optional
        Last time's answers by criterion, to be shown beside if wanted.
    role : RoleProfile, optional
        Whose examples are told.
    """
    answer = answers.of(criterion.code)
    before = last.get(criterion.code) if last else None
    own = {
        "last": _last_time(answers.framework, before) if before else "",
        "note": answer.note,
        "was": as_was(answer),
    }
    return kept(
        "assess/_criterion.html",
        own,
        framework=answers.framework,
        criterion=criterion,
        chosen=radio_value(answer.value, answer.reason),
        note_most=NOTE_MOST,
        carried=answer.carried,
        examples=_examples(criterion, role) if role else (),
    )


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
