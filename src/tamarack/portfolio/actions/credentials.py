"""Writes about credentials: ask, withdraw, decide, revoke, hide, delete."""

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tamarack.common import events
from tamarack.common.checks import check_choice, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.core.formats import openbadge
from tamarack.core.formats.openbadge_proof import sign
from tamarack.people.audit import What, record
from tamarack.people.models import Person
from tamarack.people.queries.accounts import addresses
from tamarack.people.rules import check_own
from tamarack.portfolio import credential_mail as mail
from tamarack.portfolio.actions.issuers import key_in_use, resign, take_place
from tamarack.portfolio.badges import address_of, credential_address, document_of, list_address, title
from tamarack.portfolio.credential_rules import check_decider
from tamarack.portfolio.keys import read_key
from tamarack.portfolio.models import REASON_MOST, Application, Credential, Issuer, Status
from tamarack.portfolio.queries.credentials import Grounds, check_subject, chosen_links, grounds_now, links_of
from tamarack.rubric.queries import Stored, framework

YEARS = (0, 1, 2, 3, 5)
"""For how many years a credential can be valid; 0 is without an end."""
OVER = N_("This is not open any more: it was decided or withdrawn in the meantime.")


@dataclass(frozen=True)
class Asked:
    """What someone says when they ask for a credential.

    Attributes
    ----------
    email : str
        One of their confirmed addresses; its hash stands in the credential.
    shows_name : bool
        Whether their name may stand there, and on its page.
    links : collection of int
        Links of accepted evidence that may stand with it, by number.
    """

    code: str
    level: str
    language: str
    email: str
    shows_name: bool = False
    links: Collection[int] = ()


def confirmed_addresses(person: Person) -> list[str]:
    """The addresses that a credential can be made out to."""
    return [str(row["email"]) for row in addresses(person) if row["verified"]]


def ask_for_credential(person: Person, issuer: Issuer, stored: Stored, asked: Asked) -> Application:
    """Ask an issuer for a credential that is earned; tells those who decide.

    Raises
    ------
    BadInput, UnknownCode
        If there is no such credential, it is not earned, asked for or held already, or something cannot be taken.
    """
    check_subject(stored.framework, asked.code, asked.level)
    check_choice(asked.language, Person.Language.values)
    check_choice(asked.email, confirmed_addresses(person))
    about = {"person": person, "issuer": issuer, "version_id": stored.id, "code": asked.code, "level": asked.level}
    with write():
        Person.objects.select_for_update().get(pk=person.pk)  # who asks twice at once asks one after the other
        _check_free(about)
        links = {
            link.pk: link
            for link in links_of(person, _check_earned(person, issuer, stored.id, asked.code, asked.level))
        }
        if not links.keys() >= set(asked.links):
            raise BadInput(N_("One of these links does not belong to accepted evidence any more. Please look again."))
        said = {"language": asked.language, "email": asked.email, "shows_name": asked.shows_name}
        application = Application.objects.create(**about, **said)
        application.links.set(asked.links)
        mail.tell_asked(application)
    return application


def _check_free(about: dict[str, object]) -> None:
    now = timezone.now()
    if Application.objects.filter(**about, state=Application.State.OPEN).exists():
        raise BadInput(N_("You have asked for this credential already. It waits for a decision."))
    if any(row.stands(now) for row in Credential.objects.filter(**about).select_related("status")):
        raise BadInput(N_("You hold this credential already."))


def _check_earned(person: Person, issuer: Issuer, version: int, code: str, level: str) -> Grounds:
    found = grounds_now(person, issuer, version, code, level)
    if not found.earned:
        raise BadInput(N_("This credential is not earned as things stand: its page says what is missing."))
    return found


def withdraw_application(person: Person, application: Application) -> None:
    """Take back that one asks; from then on nobody sees anything of it."""
    check_own(person, application)
    with write():
        _close(application, Application.State.WITHDRAWN)


def _close(application: Application, state: str, reason: str = "") -> None:
    """Decide an application that is still open: the first to do so decides it."""
    now = timezone.now()
    open_still = Application.objects.filter(pk=application.pk, state=Application.State.OPEN)
    if not open_still.update(state=state, decided_at=now, reason=reason):
        raise BadInput(OVER)
    application.state, application.decided_at, application.reason = state, now, reason


def see_application(decider: Person, application: Application) -> None:
    """Note that someone who decides looked at it, the first time; its person reads that."""
    check_decider(decider, application)
    if application.seen_at is None:
        with write():
            seen = {"seen_at": timezone.now(), "seen_by": str(decider)}
            Application.objects.filter(pk=application.pk, seen_at=None).update(**seen)
            record(What.SAW_APPLICATION, by=decider, of=application.person, about=str(application.issuer))


