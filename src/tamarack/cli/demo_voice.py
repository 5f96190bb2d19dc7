"""What the demo's people say to the rubric: proposals in all states, an open consultation, the next review."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.cli.load import DATA
from tamarack.people.models import Person
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, calendar, consulting, name_steward, proposals
from tamarack.stewardship.models import Comment, Draft, Follow, Proposal, Steward, Support
from tamarack.stewardship.results import QUESTIONS

NUMBER = "1.1"
KEEPS = "joanne.whitehawk@clearwater.example"


def add_demo_voice(people: Mapping[str, Person], stored: Stored) -> None:
    """Add what is said; people by their address."""
    data = YAML(typ="safe").load((DATA / "demo_voice.yaml").read_text(encoding="utf-8"))
    version = Version.objects.select_related("framework").get(pk=stored.id)
    steward = _steward(people, version)
    draft = Draft.objects.filter(framework=version.framework, number=NUMBER, dropped_at=None).first()
    draft = draft or begin_next(steward, version, NUMBER)
    made: list[Proposal] = []
    for entry in data["proposals"]:
        made.append(_propose(people, stored, entry))
        if "decide" in entry:
            _decide(steward, made, entry, draft)
    _consult(people, steward, draft, data["consultation"])
    day = timezone.localdate() + timedelta(days=data["review"]["in"])
    calendar.set_review(steward, version.framework, day, data["review"]["text"])


def _steward(people: Mapping[str, Person], version: Version) -> Person:
    """Who keeps the rubric in the demo."""
    kept = Steward.objects.filter(framework=version.framework).select_related("person").first()
    if kept is None:
        name_steward(people[KEEPS], version.framework)
    return kept.person if kept else people[KEEPS]


def _of(people: Mapping[str, Person], entry: dict[str, Any]) -> Person:
    return people[f"{entry['of']}.example"]


def _ago(entry: dict[str, Any]) -> datetime:
    return timezone.now() - timedelta(days=entry["days"])


def _propose(people: Mapping[str, Person], stored: Stored, entry: dict[str, Any]) -> Proposal:
    names = ("title", "reason", "subject", "kind", "wording", "links", "named")
    said = {name: entry[name] for name in names if name in entry}
    proposal = proposals.make_proposal(_of(people, entry), stored, proposals.Proposed(**said))
    heard = _ago(entry)
    for support in entry.get("supports", []):
        person = _of(people, support)
        proposals.support_proposal(
            person, proposal, support.get("reason", ""), named=support.get("named", False)
        )  # fmt: skip
        Support.objects.filter(proposal=proposal, person=person).update(at=_ago(support))
        heard = max(heard, _ago(support))
    for comment in entry.get("comments", []):
        kept = proposals.add_comment(
            _of(people, comment), proposal, comment["text"], named=comment.get("named", False)
        )  # fmt: skip
        Comment.objects.filter(pk=kept.pk).update(at=_ago(comment))
        heard = max(heard, _ago(comment))
    Proposal.objects.filter(pk=proposal.pk).update(made_at=_ago(entry), heard_at=heard)
    Follow.objects.filter(proposal=proposal).update(seen_at=_ago(entry))
    return proposals.hold(proposal)


def _decide(steward: Person, made: list[Proposal], entry: dict[str, Any], draft: Draft) -> None:
    """Decide as it says. The mail that this queues waits in the demo like all mail."""
    proposal, said = made[-1], entry["decide"]
    accepted = draft if said["state"] == Proposal.State.ACCEPTED else None
    into = made[said["into"]] if "into" in said else None
    proposals.decide(steward, proposal, proposals.Decision(said["state"], said["why"], accepted, into))
    Proposal.objects.filter(pk=proposal.pk).update(
        decided_at=_ago(said), heard_at=_ago(said), done=entry.get("done", False)
    )


def _consult(people: Mapping[str, Person], steward: Person, draft: Draft, entry: dict[str, Any]) -> None:
    today = timezone.localdate()
    planned = consulting.Planned(today, today + timedelta(days=entry["days"]), entry["text"])
    consultation = consulting.plan_consultation(steward, draft, planned)
    for address in entry["listeners"]:
        consulting.listen(_of(people, {"of": address}), draft.framework, wanted=True)
    for answers in entry["answers"]:
        given = {code: _answered(said) for code, said in answers["criteria"].items()}
        consulting.answer(_of(people, answers), consultation, None, given)


def _answered(said: dict[str, Any]) -> consulting.Answered:
    opinions = {name: said[name] for name in QUESTIONS if name in said}
    words = said.get("wording", "")
    return consulting.Answered(opinions, words, said.get("quote", False), said.get("named", False))
