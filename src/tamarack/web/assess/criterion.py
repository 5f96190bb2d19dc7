"""A criterion as a group of radios. Each is rendered once a process for each answer, then reused; own words are put in.

What is kept holds nothing of any person: the note and last time's answer are spliced in, escaped.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tamarack.assessment.models import NOTE_MOST, Rating
from tamarack.assessment.queries import UNRATED, Answer, Answers
from tamarack.core.framework import Criterion, Framework
from tamarack.core.wording import text_below
from tamarack.web.assess.answers import radio_value
from tamarack.web.pieces import descriptor_beyond, language, say

_LAST, _NOTE = "\ue000last\ue000", "\ue000note\ue000"


def criterion_html(answers: Answers, criterion: Criterion, last: Answers | None, *, swap: bool = False) -> SafeString:
    """The radios of a criterion with the person's answer chosen.

    Parameters
    ----------
    last : Answers, optional
        Last time's, to be shown beside if wanted.
    swap : bool
        Whether htmx shall put it in the place of what is there.
    """
    answer = answers.of(criterion.code)
    chosen = radio_value(answer.value, answer.reason)
    head, middle, tail = _parts(answers.framework, language(), criterion, chosen, swap)
    before = _last_time(answers.framework, last.of(criterion.code)) if last else ""
    # A new line after <textarea> is dropped by browsers, so that a note may begin with one.
    return mark_safe(f"{head}{before}{middle}\n{escape(answer.note)}{tail}")  # noqa: S308


@lru_cache(maxsize=8192)
def _parts(framework: Framework, language: str, criterion: Criterion, chosen: str, swap: bool) -> list[str]:
    cards = []
    for level in framework.levels:
        text = criterion.descriptors.get(level.code)
        below = text_below(criterion, level.code, language) if text else None
        cards.append((level, descriptor_beyond(say(text), below) if text else None))
    html = render_to_string(
        "assess/_criterion.html",
        {
            "criterion": criterion,
            "levels": len(framework.levels),
            "first_level": framework.level(criterion.levels[0]),
            "cards": cards,
            "chosen": chosen,
            "reasons": [(radio_value("NA", value), label) for value, label in Rating.Reason.choices],
            "note_most": NOTE_MOST,
            "swap": swap,
            "last_mark": _LAST,
            "note_mark": _NOTE,
        },
    )
    head, rest = html.split(_LAST)
    middle, tail = rest.split(_NOTE)
    return [head, middle, tail]


def _last_time(framework: Framework, answer: Answer) -> str:
    return (
        ""
        if answer == UNRATED
        else render_to_string("assess/_last.html", {"says": says(framework, answer), "note": answer.note})
    )


def says(framework: Framework, answer: Answer) -> str:
    """An answer in words."""
    from django.utils.translation import gettext

    if not answer.is_rated:
        return gettext("Not rated")
    if answer.value == "0":
        return gettext("Not yet")
    if answer.reason:
        return gettext("Not applicable: {reason}").format(reason=Rating.Reason(answer.reason).label)
    return say(framework.level(answer.value).name)
