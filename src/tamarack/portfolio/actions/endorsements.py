"""Writes about endorsements: ask someone outside to confirm evidence, and what they say to it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from tamarack.common.checks import check_choice, check_email, check_text
from tamarack.common.database import write
from tamarack.common.links import find_linked, new_link
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.actions.lapsing import held_still
from tamarack.portfolio.mail import SALT, ask_to_confirm, tell_confirmed, thank_for_confirming
from tamarack.portfolio.models import ENDORSEMENT_LASTS, LINE_MOST, TEXT_MOST, Endorsement, Evidence

ENDORSEMENTS_MOST = 10
A_DAY_MOST = 20
"""How many people someone can ask in a day: the site sends no more mail to strangers for them."""
OVER = N_("This request is over: it was answered, withdrawn, or its time has passed. There is nothing left to do.")


def ask_endorsement(
    person: Person, evidence: Evidence, name: str, email: str, message: str = "", language: str = "en"
) -> Endorsement:
    """Ask a named person to confirm a piece of evidence; they get a link by mail."""
    check_own(person, evidence)
    name, message = check_text(name, 120, needed=True), check_text(message, TEXT_MOST)
    check_choice(language, Person.Language.values)
    email = check_email(email)
    if email == person.email:
        raise BadInput(N_("This is your own address. Evidence is confirmed by someone else."))
    now = timezone.now()
    with write():
        if evidence.endorsements.count() >= ENDORSEMENTS_MOST:
            raise BadInput(N_("You have asked {most} people about this already."), most=ENDORSEMENTS_MOST)
        asked = Endorsement.objects.filter(evidence__person=person, asked_at__gte=now - timedelta(days=1))
        if asked.count() >= A_DAY_MOST:
            raise BadInput(N_("You have asked {most} people today. Please go on tomorrow."), most=A_DAY_MOST)
        asked_one = Endorsement.objects.create(
            evidence=evidence, name=name, email=email, message=message, language=language, link=new_link(),
            asked_at=now, until=now + ENDORSEMENT_LASTS,
        )  # fmt: skip
        ask_to_confirm(asked_one)
    return asked_one


def find_endorsement(token: str) -> Endorsement:
    """The request that a link leads to.

    Raises
    ------
    UnknownCode
        If it leads nowhere (any more).
    """
    rows: QuerySet[Endorsement] = Endorsement.objects.select_related("evidence", "evidence__person")
    return find_linked(SALT, token, rows.filter(withdrawn_at=None, evidence__person__is_active=True))


def is_open(endorsement: Endorsement, now: datetime) -> bool:
    """Whether it can still be answered."""
    done = endorsement.confirmed_at or endorsement.declined_at or endorsement.revoked_at
    return done is None and endorsement.withdrawn_at is None and now <= endorsement.until


def confirm(endorsement: Endorsement, role: str, words: str, seen: str) -> None:
    """Confirm a piece of evidence, perhaps with words of one's own. The link then only takes it back.

    `seen` says which edit was read. The link is made anew and sent, so that the one that was used is used up.
    """
    fields = {"role": check_text(role, LINE_MOST), "words": check_text(words, TEXT_MOST)}
    with write():
        if not is_open(endorsement, timezone.now()):
            raise NotAllowed(OVER)
        if held_still(endorsement.evidence_id).edited_at.isoformat() != seen:
            raise BadInput(N_("The entry was changed in the meantime. Please read it again, then confirm it."))
        _answer(endorsement, confirmed_at=timezone.now(), link=new_link(), **fields)
        thank_for_confirming(endorsement)
        tell_confirmed(endorsement)


def decline(endorsement: Endorsement) -> None:
    """Not confirm it; nobody is asked why."""
    with write():
        _answer(endorsement, declined_at=timezone.now(), link=new_link())


def _answer(endorsement: Endorsement, **fields: object) -> None:
    """Answer a request, once."""
    now = timezone.now()
    still = Endorsement.objects.filter(
        pk=endorsement.pk, link=endorsement.link, confirmed_at=None, declined_at=None, withdrawn_at=None, until__gte=now
    )
    if not still.update(**fields):
        raise NotAllowed(OVER)
    for name, value in fields.items():
        setattr(endorsement, name, value)


def revoke(endorsement: Endorsement) -> None:
    """Take a confirmation back, as the one who gave it."""
    with write():
        taken = Endorsement.objects.filter(pk=endorsement.pk, revoked_at=None).exclude(confirmed_at=None)
        if not taken.update(revoked_at=timezone.now(), words="", role=""):
            raise NotAllowed(OVER)


def withdraw(person: Person, endorsement: Endorsement) -> None:
    """Withdraw a request, or take a confirmation down, as the one whose evidence it is about."""
    check_own(person, endorsement.evidence)
    with write():
        endorsement.withdrawn_at = timezone.now()
        endorsement.save(update_fields=["withdrawn_at"])
