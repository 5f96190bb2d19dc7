"""Rows of the pages about credentials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext, ngettext, pgettext

from tamarack.core.earning import WHOLE, CriterionEarning
from tamarack.core.framework import Framework, Level
from tamarack.portfolio.badges import ALL, agreed_words, subject, title
from tamarack.portfolio.models import Application, Credential, Issuer
from tamarack.portfolio.queries.credentials import Grounds, Offer
from tamarack.rubric.queries import Stored, framework


class Held(NamedTuple):
    """A credential with what it is called and how it stands: valid, over or revoked."""

    credential: Credential
    title: str
    state: str


def state_of(credential: Credential, now: datetime) -> str:
    """How a credential stands."""
    if credential.revoked_at:
        return "revoked"
    return "over" if credential.is_over(now) else "valid"


def title_of(about: Credential | Application) -> str:
    """What a credential is called."""
    return title(framework(about.version_id), about.code, about.level)


def held_rows(credentials: Iterable[Credential], now: datetime) -> list[Held]:
    """Credentials with their names."""
    return [Held(row, title_of(row), state_of(row, now)) for row in credentials]


def applied_rows(applications: Iterable[Application]) -> list[tuple[Application, str]]:
    """What was asked for, but for what was issued: that stands among the credentials."""
    return [(row, title_of(row)) for row in applications if row.state != Application.State.ISSUED]


class Cell(NamedTuple):
    """A credential that there is, in a table: its address, its level, and in words how far one is."""

    address: tuple[str, str, str, str, str]
    level: Level
    words: str
    is_main: bool


@dataclass(frozen=True)
class Table:
    """What one issuer offers on one rubric: a row for each competency and one for all."""

    issuer: Issuer
    stored: Stored
    rows: list[tuple[str, str, list[Cell]]]


def offer_tables(found: Iterable[tuple[Issuer, Stored, list[list[Offer]]]]) -> list[Table]:
    """Everything that there is, as tables."""
    return [
        Table(issuer, stored, [_row(stored.framework, offers) for offers in rows]) for issuer, stored, rows in found
    ]


def _row(rubric: Framework, offers: Sequence[Offer]) -> tuple[str, str, list[Cell]]:
    code = offers[0].code
    name = gettext("All competencies") if code == WHOLE else subject(rubric, code)
    return code, name, [_cell(rubric, offer) for offer in offers]


def _cell(rubric: Framework, offer: Offer) -> Cell:
    slug, framework_code, number, code, level = offer.key
    words, is_main = _words(offer)
    return Cell((slug, framework_code, number, code or ALL, level), rubric.level(level), words, is_main)


def _words(offer: Offer) -> tuple[str, bool]:
    """How far someone is, and whether there is something to do or to have."""
    if offer.credential:
        return pgettext("credential", "Held"), True
    if offer.application:
        return gettext("Asked for"), True
    if offer.grounds.earned:
        return gettext("Earned: ask for it"), True
    if offer.grounds.agreed is None:
        return gettext("After a review"), False
    if not offer.grounds.earning.has_subject:
        return gettext("Nothing applies"), False
    missing = len(offer.grounds.earning.missing)
    return ngettext("{count} criterion to go", "{count} criteria to go", missing).format(count=missing), False


class Input(NamedTuple):
    """What a decider sees of a criterion."""

    row: CriterionEarning
    agreed: str
    evidence: str


def input_rows(rubric: Framework, found: Grounds) -> list[Input]:
    """The rule with what is there: agreed ratings, and for which descriptors evidence was accepted."""
    return [Input(row, agreed_words(rubric, row.agreed), _evidence(row)) for row in found.earning.criteria]


def _evidence(row: CriterionEarning) -> str:
    if not row.applies or not row.asks_evidence:
        return gettext("Not needed")
    return gettext("Accepted") if row.accepted else gettext("Not accepted")