def decline_application(decider: Person, application: Application, reason: str) -> None:
    """Decline, and tell the person why."""
    check_decider(decider, application)
    reason = check_text(reason, REASON_MOST, needed=True)
    with write():
        _close(application, Application.State.DECLINED, reason)
        record(What.DECIDED, by=decider, of=application.person, about=str(application.issuer))
        mail.tell_declined(application)


def issue_credential(decider: Person, application: Application, years: int) -> Credential:
    """Issue what someone asked for, if it is still earned: sign its document, and tell the person.

    Raises
    ------
    BadInput
        If it is not open or not earned any more.
    KeyGone
        If the issuer's private key is not there.
    """
    check_decider(decider, application)
    if years not in YEARS:
        raise BadInput(N_("This time is not offered. Please choose one of those that are."))
    issuer = application.issuer
    with write():
        _close(application, Application.State.ISSUED)
        record(What.DECIDED, by=decider, of=application.person, about=str(application.issuer))
        about = (application.version_id, application.code, application.level)
        found = _check_earned(application.person, issuer, *about)
        credential = _sign(application, found, take_place(issuer), _until(timezone.now(), years))
        mail.tell_issued(credential)
        events.tell("credential.issued", credential.key, person=credential.person_id)
    return credential


def _until(now: datetime, years: int) -> datetime | None:
    """The same moment some years later; of 29 February the 28th."""
    if not years:
        return None
    day = 28 if (now.month, now.day) == (2, 29) else now.day
    return now.replace(year=now.year + years, day=day)


def _sign(application: Application, found: Grounds, status: Status, until: datetime | None) -> Credential:
    issuer, rubric, now = application.issuer, framework(application.version_id), timezone.now()
    issued = openbadge.Issued(
        url=credential_address(issuer, status.key),
        picture=address_of(issuer, "credential_picture", status.key),
        caption=title(rubric, application.code, application.level),
        since=now,
        until=until,
        status_list=list_address(status.list),
        status_index=status.index,
    )
    evidence = [(link.url, link.label or link.evidence.title) for link in chosen_links(application, found)]
    document = document_of(application, rubric, found.earning, issued, secrets.token_hex(16), evidence)
    public = key_in_use(issuer).public
    document = sign(document, read_key(public), f"{issuer.did}#{public}", now)
    return Credential.objects.create(
        person=application.person,
        issuer=issuer,
        version_id=application.version_id,
        code=application.code,
        level=application.level,
        language=application.language,
        status=status,
        document=json.dumps(document, ensure_ascii=False),
        holder=str(application.person) if application.shows_name else "",
        ratings={row.criterion.code: row.agreed for row in found.earning.criteria if row.agreed},
        issued_at=now,
        valid_until=until,
    )


def revoke_credential(decider: Person, credential: Credential, reason: str) -> None:
    """Take a credential back, for good; the status list says so from now on, and the person is told why."""
    check_decider(decider, credential)
    reason = check_text(reason, REASON_MOST, needed=True)
    with write():
        if not Status.objects.filter(pk=credential.status_id, revoked_at=None).update(revoked_at=timezone.now()):
            raise BadInput(N_("This credential is revoked already."))
        credential.revoked_for = reason
        credential.save(update_fields=["revoked_for"])
        resign(credential.status.list)
        record(What.DECIDED, by=decider, of=credential.person, about=str(credential.issuer))
        mail.tell_revoked(credential)
        events.tell("credential.revoked", credential.key, person=credential.person_id)


def revoke_erased(decider: Person, place: Status) -> None:
    """Take back a credential that its holder deleted here: copies elsewhere are told to be revoked from now on."""
    if not place.list.issuer.deciders.filter(pk=decider.pk).exists():
        raise NotAllowed(N_("Only those who decide for this issuer can do this."))
    with write():
        if not Status.objects.filter(pk=place.pk, revoked_at=None, credential=None).update(revoked_at=timezone.now()):
            raise BadInput(N_("This credential is revoked already."))
        resign(place.list)


def list_credential(person: Person, credential: Credential, listed: bool) -> None:
    """Show a credential's page to whoever has its address, or to its person alone."""
    check_own(person, credential)
    with write():
        Credential.objects.filter(pk=credential.pk).update(listed=listed)


def delete_credential(person: Person, credential: Credential) -> None:
    """Erase a credential here. Copies elsewhere stay as they are: valid, or revoked."""
    check_own(person, credential)
    with write():
        credential.delete()
