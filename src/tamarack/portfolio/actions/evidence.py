"""Writes about evidence: keep it, change it, say what it supports, erase it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from tamarack.common.checks import check_choice, check_day, check_text, descriptors_in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import shorten
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.actions.lapsing import held_still, lapse
from tamarack.portfolio.models import LINE_MOST, TAG_MOST, TEXT_MOST, Evidence, Link, Support, Tag
from tamarack.rubric.queries import Stored

EVIDENCE_MOST = 5000
SUPPORTS_MOST = 40
TAGS_MOST = 20
LINKS_MOST = 20
_is_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Told:
    """What a person says of a piece of evidence.

    `links` are addresses, each with what it is called (or nothing); `tags` are words; `serves` are codes of
    descriptors.
    """

    title: str
    kind: str = Evidence.Kind.PROJECT
    began: date | None = None
    ended: date | None = None
    role: str = ""
    did: str = ""
    reflection: str = ""
    held_by: str = ""
    links: Sequence[tuple[str, str]] = ()
    tags: Sequence[str] = ()
    serves: Sequence[str] = ()

    def fields(self) -> dict[str, Any]:
        """What is kept of it in its row.

        Raises
        ------
        BadInput
            If it cannot be kept.
        """
        if self.began and self.ended and self.ended < self.began:
            raise BadInput(N_("It ends before it begins. Please look at both dates again."))
        return {
            "title": check_text(self.title, LINE_MOST, needed=True),
            "kind": check_choice(self.kind, Evidence.Kind.values),
            "began": check_day(self.began),
            "ended": check_day(self.ended),
            "role": check_text(self.role, LINE_MOST),
            "did": check_text(self.did, TEXT_MOST),
            "reflection": check_text(self.reflection, TEXT_MOST),
            "held_by": check_text(self.held_by, LINE_MOST),
        }

    def named_tags(self) -> list[str]:
        """Its tags, each once however it is written."""
        found = {name.casefold(): name for tag in self.tags if (name := check_text(tag, TAG_MOST))}
        if len(found) > TAGS_MOST:
            raise BadInput(N_("Evidence can have {most} tags at most."), most=TAGS_MOST)
        return list(found.values())

    def addresses(self) -> list[tuple[str, str]]:
        """Its links, each once."""
        found = {check_text(url, 500): check_text(label, LINE_MOST) for url, label in self.links}
        found.pop("", None)
        if len(found) > LINKS_MOST:
            raise BadInput(N_("Evidence can have {most} links at most."), most=LINKS_MOST)
        for url in found:
            try:
                _is_address(url)
            except ValidationError:
                raise BadInput(N_("“{value}” is not a web address. It should begin with https://."),
                               value=shorten(url)) from None  # fmt: skip
        return list(found.items())


def keep_evidence(person: Person, stored: Stored, told: Told, action: int | None = None) -> Evidence:
    """Keep a piece of evidence; `action` is the number of the action whose reflection it comes from."""
    fields, tags, links = told.fields(), told.named_tags(), told.addresses()
    serves = _serves(stored, told.serves)
    with write():
        if Evidence.objects.filter(person=person).count() >= EVIDENCE_MOST:
            raise BadInput(N_("You have {most} pieces of evidence already. Please delete some first."),
                           most=EVIDENCE_MOST)  # fmt: skip
        evidence = Evidence.objects.create(person=person, action=action, **fields)
        _tag(evidence, tags)
        _link(evidence, links)
        Support.objects.bulk_create(Support(evidence=evidence, version_id=stored.id, code=code) for code in serves)
    return evidence


def change_evidence(person: Person, stored: Stored, evidence: Evidence, told: Told) -> None:
    """Change what a piece of evidence says; if its content changes, what a reviewer accepted of it lapses."""
    check_own(person, evidence)
    fields, tags, links = told.fields(), told.named_tags(), told.addresses()
    serves = _serves(stored, told.serves)
    with write():
        held_still(evidence.pk)
        said = {name: getattr(evidence, name) for name in fields}
        linked = [(link.url, link.label) for link in evidence.links.all()]
        if said != fields or linked != links:
            for name, value in fields.items():
                setattr(evidence, name, value)
            evidence.save(update_fields=list(fields))
            lapse(evidence)
        if linked != links:
            evidence.links.all().delete()
            _link(evidence, links)
        evidence.tags.all().delete()
        _tag(evidence, tags)
        _support(evidence, stored, serves)


def _serves(stored: Stored, codes: Sequence[str]) -> list[str]:
    serves = descriptors_in_order(stored.framework, codes)
    if len(serves) > SUPPORTS_MOST:
        raise BadInput(N_("Evidence can support {most} descriptors at most."), most=SUPPORTS_MOST)
    return serves


def _tag(evidence: Evidence, names: Sequence[str]) -> None:
    Tag.objects.bulk_create(Tag(evidence=evidence, name=name) for name in names)


def _link(evidence: Evidence, links: Sequence[tuple[str, str]]) -> None:
    Link.objects.bulk_create(Link(evidence=evidence, url=url, label=label) for url, label in links)


def _support(evidence: Evidence, stored: Stored, codes: Sequence[str]) -> None:
    """Make these the descriptors of a version that evidence supports; what stays keeps its sentence and acceptance."""
    own = Support.objects.filter(evidence=evidence, version_id=stored.id)
    own.exclude(code__in=codes).delete()
    known = set(own.values_list("code", flat=True))
    Support.objects.bulk_create(
        Support(evidence=evidence, version_id=stored.id, code=code) for code in codes if code not in known
    )


def explain_support(person: Person, evidence: Evidence, hows: Mapping[str, str]) -> None:
    """Say in a sentence how evidence supports descriptors, by their codes; a new sentence lapses what was accepted."""
    check_own(person, evidence)
    said = {code: check_text(how, LINE_MOST) for code, how in hows.items()}
    with write():
        held_still(evidence.pk)
        changed = [row for row in evidence.supports.all() if row.code in said and row.how != said[row.code]]
        for row in changed:
            row.how = said[row.code]
        Support.objects.bulk_update(changed, ["how"])
        lapse(evidence, changed)


def delete_evidence(person: Person, evidence: Evidence) -> None:
    """Erase a piece of evidence with its files and all that belongs to it."""
    check_own(person, evidence)
    with write():
        evidence.delete()
