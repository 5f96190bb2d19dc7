"""What respondents are told before they write: who sees what, from which number on, and where that has its limits.

It is written once, when a request opens, in both languages, and kept with the request: whatever this file says later.
"""

from django.conf import settings
from django.utils.translation import gettext, override

from tamarack.assessment.models import FeedbackRequest, FeedbackRespondent
from tamarack.common.language import language
from tamarack.core.agreement import AGREEMENT_FROM, THRESHOLD

Promise = dict[str, dict[str, list[str]]]
"""Sentences by language, and by whom they are for: ``all``, ``named``, ``anonymous``."""


def promised(request: FeedbackRequest) -> Promise:
    """What the respondents of a request are told, in every language."""
    found: Promise = {}
    for code, _ in settings.LANGUAGES:
        with override(code):
            names = {"person": str(request.person), "reviewer": request.reviewer}
            numbers = {"threshold": THRESHOLD, "more": AGREEMENT_FROM}
            parts = {"named": _named(), "anonymous": _anonymous(), "all": _all(bool(request.reviewer))}
            found[code] = {
                whom: [sentence.format(**names, **numbers) for sentence in said] for whom, said in parts.items()
            }
    return found


def told(respondent: FeedbackRespondent) -> list[str]:
    """What one respondent is told, in the reader's language."""
    promise: Promise = respondent.request.promise
    said = promise.get(language()) or next(iter(promise.values()), {})
    return [*said.get("named" if respondent.is_named else "anonymous", ()), *said.get("all", ())]


def _named() -> list[str]:
    return [
        gettext(
            "You are asked as a manager, and managers are named: when the request closes, {person} sees your ratings "
            "and comments beside your name. They are not part of the mean of others."
        )
    ]


def _anonymous() -> list[str]:
    return [
        gettext(
            "{person} sees your ratings only together with those of others in your group: a group is shown where "
            "{threshold} people or more rated the criterion. Smaller groups are put together, and shown from "
            "{threshold} as well. What fewer people said is erased, and nobody reads it."
        ),
        gettext(
            "A group’s mean is shown rounded to half a level. How far its ratings lie apart is shown from {more} "
            "people on."
        ),
        gettext(
            "Comments follow the same rule. They come in no order and carry no date; but how you write, or what you "
            "tell, may show who you are."
        ),
        gettext("{person} cannot see whether you answered or declined, nor when."),
        gettext(
            "When the request closes, the link between you and what you said is cut. What remains names your group "
            "alone; only a comment that you sign keeps your name."
        ),
        gettext(
            "This has limits. If everyone in a group answers, {person} can know that all of them did. Each comment "
            "that someone signs leaves fewer people who can have written the others. Someone who asks different "
            "circles again and again can compare. And someone who invents respondents could isolate a real one: "
            "Tamarack cannot tell whether the other addresses belong to real people."
        ),
    ]


def _all(has_reviewer: bool) -> list[str]:
    for_reviewer = gettext(
        "You can give a comment to {reviewer} alone, who reviews {person}’s self-assessment. {reviewer} sees it "
        "without your name, and of an anonymous group only from {threshold} people on. {person} does not see it."
    )
    return [
        gettext(
            "Nothing is shown before the request closes. Then everything is shown at once, and nothing is added later."
        ),
        *([for_reviewer] if has_reviewer else []),
        gettext(
            "Until it closes you can save half-way, take your answer back and change it, or decline without a reason. "
            "What you saved and did not give is erased then."
        ),
        gettext(
            "{person} gave us your name and address. They are used for this request, for two reminders at most, and if "
            "{person} asks the same people again. They are kept until {person} erases the request or the account."
        ),
        gettext(
            "Whoever runs this server could read its database, as with any website."
        ),
    ]  # fmt: skip
