"""What someone does together with others as files in open formats: sign-ups, offers, wishes, proposals, and what they
made for teams."""

from typing import Any

from tamarack.exchange.own_plan import fields
from tamarack.growth.models import LearningEvent, Match, TeamFocus, Template
from tamarack.growth.queries import team as queries
from tamarack.growth.queries.helping import own_matches, own_offers, own_wishes
from tamarack.people.models import Person


def together_documents(person: Person) -> dict[str, Any]:
    """What is written as JSON, by the name of its file."""
    made = queries.made_by(person)
    return {
        "events.json": {
            "signed_up": [{**_event(row.event), "signed_up": row.at} for row in queries.own_sign_ups(person)],
            "planned_by_you": [_event(row) for row in made.events],
            "focus_chosen_by_you": [_focus(row) for row in made.focuses],
            "templates_made_by_you": [_template(row) for row in made.templates],
        },
        "helping.json": {
            "offers": [
                {**fields(row), "levels": [_without(fields(level), "id", "offer") for level in row.levels.all()],
                 "organisation": row.organisation.name}
                for row in own_offers(person)
            ],
            "wishes": [{**fields(row), "organisation": row.organisation.name} for row in own_wishes(person)],
            "proposals": [_match(row, person) for row in own_matches(person)],
        },
    }  # fmt: skip


def _event(event: LearningEvent) -> dict[str, Any]:
    values = _without(fields(event), "made_by", "team", "changes")
    return {**values, "team": event.team.name, "organisation": event.team.organisation.name}


def _focus(row: TeamFocus) -> dict[str, Any]:
    return {**_without(fields(row), "set_by"), "team": row.team.name}


def _template(row: Template) -> dict[str, Any]:
    return {**_without(fields(row), "made_by"), "team": row.team.name}


def _match(match: Match, person: Person) -> dict[str, Any]:
    """A proposal as the person sees it: of the other the name, and once both have said yes, the address."""
    helps = match.helper_id == person.pk
    other = match.seeker if helps else match.helper
    names = ("fit", "why", "proposed_at", "until", "ended_at")
    found = {
        "you": "helper" if helps else "seeker",
        "other": other.name,
        **{name: getattr(match, name) for name in names},
        "you_said": match.says(person.pk),
        "both_said_yes": match.is_agreed,
    }
    return found | ({"address": other.email} if match.is_under_way else {})


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
