"""Rows of pages about what is said to a rubric."""

from typing import Any

from tamarack.people.models import Person
from tamarack.rubric.queries import framework as stored_framework
from tamarack.rubric.texts import say
from tamarack.stewardship.actions.proposals import path
from tamarack.stewardship.models import Proposal
from tamarack.stewardship.queries.voice import Talk
from tamarack.stewardship.rules import is_steward


def cell_of(proposal: Proposal) -> dict[str, Any]:
    """What a proposal is about, as its version says it: where it stands, and the text that is there."""
    rubric = stored_framework(proposal.version_id)
    place = path(rubric, proposal.subject)
    area = rubric.competency(place[0]) if place else None
    row = rubric.criterion(place[1]) if len(place) > 1 else None
    level = rubric.level(place[2]) if len(place) > 2 else None
    text = row.descriptors.get(level.code) if row and level else None
    return {
        "rubric": rubric,
        "area": area,
        "row": row,
        "level": level,
        "text": text,
        "name": say(row.name) if row else say(area.name) if area else "",
    }


def remarks(talk: Talk, reader: Person | None) -> list[dict[str, Any]]:
    """The comments on a proposal: whether each is new to the reader, and whether they may take it away."""
    keeps = bool(reader and talk.comments and is_steward.test(reader, talk.comments[0].proposal.framework))
    seen = talk.follow.seen_at if talk.follow else None
    return [
        {
            "comment": row,
            "new": bool(seen and row.at > seen and reader and row.person_id != reader.pk),
            "may_delete": keeps or (reader is not None and row.person_id == reader.pk),
        }
        for row in talk.comments
    ]
