"""When a second step is lost and no recovery code is left: a slow way, announced to every address, that anyone of them
can stop. Administrators have no part in it (decision 53)."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from tamarack.common.addresses import site_url
from tamarack.common.database import write
from tamarack.common.links import find_linked, link_token, new_link
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.people.devices import end_all_sessions
from tamarack.people.models import Person, Recovery
from tamarack.people.models.signing import HOLDS, WAITS
from tamarack.people.notices import notify, tell_recovery, tell_recovery_open

SALT = "recovery"
MOST = 3
"""How often someone can begin in a month."""
MONTH = timedelta(days=30)
REMINDS = timedelta(days=4)
"""How long after it began it is announced again."""


def recovery_address(row: Recovery) -> str:
    """Where a recovery is stopped, and in its time finished, by whoever reads the person's mail."""
    return site_url("recovery", link_token(SALT, row))


def find_recovery(token: str) -> Recovery:
    """The recovery that a link leads to.

    Raises
    ------
    UnknownCode
        If the link is not genuine.
    """
    return find_linked(SALT, token, Recovery.objects.select_related("person"))


def open_recovery(person: Person) -> Recovery | None:
    """The recovery of someone that is under way."""
    return Recovery.objects.filter(person=person, ended_at=None).first()


def begin_recovery(person: Person) -> Recovery:
    """Begin, for someone who just gave the password; every address hears of it.

    Raises
    ------
    BadInput
        If it was begun too often.
    """
    with write():
        if row := open_recovery(person):
            return row
        if Recovery.objects.filter(person=person, asked_at__gt=timezone.now() - MONTH).count() >= MOST:
            raise BadInput(N_("This was begun {most} times in a month. Please wait, or look for a recovery code."),
                           most=MOST)  # fmt: skip
        row = Recovery.objects.create(person=person, link=new_link())
        tell_recovery(row, recovery_address(row))
    return row


def cancel_recovery(row: Recovery) -> None:
    """Stop it."""
    Recovery.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now())


def cancel_recoveries(person: Person) -> None:
    """Stop what is under way of someone who has their second step after all."""
    Recovery.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())


def finish_recovery(row: Recovery) -> None:
    """Take the second step away, after the waiting; all sessions end.

    Raises
    ------
    NotAllowed
        If the waiting is not over, or it was stopped, or the link is too old.
    """
    from allauth.mfa.models import Authenticator

    with write():
        kept = Recovery.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)
        if not kept.can_finish:
            raise NotAllowed(N_("This is over: it was stopped or used, or the link is too old."))
        Authenticator.objects.filter(user=kept.person).delete()
        kept.ended_at, kept.done = timezone.now(), True
        kept.save(update_fields=["ended_at", "done"])
        end_all_sessions(kept.person)
        notify(kept.person, "second_step_lost")


@task()
def carry_recoveries_on() -> None:
    """Announce once more, open those whose waiting is over, and end those that nobody finished."""
    now = timezone.now()
    rows = Recovery.objects.filter(ended_at=None).select_related("person")
    for row in rows.filter(reminded_at=None, asked_at__lt=now - REMINDS, asked_at__gt=now - WAITS):
        with write():
            if Recovery.objects.filter(pk=row.pk, reminded_at=None, ended_at=None).update(reminded_at=now):
                tell_recovery(row, recovery_address(row))
    for row in rows.filter(opened_at=None, asked_at__lte=now - WAITS):
        with write():
            if Recovery.objects.filter(pk=row.pk, opened_at=None, ended_at=None).update(opened_at=now):
                tell_recovery_open(row, recovery_address(row))
    rows.filter(asked_at__lt=now - WAITS - HOLDS).update(ended_at=now)
