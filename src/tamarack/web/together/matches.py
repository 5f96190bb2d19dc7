"""Proposals in words, as one of the two sees them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from tamarack.growth.models import Match
from tamarack.people.models import Person


@dataclass(frozen=True)
class Row:
    """A proposal in a list: with whom, and how it stands, as far as the reader may know."""

    match: Match
    other: Person
    helps: bool
    state: str

    @property
    def codes(self) -> str:
        """The criteria that both have in common."""
        return ", ".join(entry["criterion"] for entry in self.match.why)


@dataclass
class Grouped:
    """Proposals by what is to be done about them."""

    waiting: list[Row] = field(default_factory=list)
    under_way: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)


def grouped(matches: Iterable[Match], reader: Person) -> Grouped:
    """A person's proposals: open ones, those that both agreed to, past ones."""
    found = Grouped()
    for match in matches:
        helps = match.helper_id == reader.pk
        row = Row(match, match.seeker if helps else match.helper, helps, state(match, reader))
        place = found.under_way if match.is_under_way else found.waiting if match.is_open else found.past
        place.append(row)
    return found


def state(match: Match, reader: Person) -> str:
    """How a proposal stands for one of the two. That the other said no looks as if they had said nothing."""
    if match.is_under_way:
        return gettext("You work together")
    if match.is_agreed:
        return gettext("Ended")
    if not match.is_open:
        return gettext("Did not come about")
    return {
        Match.Answer.NONE: gettext("Waits for you"),
        Match.Answer.YES: gettext("You said yes"),
        Match.Answer.NO: gettext("You said no"),
    }[Match.Answer(match.says(reader.pk))]
