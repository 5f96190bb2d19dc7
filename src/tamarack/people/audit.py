"""The audit log: what is written in it, and in which words."""

from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.common.models import Entry
from tamarack.people.models import Organisation, Person

ABOUT_MOST = 200


class What(TextChoices):
    """What was done; each reads on after the name of who did it.

    Whether someone gave or refused an aggregate grant is never written with its organisation, and nothing is written
    that would date an anonymous answer.
    """

    FOUNDED = "founded", _("set the organisation up")
    SET = "set", _("changed the organisation’s settings")
    INVITED = "invited", _("invited someone")
    REVOKED = "revoked", _("took an invitation back")
    JOINED = "joined", _("joined the organisation")
    ADDED = "added", _("added to the organisation")
    MOVED = "moved", _("changed the role or the team")
    REMOVED = "removed", _("removed from the organisation")
    LEFT = "left", _("left the organisation")
    ASKED = "asked", _("asked everybody to be counted in its figures")
    GRANTED = "granted", _("gave a grant")
    WITHDREW = "withdrew", _("withdrew a grant")
    BEGAN = "began", _("began a campaign")
    REMINDED = "reminded", _("reminded everybody asked in a campaign")
    ENDED = "ended", _("ended a campaign")
    IMPORTED = "imported", _("brought in answers from a form")
    READ_FIGURES = "read_figures", _("looked at the figures")
    TOOK_FIGURES = "took_figures", _("downloaded the figures")
    SAW = "saw", _("looked at the assessment")
    SAW_EVIDENCE = "saw_evidence", _("looked at evidence")
    REVIEWED = "reviewed", _("took part in a review")
    SAW_APPLICATION = "saw_application", _("looked at what was asked of an issuer")
    DECIDED = "decided", _("decided on a credential")
    TOOK_DATA = "took_data", _("downloaded everything of theirs")
    CHANGED_LIBRARY = "changed_library", _("changed the organisation’s role profiles or resources")
    PLANNED = "planned", _("changed the team’s plan")
    CHANGED_EVENT = "changed_event", _("changed a learning event")
    CANCELLED_EVENT = "cancelled_event", _("cancelled a learning event")
    PROPOSED = "proposed", _("let helpers be proposed")
    REGISTERED = "registered", _("wrote in the register of breaches")
    MADE_TOKEN = "made_token", _("made an API token")
    REVOKED_TOKEN = "revoked_token", _("revoked an API token")
    CHANGED_WEBHOOK = "changed_webhook", _("changed the webhooks")
    ADMINISTERED = "administered", _("changed the account")


def record(
    what: What,
    *,
    by: Person | None,
    of: Person | None = None,
    organisation: Organisation | None = None,
    about: str = "",
) -> None:
    """Write down what someone did, to whom, and for which organisation."""
    Entry.objects.create(what=what, **_told(by, of, organisation, about))


def record_daily(
    what: What, *, by: Person, of: Person | None = None, organisation: Organisation | None = None, about: str = ""
) -> None:
    """Write down what someone looked at, once a day."""
    told = _told(by, of, organisation, about)
    if not Entry.objects.filter(what=what, at__gte=start_of_today(), **told).exists():
        Entry.objects.create(what=what, **told)


def start_of_today() -> datetime:
    """The moment at which today began here."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _told(by: Person | None, of: Person | None, organisation: Organisation | None, about: str) -> dict[str, Any]:
    return {
        "by": by.audit_key if by else None,
        "of": of.audit_key if of else None,
        "organisation": organisation.pk if organisation else None,
        "about": about[:ABOUT_MOST],
    }
