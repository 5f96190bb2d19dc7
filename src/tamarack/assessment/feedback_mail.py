"""Mail about feedback: the invitation with its private link, two reminders at most, and that a request has closed.

No mail tells that an answer came.
"""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from tamarack.assessment.models import FeedbackRefusal, FeedbackRequest, FeedbackRespondent
from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.keys import digests
from tamarack.common.links import link_token
from tamarack.common.mail import OnceMessage

FEEDBACK_LINK = "feedback"
"""The key of respondents' links."""
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def respondent_token(respondent: FeedbackRespondent) -> str:
    """What stands in the address of a respondent's private link."""
    return link_token(FEEDBACK_LINK, respondent)


def refusals_of(email: str) -> list[str]:
    """By what an address is known that wants no more requests, under each of the site's keys."""
    return [digest.hex() for digest in digests("tamarack.feedback.refusal", email.lower())]


def refusing(respondents: list[FeedbackRespondent]) -> set[str]:
    """The addresses among respondents' that want no mail."""
    known = {refusal: row.email for row in respondents for refusal in refusals_of(row.email)}
    found = FeedbackRefusal.objects.filter(address__in=list(known)).values_list("address", flat=True)
    return {known[address] for address in found}


def invitation(
    request: FeedbackRequest, respondent: FeedbackRespondent, *, again: bool = False
) -> EmailMultiAlternatives:
    """The mail by which someone is asked, or reminded, in their language."""
    with override(respondent.language):
        name = _line(str(request.person))
        subject = (
            gettext("Reminder: {name} asks for your feedback") if again else gettext("{name} asks for your feedback")
        )
        context = {
            "subject": subject.format(name=name),
            "person": name,
            "name": _line(respondent.name),
            "criteria": len(request.criteria),
            "minutes": minutes(len(request.criteria)),
            "until": long_date(request.until),
            "message": request.message,
            "named": respondent.is_named,
            "again": again,
            "link": site_url("feedback_for", respondent_token(respondent)),
        }
        kind = OnceMessage if again else EmailMultiAlternatives
        return _message(kind, "invitation", respondent.email, respondent.language, context)


def closing(request: FeedbackRequest) -> EmailMultiAlternatives:
    """The mail that tells a requester that their request has closed by its date."""
    person = request.person
    with override(person.language):
        subject = gettext("Your request for feedback “{title}” has closed").format(title=_line(request.title))
        context = {"subject": subject, "link": site_url("feedback_request", request.pk)}
        return _message(OnceMessage, "feedback_closed", person.email, person.language, context)


def minutes(criteria: int) -> int:
    """About how long it takes to answer."""
    return 2 + criteria


def _line(text: str) -> str:
    return " ".join(text.split())


def _message(
    kind: type[EmailMultiAlternatives], template: str, to: str, language: str, context: dict[str, Any]
) -> EmailMultiAlternatives:
    context |= {"language": language}
    message = kind(
        f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{context['subject']}",
        render_to_string(f"assessment/mail/{template}.txt", context),
        to=[to],
        headers=AUTOMATIC,
    )
    message.attach_alternative(render_to_string(f"assessment/mail/{template}.html", context), "text/html")
    return message
