"""What respondents are told before they write: who sees what, from which number on, and where that has its limits.

It is written once, when a request opens, in both languages, and kept with the request: whatever this file says later.
"""

from django.conf import settings
from django.utils.translation import gettext, override

from tamarack.assessment.models import FeedbackRequest, FeedbackRespondent
from tamarack.common.language import language
from tamarack.core.agreement import AGREEMENT_FROM

Part = tuple[str, list[str]]
"""A heading and sentences."""
Promise = dict[str, dict[str, list[Part]]]
"""Parts by language, and by whom they are for: ``all``, ``named``, ``anonymous``."""


def promised(request: FeedbackRequest) -> Promise:
    """What the respondents of a request are told, in every language."""
    values = {
        "person": str(request.person), "reviewer": request.reviewer, "address": request.reviewer_email,
        "threshold": request.threshold, "more": max(AGREEMENT_FROM, request.threshold),
    }  # fmt: skip
    found: Promise = {}
    for code, _ in settings.LANGUAGES:
        with override(code):
            parts = {"named": _named(), "anonymous": _anonymous(), "all": _all(bool(request.reviewer))}
        found[code] = {
            whom: [(head.format(**values), [sentence.format(**values) for sentence in said]) for head, said in rows]
            for whom, rows in parts.items()
        }
    return found


def told(respondent: FeedbackRespondent) -> list[Part]:
    """What one respondent is told, in the reader's language."""
    promise: Promise = respondent.request.promise
    said = promise.get(language()) or next(iter(promise.values()), {})
    return [*said.get("named" if respondent.is_named else "anonymous", ()), *said.get("all", ())]


def _named() -> list[Part]:
    sees = gettext(
        "You are asked as a manager, and managers are named: when the request closes, {person} sees your ratings and "
        "comments beside your name. They are not part of the mean of others."
    )
    return [(gettext("What {person} sees of you"), [sees])]


def _anonymous() -> list[Part]:
    sees = [
        gettext(
            "Your ratings only together with those of others: a group is shown where {threshold} of its people or more "
            "rated the criterion. Smaller groups are put together, and shown from {threshold} as well. What fewer "
            "people said is erased, and nobody reads it."
        ),
        gettext("A group’s mean, rounded to half a level; and from {more} people on, how far its ratings lie apart."),
        gettext("Comments by the same rule, in no order and without a date."),
        gettext(
            "Neither whether you answered or declined, nor when; only, once {threshold} people have answered, that "
            "there are enough to close the request."
        ),
        gettext(
            "When the request closes, the link between you and what you said is cut. What remains names your group "
            "alone; only a comment that you sign keeps your name."
        ),
    ]
    limits = [
        gettext("How you write, or what you tell, may show who you are."),
        gettext(
            "If everyone in a group answers, {person} can know that all of them did. Each comment that someone signs "
            "leaves fewer people who can have written the others."
        ),
        gettext(
            "Someone who asks again and again in different circles could compare. Someone who invents respondents "
            "could isolate a real one: Tamarack cannot tell whether the other addresses belong to real people."
        ),
    ]
    return [(gettext("What {person} sees of you"), sees), (gettext("Where this has limits"), limits)]


def _all(has_reviewer: bool) -> list[Part]:
    reviewer = gettext(
        "You can give a comment to {reviewer} ({address}) alone, who reviews {person}’s self-assessment. {reviewer} "
        "sees it without your name, and of an anonymous group only from {threshold} people on. {person} does not "
        "see it."
    )
    yours = [
        gettext("Nothing is shown before the request closes. Then all is shown at once, and nothing is added later."),
        gettext(
            "Until it closes you can save half-way, take your answer back and change it, or decline without a reason. "
            "What you saved and did not give is erased then."
        ),
        gettext("For each comment you choose who reads it."),
        gettext(
            "{person} may show what the result tells of each criterion, without comments, to someone who reviews their "
            "self-assessment."
        ),
    ]
    address = [
        gettext(
            "{person} gave us your name and address. They are used for this request, for two reminders at most, and if "
            "{person} asks the same people again. They are kept until {person} erases the request or the account."
        ),
        gettext("Whoever runs this server could read its database, as with any website."),
    ]
    return [
        (gettext("What you decide"), [*yours, *([reviewer] if has_reviewer else [])]),
        (gettext("Your name and address"), address),
    ]
