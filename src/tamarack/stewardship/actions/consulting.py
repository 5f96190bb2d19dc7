"""Writes about consultations: planning, opening, answering, closing, publishing what came of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from tamarack.common.checks import check_choice, check_day, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed, UnknownCode
from tamarack.people.models import Organisation, Person
from tamarack.people.rules import check_owner
from tamarack.rubric.models import Framework, Life
from tamarack.rubric.queries import status
from tamarack.stewardship.actions import hold
from tamarack.stewardship.actions.life import set_status
from tamarack.stewardship.announcing import forget_announced
from tamarack.stewardship.models import Answer, Consultation, Draft, Listener, Opinion, Response
from tamarack.stewardship.models.voice import SAID_MOST
from tamarack.stewardship.results import QUESTIONS, make_results
from tamarack.stewardship.rules import check_steward
from tamarack.stewardship.voice_mail import tell_consultation


@dataclass(frozen=True)
class Planned:
    """From when to when, and what is said of it, by language."""

    opens: date
    closes: date
    text: Mapping[str, str]

    def fields(self, languages: list[str]) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput
            If the days cannot be so, or a language has no text.
        """
        check_day(self.opens)
        check_day(self.closes)
        if self.closes < self.opens:
            raise BadInput(N_("The last day is before the first. Please look at the dates again."))
        if self.closes < timezone.localdate():
            raise BadInput(N_("The last day has passed. Please choose one that is still to come."))
        text = {code: check_text(self.text.get(code, ""), SAID_MOST, needed=True) for code in languages}
        return {"opens": self.opens, "closes": self.closes, "text": text}


def plan_consultation(person: Person, draft: Draft, planned: Planned) -> Consultation:
    """Put a draft to everyone, from a day on; at once if that is today."""
    check_steward(person, draft.framework)
    fields = planned.fields(draft.document["languages"])
    with write():
        held = hold(draft)
        if not held.is_open:
            raise NotAllowed(N_("This draft was published or dropped, and cannot change."))
        if Consultation.objects.filter(draft=held, closed_at=None).exists():
            raise NotAllowed(N_("There is a consultation on this draft already."))
        consultation = Consultation.objects.create(draft=held, begun_by=person, **fields)
        if consultation.opens <= timezone.localdate():
            open_consultation(consultation, person)
    return consultation


def change_dates(person: Person, consultation: Consultation, planned: Planned) -> None:
    """Change the days or the words, as long as it is not over. What has opened keeps its first day."""
    check_steward(person, consultation.draft.framework)
    fields = planned.fields(consultation.said["languages"])
    with write():
        held = _hold(consultation)
        if held.closed_at:
            raise NotAllowed(N_("This consultation is over."))
        if held.opened_at:
            fields["opens"] = held.opens
        if fields["closes"] < fields["opens"]:
            raise BadInput(N_("The last day is before the first. Please look at the dates again."))
        Consultation.objects.filter(pk=held.pk).update(**fields)
        if not held.opened_at and fields["opens"] <= timezone.localdate():
            open_consultation(_hold(consultation), person)


def open_consultation(consultation: Consultation, by: Person | None = None) -> None:
    """Open what is due: what the draft says is kept, its status is changed, and who asked to hear is told."""
    with write():
        draft = hold(consultation.draft)
        consultation.opened_at, consultation.document = timezone.now(), draft.document
        consultation.save(update_fields=["opened_at", "document"])
        if status(draft.framework, draft.number) != Life.Status.CONSULTATION:
            set_status(by, draft.framework, draft.number, Life.Status.CONSULTATION)
        listeners = Listener.objects.filter(framework=draft.framework, person__is_active=True)
        for listener in listeners.select_related("person"):
            tell_consultation(consultation, listener, draft.document["title"])
    forget_announced()


def close_consultation(consultation: Consultation, by: Person | None = None) -> None:
    """Close it, and make what is told of it: once, from what stands then."""
    if by is not None:
        check_steward(by, consultation.draft.framework)
    with write():
        held = _hold(consultation)
        if held.closed_at:
            return
        if held.opened_at is None:  # it never opened: nothing was asked
            held.delete()
            return
        held.closed_at, held.results = timezone.now(), make_results(held)
        held.closes = min(held.closes, timezone.localdate())
        held.save(update_fields=["closed_at", "results", "closes"])
        if status(held.draft.framework, held.draft.number) == Life.Status.CONSULTATION:
            set_status(by, held.draft.framework, held.draft.number, Life.Status.DRAFT)
    forget_announced()


def publish_results(person: Person, consultation: Consultation) -> None:
    """Show everyone what came of a consultation.

    Raises
    ------
    NotAllowed
        If it is not over, or the person does not keep the rubric.
    """
    check_steward(person, consultation.draft.framework)
    with write():
        held = _hold(consultation)
        if held.closed_at is None:
            raise NotAllowed(N_("This consultation is not over yet."))
        held.published_at = held.published_at or timezone.now()
        held.save(update_fields=["published_at"])


@dataclass(frozen=True)
class Answered:
    """What is answered about a criterion: an opinion by question, words, and whether these may be quoted, by name."""

    opinions: Mapping[str, str]
    wording: str = ""
    quote: bool = False
    named: bool = False

    def fields(self) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput
            If it cannot be kept.
        """
        given = {name: check_choice(self.opinions.get(name, ""), ["", *Opinion.values]) for name in QUESTIONS}
        wording = check_text(self.wording, SAID_MOST)
        quote = self.quote and bool(wording)
        return {**given, "wording": wording, "quote": quote, "named": quote and self.named}


def answer(
    person: Person, consultation: Consultation, organisation: Organisation | None, given: Mapping[str, Answered]
) -> None:
    """Keep what is answered, by criterion: for oneself, or for an organisation as one of its owners.

    Raises
    ------
    NotAllowed
        If the consultation is not open, or the person does not own the organisation.
    UnknownCode
        If the draft has no such criterion.
    """
    if organisation is not None:
        check_owner(person, organisation)
    known = {row["code"] for area in consultation.said["competencies"] for row in area["criteria"]}
    if unknown := set(given) - known:
        raise UnknownCode(N_("The draft has no criterion “{code}”."), code=min(unknown))
    fields = {code: entry.fields() for code, entry in given.items()}
    with write():
        if not _hold(consultation).is_open:
            raise NotAllowed(N_("This consultation is not open. What you answered before is kept."))
        who = {"organisation": organisation} if organisation else {"person": person}
        response, _ = Response.objects.get_or_create(consultation=consultation, **who)
        if organisation:
            Response.objects.filter(pk=response.pk).update(written_by=person)
        for code, entry in fields.items():
            if any(entry.values()):
                Answer.objects.update_or_create(response=response, criterion=code, defaults=entry)
            else:
                Answer.objects.filter(response=response, criterion=code).delete()


def end_quotes(person: Person, consultation: Consultation) -> None:
    """Let none of one's words be quoted any more, also after it closed."""
    with write():
        mine = Answer.objects.filter(response__consultation=consultation, response__person=person)
        mine.update(quote=False, named=False)


def listen(person: Person, framework: Framework, *, wanted: bool) -> None:
    """Hear when a rubric is put to consultation, or not any more."""
    with write():
        if wanted:
            Listener.objects.get_or_create(framework=framework, person=person)
        else:
            Listener.objects.filter(framework=framework, person=person).delete()


def _hold(consultation: Consultation) -> Consultation:
    """The consultation as it is now, held until the transaction ends."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("draft__framework", "begun_by")
    return rows.get(pk=consultation.pk)
