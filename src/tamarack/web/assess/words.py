"""Answers in words."""

from django.utils.translation import gettext

from tamarack.assessment.models import Rating
from tamarack.assessment.queries import Answer
from tamarack.core.framework import Framework
from tamarack.web.assess.answers import radio_value
from tamarack.web.pieces import say


def says(framework: Framework, answer: Answer) -> str:
    """An answer in words."""
    if not answer.is_rated:
        return gettext("Not rated")
    if answer.value == "0":
        return gettext("Not yet")
    if answer.reason:
        return gettext("Not applicable: {reason}").format(reason=Rating.Reason(answer.reason).label)
    return say(framework.level(answer.value).name)


def reasons() -> list[tuple[str, str]]:
    """The ways in which a criterion can be not applicable: the value of each radio, and its words."""
    return [(radio_value("NA", value), str(label)) for value, label in Rating.Reason.choices]
