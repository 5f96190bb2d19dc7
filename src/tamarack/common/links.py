"""Private links: signed, for whoever has them, without an account. Each kind of link has its own key (`salt`).

A row keeps a random text, its `link`; the link is that text and the row's number, signed. So links cannot be made up
or guessed, not even by someone who reads the database, and end when the row's text is made anew or emptied.
"""

import secrets
from typing import Protocol, TypeVar

from django.core.signing import BadSignature, Signer
from django.db import models

from tamarack.core.errors import N_, UnknownCode


class Linked(Protocol):
    """A row with a private link."""

    pk: int
    link: str


Row = TypeVar("Row", bound=models.Model)


def new_link() -> str:
    """A random text for a row to keep."""
    return secrets.token_hex(20)


def link_token(salt: str, row: Linked) -> str:
    """What stands in the address of a row's private link."""
    return _signer(salt).sign(f"{row.pk}-{row.link}")


def find_linked(salt: str, token: str, rows: models.QuerySet[Row]) -> Row:
    """The row among `rows` that a private link leads to.

    Raises
    ------
    UnknownCode
        If the link is not genuine, or leads nowhere any more.
    """
    try:
        pk, _, link = _signer(salt).unsign(token).partition("-")
    except BadSignature:
        pk, link = "", ""
    row = rows.filter(pk=int(pk), link=link).first() if pk.isdecimal() and link else None
    if row is None:
        raise UnknownCode(N_("This link is not complete, or it does not lead anywhere any more."))
    return row


def _signer(salt: str) -> Signer:
    return Signer(salt=f"tamarack.{salt}", sep=".")
