"""How long each thing is kept, in one table; and the round that erases what is over, and writes down how much."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailConfirmation
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.assessment.actions.imported import WAITS
from tamarack.assessment.models import Imported
from tamarack.common.database import write
from tamarack.common.housekeeping import KEEP_FAILED_DAYS, KEEP_RESULTS_DAYS
from tamarack.exchange.actions.calls import ANSWERS_LAST
from tamarack.exchange.delivering import BODIES_LAST, LOG_LASTS
from tamarack.exchange.models import Answered, Delivery
from tamarack.people.audit import start_of_today
from tamarack.people.devices import COOKIE_LASTS
from tamarack.people.leaving import end_leaving
from tamarack.people.models import Errand, Invitation, Leaving, Person, RetentionRun, SignIn
from tamarack.portfolio.models import Endorsement

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A kind of thing, how long it is kept and why, and which rows are over at a moment."""

    key: str
    what: Any
    kept: Any
    why: Any
    over: Callable[[datetime], QuerySet[Any]]
    erase: Callable[[QuerySet[Any]], int] = lambda rows: rows.delete()[0]


def _unconfirmed(now: datetime) -> QuerySet[Person]:
    """Accounts that nobody confirmed, and with which nobody ever signed in."""
    new = Person.objects.filter(last_login=None, is_staff=False, date_joined__lt=now - 30 * DAY, memberships=None)
    return new.exclude(emailaddress__verified=True).exclude(emailaddress=None)


def _tasks(status: TaskResultStatus, until: datetime) -> QuerySet[Any]:
    """Tasks that ended before, mail among them."""
    return DBTaskResult.objects.filter(status=status, finished_at__lt=until)


RULES = (
    Rule("sessions", _("Ended sign-ins and trials"), _("until they end: 30 days, a trial 24 hours"),
         _("to stay signed in; to try"), lambda now: Session.objects.filter(expire_date__lt=now)),
    Rule("devices", _("Devices and networks of sign-ins"), _("400 days after the last use"),
         _("to list them, and to tell of a new one"),
         lambda now: SignIn.objects.filter(seen_at__lt=now - COOKIE_LASTS)),
    Rule("mail", _("Mail that was sent, and tasks that are done"), _("1 day"), _("to see that it went"),
         lambda now: _tasks(TaskResultStatus.SUCCESSFUL, now - KEEP_RESULTS_DAYS * DAY)),
    Rule("failed", _("Mail and tasks that failed"), _("7 days"), _("to try again, and to see why"),
         lambda now: _tasks(TaskResultStatus.FAILED, now - KEEP_FAILED_DAYS * DAY)),
    Rule("answers", _("Answers to programs whose calls have a key"), _("1 day"), _("not to do a call twice"),
         lambda now: Answered.objects.filter(at__lt=now - ANSWERS_LAST)),
    Rule("messages", _("What webhooks were sent"), _("7 days"), _("to send it again where that failed"),
         lambda now: Delivery.objects.filter(made_at__lt=now - BODIES_LAST).exclude(body=""),
         lambda rows: rows.update(body="")),
    Rule("deliveries", _("The list of what webhooks were sent"), _("30 days"), _("to see what went wrong"),
         lambda now: Delivery.objects.filter(made_at__lt=now - LOG_LASTS)),
    Rule("deleted", _("Deleted accounts, sealed"), _("14 days"), _("so that their person can take it back"),
         lambda now: Leaving.objects.filter(until__lt=now), lambda rows: end_leaving()),
    Rule("archives", _("Archives that were made or brought in"), _("7 days"), _("to be downloaded"),
         lambda now: Errand.objects.filter(until__lt=now)),
    Rule("imported", _("Answers from a form that an organisation brought in"), _("90 days"),
         _("to be taken by their person"), lambda now: Imported.objects.filter(at__lt=now - WAITS)),
    Rule("invitations", _("Invitations that are over"), _("30 days after their end"),
         _("to see what became of them"), lambda now: Invitation.objects.filter(until__lt=now - 30 * DAY)),
    Rule("endorsements", _("Addresses of people who did not confirm evidence"), _("30 days after the link’s end"),
         _("to see that nobody answered"),
         lambda now: Endorsement.objects.filter(until__lt=now - 30 * DAY, confirmed_at=None)),
    Rule("codes", _("Codes that confirm an address"), _("3 days"), _("to confirm it"),
         lambda now: EmailConfirmation.objects.filter(created__lt=now - 3 * DAY)),
    Rule("unconfirmed", _("Accounts whose address nobody confirmed"), _("30 days"), _("to confirm it"), _unconfirmed),
    Rule("runs", _("The log of this table"), _("2 years"), _("to be accountable"),
         lambda now: RetentionRun.objects.filter(at__lt=now - 730 * DAY)),
)  # fmt: skip


def due(now: datetime) -> list[tuple[Rule, int]]:
    """How many rows each rule would erase now: the dry run."""
    return [(rule, rule.over(now).count()) for rule in RULES]


def apply_rules() -> list[tuple[Rule, int]]:
    """Erase what is over, rule by rule, and write down how much."""
    done = []
    for rule in RULES:
        with write():
            rows = rule.over(timezone.now())
            count = rows.count()
            if count:
                rule.erase(rows)
                _write_down(rule, count)
        done.append((rule, count))
    return done


def _write_down(rule: Rule, count: int) -> None:
    """Add to the day's line, or there would be one every ten minutes."""
    today, _ = RetentionRun.objects.get_or_create(rule=rule.key, at__gte=start_of_today(), defaults={"erased": 0})
    today.erased += count
    today.save(update_fields=["erased"])


@task()
def keep_retention() -> None:
    """Apply the rules."""
    apply_rules()
