"""Letters about learning events and about who helps whom, each in its reader's language."""

from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date, time_span
from tamarack.common.letters import Letter
from tamarack.growth.models import LearningEvent, Match
from tamarack.people.models import Person


def tell_changed(event: LearningEvent, guest: Person) -> None:
    """Tell who comes that something about an event has changed."""
    with override(guest.language):
        lines = [gettext("You signed up for it, and something has changed. It is now as follows."), *_facts(event)]
        _about_event(event, guest, gettext("Changed: {title}"), lines)


def tell_cancelled(event: LearningEvent, guest: Person, reason: str) -> None:
    """Tell who comes that an event does not take place."""
    with override(guest.language):
        lines = [gettext("You signed up for it. It does not take place."), _when(event)]
        _about_event(event, guest, gettext("Cancelled: {title}"), lines, reason)


def _about_event(event: LearningEvent, guest: Person, subject: str, lines: list[str], words: str = "") -> None:
    Letter(
        subject.format(title=event.title),
        lines,
        gettext("To the event"),
        site_url("event", event.team.organisation.code, event.team.code, event.pk),
        words,
        gettext("You get this mail because you signed up. You can leave the event on its page."),
        str(guest),
    ).send(guest.email)


def _facts(event: LearningEvent) -> list[str]:
    return list(filter(None, [event.title, _when(event), event.where, event.link]))


def _when(event: LearningEvent) -> str:
    return time_span(event.starts_at, event.ends_at, event.zone)


def tell_proposed(match: Match, reader: Person) -> None:
    """Tell one of both that they were proposed to each other, and why."""
    other = match.seeker if reader.pk == match.helper_id else match.helper
    codes = ", ".join(entry["criterion"] for entry in match.why)
    with override(reader.language):
        if reader.pk == match.helper_id:
            subject = gettext("{name} could grow with your help")
            line = gettext("You offer help with what {name} wants to grow in: {criteria}.")
        else:
            subject = gettext("{name} could help you grow")
            line = gettext("{name} offers help with what you want to grow in: {criteria}.")
        lines = [
            line.format(name=other, criteria=codes),
            gettext(
                "If both of you say yes by {day}, each gets the other’s address. Nobody is told if you say no."
            ).format(day=long_date(match.until)),
        ]
        _about_match(match, reader, subject.format(name=other), lines, gettext("To the proposal"))


def tell_agreed(match: Match) -> None:
    """Give each the other's address, now that both have said yes."""
    for reader, other in ((match.helper, match.seeker), (match.seeker, match.helper)):
        with override(reader.language):
            lines = [
                gettext("Both of you have said yes."),
                gettext("You reach {name} at {address}.").format(name=other, address=other.email),
                gettext("Either of you can end it at any time on its page."),
            ]
            subject = gettext("You and {name} work together now").format(name=other)
            _about_match(match, reader, subject, lines, gettext("To what you agreed on"))


def tell_ended(match: Match, by: Person) -> None:
    """Tell the other that one has ended it."""
    reader = match.seeker if by.pk == match.helper_id else match.helper
    with override(reader.language):
        lines = [gettext("It is over, and your place is free again. Thank you for the time you took for it.")]
        subject = gettext("{name} has ended your work together").format(name=by)
        _about_match(match, reader, subject, lines, gettext("To what you agreed on"))


def _about_match(match: Match, reader: Person, subject: str, lines: list[str], label: str) -> None:
    foot = gettext("You get this mail because you offer or seek help. You can withdraw that with one click.")
    Letter(subject, lines, label, site_url("match", match.pk), foot=foot, name=str(reader)).send(reader.email)
