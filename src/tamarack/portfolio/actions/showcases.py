"""Writes about showcases: compose one, share it by a link that ends, end it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.common.checks import check_choice, check_text
from tamarack.common.database import write
from tamarack.common.links import new_link
from tamarack.core.errors import N_, BadInput
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.models import LINE_MOST, TEXT_MOST, Credential, Evidence, Showcase, ShowcaseEntry

SHOWCASES_MOST = 50
ENTRIES_MOST = 40
LASTS_MOST = timedelta(days=366)
PARTS = ("shows_reflection", "shows_impact", "shows_supports", "shows_files", "shows_endorsements")


@dataclass(frozen=True)
class Composed:
    """What a person chooses for a showcase."""

    title: str
    language: str
    words: str = ""
    contact: str = ""
    assessment: Assessment | None = None
    credentials: Sequence[Credential] = ()

    def fields(self) -> dict[str, Any]:
        """What is kept of it."""
        return {
            "title": check_text(self.title, LINE_MOST, needed=True),
            "language": check_choice(self.language, Person.Language.values),
            "words": check_text(self.words, TEXT_MOST),
            "contact": check_text(self.contact, LINE_MOST),
            "assessment": self.assessment,
            "changed_at": timezone.now(),
        }


def compose(person: Person, composed: Composed, entries: Sequence[Evidence]) -> Showcase:
    """Compose a showcase of some entries, in their order."""
    check_own(person, composed.assessment, *composed.credentials, *entries)
    fields = composed.fields()
    with write():
        if Showcase.objects.filter(person=person).count() >= SHOWCASES_MOST:
            raise BadInput(N_("You have {most} showcases already. Please delete some first."), most=SHOWCASES_MOST)
        showcase = Showcase.objects.create(person=person, **fields)
        showcase.credentials.set(composed.credentials)
        _place(showcase, entries)
    return showcase


def recompose(person: Person, showcase: Showcase, composed: Composed, entries: Sequence[Evidence]) -> None:
    """Compose a showcase anew; entries that stay keep which of their parts are shown."""
    check_own(person, showcase, composed.assessment, *composed.credentials, *entries)
    fields = composed.fields()
    with write():
        for name, value in fields.items():
            setattr(showcase, name, value)
        showcase.save(update_fields=list(fields))
        showcase.credentials.set(composed.credentials)
        _place(showcase, entries)


def _place(showcase: Showcase, entries: Sequence[Evidence]) -> None:
    if len(entries) > ENTRIES_MOST:
        raise BadInput(N_("A showcase can hold {most} entries at most; five to ten are read."), most=ENTRIES_MOST)
    showcase.entries.exclude(evidence__in=entries).delete()
    known = {row.evidence_id: row for row in showcase.entries.all()}
    for place, evidence in enumerate(entries):
        row = known.get(evidence.pk) or ShowcaseEntry(showcase=showcase, evidence=evidence)
        row.place = place
        row.save()


def choose_parts(person: Person, showcase: Showcase, shown: Mapping[int, Sequence[str]], order: Sequence[int]) -> None:
    """Choose which parts of each entry are shown (by the entry's number), and in which order the entries stand."""
    check_own(person, showcase)
    places = {pk: place for place, pk in enumerate(order)}
    with write():
        for row in showcase.entries.all():
            for part in PARTS:
                setattr(row, part, part in shown.get(row.pk, ()))
            row.place = places.get(row.pk, row.place)
            row.save()


def share_showcase(person: Person, showcase: Showcase, until: date) -> None:
    """Make a link to a showcase, until a day; one that there was before ends."""
    check_own(person, showcase)
    today = timezone.localdate()
    if not today <= until <= today + LASTS_MOST:
        raise BadInput(N_("The last day is one from today to a year from now. Please choose it again."))
    with write():
        showcase.link, showcase.until = new_link(), until
        showcase.save(update_fields=["link", "until"])


def revoke_showcase(person: Person, showcase: Showcase) -> None:
    """End the link to a showcase."""
    check_own(person, showcase)
    with write():
        showcase.link, showcase.until = "", None
        showcase.save(update_fields=["link", "until"])


def delete_showcase(person: Person, showcase: Showcase) -> None:
    """Erase a showcase; what it shows stays in the portfolio."""
    check_own(person, showcase)
    with write():
        showcase.delete()
