"""Writes about tokens."""

import re
import secrets
import string
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from zlib import crc32

from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.exchange.models import Scope, Token
from tamarack.exchange.models.tokens import NAME_MOST, OF_ORGANISATIONS
from tamarack.exchange.queries.tokens import digest_of
from tamarack.exchange.rules import check_keeps_key
from tamarack.exchange.token_mail import tell_made
from tamarack.people import audit
from tamarack.people.models import Organisation, Person
from tamarack.people.rules import check_owner

LETTERS = string.ascii_letters + string.digits
SECRET, CHECK = 40, 6
"""Characters of a token's random part, about 238 bits, and of its checksum."""
PATTERN = re.compile(rf"tamarack_[po]_[0-9A-Za-z]{{{SECRET + CHECK}}}")
"""What scanners know a token by (docs/api.md)."""
LASTS_MOST = 366
MOST = 50
"""Tokens that hold at a time."""


def make_token(
    person: Person, name: str, scopes: Sequence[str], until: date, organisation: Organisation | None = None
) -> tuple[Token, str]:
    """Make a token and tell its text, once: only a digest is kept. Who made it gets a mail.

    Raises
    ------
    NotAllowed, BadInput
        If the person does not own the organisation, or something cannot be kept as it is said.
    """
    if organisation is not None:
        check_owner(person, organisation)
    fields = {"name": check_text(name, NAME_MOST, needed=True), "scopes": _checked(scopes, organisation)}
    ends = timezone.now() + timedelta(days=_days(until))
    text = _new_text("o" if organisation else "p")
    with write():
        held = Token.objects.filter(person=person, revoked_at=None, until__gt=timezone.now())
        if held.count() >= MOST:
            raise BadInput(N_("There are {most} tokens already. Please revoke one first."), most=MOST)
        made = Token.objects.create(
            person=person, organisation=organisation, digest=digest_of(text), ending=text[-4:], until=ends, **fields
        )
        audit.record(audit.What.MADE_TOKEN, by=person, organisation=organisation, about=_told(made))
        tell_made(made)
    return made, text


def _checked(scopes: Collection[str], organisation: Organisation | None) -> list[str]:
    known = OF_ORGANISATIONS if organisation else tuple(Scope)
    wrong = set(scopes) - set(known)
    if wrong or not scopes:
        raise BadInput(N_("Please choose what the token may do."))
    return [scope.value for scope in known if scope.value in scopes]


def _days(until: date) -> int:
    days = (until - timezone.localdate()).days
    if not 1 <= days <= LASTS_MOST:
        raise BadInput(N_("Please choose a day from tomorrow to a year from now."))
    return days


def _new_text(kind: str) -> str:
    """A prefix that scanners know, what is random, and a checksum by which they tell it from other text."""
    secret = "".join(secrets.choice(LETTERS) for _ in range(SECRET))
    return f"tamarack_{kind}_{secret}{checksum(secret)}"


def checksum(secret: str) -> str:
    """The CRC-32 of a token's random part, in base 62, as its last six characters tell it."""
    value, text = crc32(secret.encode()), ""
    for _ in range(CHECK):
        value, digit = divmod(value, len(LETTERS))
        text = LETTERS[digit] + text
    return text


def revoke_token(person: Person, token: Token) -> None:
    """End a token, at once."""
    check_keeps_key(person, token)
    with write():
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
            audit.record(audit.What.REVOKED_TOKEN, by=person, organisation=token.organisation, about=_told(token))


def _told(token: Token) -> str:
    """What the log tells of a token: a person's own words would stay there for good."""
    return token.name if token.organisation else ""


def note_used(token: Token) -> None:
    """Note on which day a token was used last: no more than that is kept of it."""
    today = timezone.localdate()
    if token.used_on != today:
        with write():
            Token.objects.filter(pk=token.pk).update(used_on=today)
