"""What happens is told to whoever listens, such as webhooks: by a kind and a number, never with anyone's words."""

from typing import Any

from django.dispatch import Signal

happened = Signal()
"""Sent within the transaction of what happened; its receivers take `kind`, `pk`, `person` and `organisation`."""


def tell(kind: str, pk: Any, *, person: int | None = None, organisation: int | None = None) -> None:
    """Say that something happened: to something of a person's, or in an organisation.

    Parameters
    ----------
    kind : str
        What, as ``assessment.submitted``.
    pk : int or str
        By which it is found.
    person, organisation : int, optional
        Whose it is, by number.
    """
    happened.send(sender=None, kind=kind, pk=str(pk), person=person, organisation=organisation)
