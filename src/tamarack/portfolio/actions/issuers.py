"""Writes about issuers: make one, name its people, rotate its key; its status lists."""

import json
import re
import secrets
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.core.formats.bitstring import LENGTH
from tamarack.core.formats.openbadge import status_list
from tamarack.core.formats.openbadge_proof import sign, web_did
from tamarack.core.framework import Text, shorten
from tamarack.people.models import Organisation, Person
from tamarack.portfolio.badges import list_address
from tamarack.portfolio.keys import KeyGone, drop_key, make_key, read_key
from tamarack.portfolio.models import LINE_MOST, Issuer, IssuerKey, Status, StatusList

FULL = LENGTH // 2
"""Places given of a list before a new one begins: so that a free one is found at once."""
_check_url = URLValidator(schemes=["http", "https"])


def create_issuer(
    slug: str, *, name: Text, url: str, description: Text | None = None, email: str = "",
    organisation: Organisation | None = None,
) -> Issuer:  # fmt: skip
    """Make an issuer with a key of its own; it can issue as soon as it has deciders and reviewers.

    Raises
    ------
    BadInput
        If something cannot be taken, or there is one of that name.
    """
    names = {language: check_text(text, 200, needed=True) for language, text in name.items()}
    told = {language: check_text(text, LINE_MOST) for language, text in (description or {}).items()}
    if set(names) != set(Person.Language.values):
        raise BadInput(N_("An issuer needs a name in English and one in French."))
    _check(slug, url, email)
    with write():
        if Issuer.objects.filter(slug=slug).exists():
            raise BadInput(N_("There is an issuer “{slug}” already."), slug=slug)
        issuer = Issuer.objects.create(
            slug=slug,
            address=settings.SITE_ADDRESS,
            did=web_did(settings.SITE_ADDRESS, f"issuers/{slug}"),
            name=names,
            description={language: text for language, text in told.items() if text},
            url=url,
            email=email,
            organisation=organisation,
        )
        IssuerKey.objects.create(issuer=issuer, public=make_key())
    return issuer


def _check(slug: str, url: str, email: str) -> None:
    if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", slug):
        raise BadInput(
            N_("“{slug}” cannot stand in an address: use small letters, digits and hyphens, 40 at most."),
            slug=shorten(slug),
        )
    for value, check, template in (
        (url, _check_url, N_("“{value}” is not a web address. It should begin with https://.")),
        (email, validate_email, N_("“{value}” is not an email address.")),
    ):
        try:
            if value or check is _check_url:
                check(value)
        except ValidationError:
            raise BadInput(template, value=shorten(value)) from None


def name_people(issuer: Issuer, *, deciders: Sequence[Person] = (), reviewers: Sequence[Person] = ()) -> None:
    """Let people decide for an issuer, or let the reviews that they sign count."""
    with write():
        issuer.deciders.add(*deciders)
        issuer.reviewers.add(*reviewers)


def dismiss_people(issuer: Issuer, *, deciders: Sequence[Person] = (), reviewers: Sequence[Person] = ()) -> None:
    """Take that back. What was issued stays issued."""
    with write():
        issuer.deciders.remove(*deciders)
        issuer.reviewers.remove(*reviewers)


def key_in_use(issuer: Issuer) -> IssuerKey:
    """The key that an issuer signs with.

    Raises
    ------
    KeyGone
        If it has none.
    """
    found = issuer.keys.filter(retired_at=None).first()
    if found is None:
        raise KeyGone(N_("The issuer has no key."))
    return found


def rotate_key(issuer: Issuer) -> IssuerKey:
    """Sign with a new key from now on. What the old one signed still holds, since its public half stays listed; its
    private half is deleted."""
    with write():
        old = [key.public for key in issuer.keys.filter(retired_at=None)]
        issuer.keys.filter(retired_at=None).update(retired_at=timezone.now())
        key = IssuerKey.objects.create(issuer=issuer, public=make_key())
        for row in issuer.lists.select_for_update():
            resign(row)
    for public in old:
        drop_key(public)
    return key


def disown_key(issuer: Issuer, public: str) -> None:
    """Take a key back that others may have: nothing that it signed holds any more. One in use is rotated first.

    Raises
    ------
    UnknownCode
        If the issuer has no such key.
    """
    key = issuer.keys.filter(public=public, disowned_at=None).first()
    if key is None:
        raise UnknownCode(N_("The issuer has no key “{key}”."), key=shorten(public, 60))
    if key.retired_at is None:
        rotate_key(issuer)
    with write():
        issuer.keys.filter(pk=key.pk).update(disowned_at=timezone.now())


def take_place(issuer: Issuer) -> Status:
    """A place in a status list that was never given, found by chance: so that it tells nothing of when it was.

    Call it within `write()`.
    """
    row = issuer.lists.select_for_update().last()
    taken = set(row.places.values_list("index", flat=True)) if row else set()
    if row is None or len(taken) >= FULL:
        row = StatusList.objects.create(issuer=issuer, number=row.number + 1 if row else 1)
        resign(row)
        taken = set()
    index = secrets.randbelow(LENGTH)
    while index in taken:
        index = secrets.randbelow(LENGTH)
    return Status.objects.create(list=row, index=index)


def resign(row: StatusList) -> None:
    """Write and sign a status list as things stand. Call it within `write()`."""
    StatusList.objects.select_for_update().get(pk=row.pk)  # one after the other, or the last one would forget another's
    now, issuer = timezone.now(), row.issuer
    taken = row.places.filter(revoked_at__isnull=False).values_list("index", flat=True)
    public = key_in_use(issuer).public
    document = status_list(list_address(row), issuer.did, taken, now)
    row.document = json.dumps(sign(document, read_key(public), f"{issuer.did}#{public}", now))
    row.save(update_fields=["document"])
