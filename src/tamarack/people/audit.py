"""The audit log: what is written in it, and in which words."""

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.common.models import Entry
from tamarack.people.models import Organisation, Person


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
    READ_FIGURES = "read_figures", _("looked at the figures")
    TOOK_FIGURES = "took_figures", _("downloaded the figures")
    SAW = "saw", _("looked at the assessment")
    SAW_EVIDENCE = "saw_evidence", _("looked at evidence")
    TOOK_DATA = "took_data", _("downloaded everything of theirs")
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
    Entry.objects.create(
        what=what,
        by=by and by.audit_key,
        of=of and of.audit_key,
        organisation=organisation and organisation.pk,
        about=about[:200],
    )


def record_daily(
    what: What, *, by: Person, of: Person | None = None, organisation: Organisation | None = None, about: str = ""
) -> None:
    """Write down what someone looked at, once a day."""
    known = Entry.objects.filter(
        what=what, by=by.audit_key, of=of and of.audit_key, organisation=organisation and organisation.pk,
        about=about[:200], at__date=timezone.localdate(),
    )  # fmt: skip
    if not known.exists():
        record(what, by=by, of=of, organisation=organisation, about=about)
