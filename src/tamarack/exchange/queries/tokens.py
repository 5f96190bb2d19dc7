"""Reads about tokens."""

import hashlib

from django.utils import timezone

from tamarack.core.errors import N_, UnknownCode
from tamarack.exchange.models import Token
from tamarack.people.models import Organisation, Person
from tamarack.people.rules import is_owner


def digest_of(text: str) -> str:
    """By what a token is known. It is random and long, so that a quick digest tells nothing of it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_valid(text: str) -> Token | None:
    """The token that this text is, if it still lets anyone in: not over, its person active and, in an organisation,
    still its owner."""
    found = Token.objects.filter(digest=digest_of(text)).select_related("person", "organisation").first()
    if found is None or not found.is_valid(timezone.now()) or not found.person.is_active:
        return None
    if found.organisation is not None and not is_owner.test(found.person, found.organisation):
        return None
    return found


def own_tokens(person: Person) -> list[Token]:
    """Someone's own tokens, newest first; those that are over too."""
    return list(Token.objects.filter(person=person, organisation=None))


def all_tokens(person: Person) -> list[Token]:
    """Every token that someone made, for their own data."""
    return list(Token.objects.filter(person=person).select_related("organisation"))


def tokens_of(organisation: Organisation) -> list[Token]:
    """An organisation's tokens, newest first, with who made them."""
    return list(Token.objects.filter(organisation=organisation).select_related("person"))


def find_token(person: Person, pk: int, organisation: Organisation | None = None) -> Token:
    """A token of someone's own, or of an organisation.

    Raises
    ------
    UnknownCode
        If there is none: whether others have it is not told.
    """
    found = Token.objects.select_related("organisation").filter(pk=pk, organisation=organisation)
    row = (found if organisation else found.filter(person=person)).first()
    if row is None:
        raise UnknownCode(N_("There is no such token. It may have been revoked and cleared away."))
    return row
