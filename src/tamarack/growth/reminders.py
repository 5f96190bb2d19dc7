"""Reminders by mail: once a week at most, to those who asked for them, where there is something to say."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks import task

from tamarack.common.addresses import site_url
from tamarack.common.database import write
from tamarack.common.dates import long_date
from tamarack.common.mail import OnceMessage
from tamarack.core.errors import N_, UnknownCode
from tamarack.growth.models import Action, Rhythm
from tamarack.growth.queries import AHEAD, dated_actions
from tamarack.people.models import Person

logger = logging.getLogger(__name__)

WEEK = timedelta(days=7)
DAY_BEGINS = timedelta(hours=7)
"""Before this time no reminder comes."""
MADE_UP_FOR = timedelta(days=1)
"""How late a reminder may be where the server was down on its day; afterwards it is left out."""
TOGETHER = 100
"""How many people are read at a time."""
ACTIONS_SHOWN = 20


@task()
def send_reminders() -> None:
    """Send every reminder that is due. What was sent, or left out, is not due any more; so rounds may overlap."""
    zones = Rhythm.objects.filter(reminders=True).order_by().values_list("time_zone", flat=True).distinct()
    for zone in list(zones):
        today = _day_in(zone, timezone.now())
        last = 0
        while due := _due(zone, today, after=last):
            for kept in due:
                _try_to_remind(kept, today)
            last = due[-1].pk


def _day_in(zone: str, now: datetime) -> date:
    """The day that it is in a time zone; a day begins at seven."""
    clock = now.astimezone(ZoneInfo(zone or settings.TIME_ZONE)).replace(tzinfo=None)
    return (clock - DAY_BEGINS).date()


def _latest(weekday: int, today: date) -> date:
    """The latest such weekday, which may be today."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _due(zone: str, today: date, after: int) -> list[Rhythm]:
    """Some of those in a time zone who were not reminded in the week that ends with their latest weekday, by number."""
    wanted = Q()
    for weekday in Rhythm.Weekday.values:
        long_ago = Q(reminded_for=None) | Q(reminded_for__lte=_latest(weekday, today) - WEEK)
        wanted |= Q(weekday=weekday) & long_ago
    rows = Rhythm.objects.filter(wanted, time_zone=zone, reminders=True, person__is_active=True, pk__gt=after)
    return list(rows.select_related("person").order_by("pk")[:TOGETHER])


def _try_to_remind(kept: Rhythm, today: date) -> None:
    """Remind someone; where that goes wrong, the others are reminded all the same."""
    try:
        _remind(kept, today)
    except Exception:
        logger.exception("The reminder to person %d failed; it is tried again in the next round.", kept.pk)


def _remind(kept: Rhythm, today: date) -> None:
    """Note that someone is reminded for their day and queue the mail, both or neither, unless another round did."""
    day = _latest(kept.weekday, today)
    message = reminder(kept) if today - day <= MADE_UP_FOR else None
    with write():
        as_read = Rhythm.objects.filter(pk=kept.pk, reminders=True, reminded_for=kept.reminded_for)
        if as_read.update(reminded_for=day) and message:
            message.send()


def reminder(kept: Rhythm) -> OnceMessage | None:
    """What there is to remind someone of, in their language; nothing where there is nothing."""
    person, today = kept.person, kept.today
    actions = [action for action in dated_actions(person) if action.due and action.due <= today + AHEAD]
    if not actions and (kept.next_on is None or kept.next_on > today + AHEAD):
        return None
    with override(person.language):
        stop = site_url("unsubscribe", unsubscribe_token(person))
        shown = actions[:ACTIONS_SHOWN]
        context = {
            "language": person.language,
            "subject": gettext("Your plan this week"),
            "ahead": _lines([action for action in shown if not action.is_late(today)]),
            "late": _lines([action for action in shown if action.is_late(today)]),
            "more": len(actions) - len(shown),
            "check_in": long_date(kept.next_on) if kept.next_on else "",
            "check_in_waits": kept.next_on is not None and kept.next_on < today,
            "plan": site_url("growth"),
            "rhythm": site_url("rhythm"),
            "stop": stop,
        }
        return _message(person, context, stop)


def _lines(actions: Sequence[Action]) -> list[tuple[str, str]]:
    """Each action with its day, on one line."""
    return [(" ".join(action.what.split()), long_date(action.due)) for action in actions if action.due]


def _message(person: Person, context: dict[str, object], stop: str) -> OnceMessage:
    """A mail in plain text and in HTML, which mail programs can stop by one click (RFC 8058)."""
    message = OnceMessage(
        f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{context['subject']}",
        render_to_string("growth/mail/reminder.txt", context),
        to=[person.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    message.attach_alternative(render_to_string("growth/mail/reminder.html", context), "text/html")
    return message


def _signer() -> Signer:
    return Signer(salt="tamarack.unsubscribe", sep=".")


def unsubscribe_token(person: Person) -> str:
    """By what a link stops the reminders to someone, without a sign-in and at any time."""
    return _signer().sign(str(person.pk))


def find_reminded(token: str) -> Person:
    """Whose reminders a link stops.

    Raises
    ------
    UnknownCode
        If the link is not genuine, or there is no such account any more.
    """
    try:
        return Person.objects.get(pk=int(_signer().unsign(token)))
    except (BadSignature, Person.DoesNotExist):
        raise UnknownCode(N_("This link is not complete, or the account that it was made for is gone.")) from None
