"""The demo's reviews: one signed, one under way, one invitation."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.assessment.actions import review as actions
from tamarack.assessment.actions.review import Invitation
from tamarack.assessment.models import Review, ReviewEvent, ReviewMessage
from tamarack.assessment.queries.rating import answers_of, own_assessments
from tamarack.cli.load import DATA
from tamarack.core.ratings import choices
from tamarack.people.models import Person
from tamarack.portfolio.actions.reviewed import accept_evidence, seen_as, share_evidence
from tamarack.portfolio.models import Acceptance, Evidence, Support
from tamarack.rubric.queries import framework

EvidenceByKey = dict[str, dict[str, Evidence]]


def add_demo_reviews(people: dict[str, Person], evidence: EvidenceByKey) -> None:
    """Add the reviews of the demo's people; `evidence` by address and the key of the data."""
    for entry in YAML(typ="safe").load((DATA / "demo_reviews.yaml").read_text(encoding="utf-8")):
        _add_review(people[entry["person"]], people[entry["reviewer"]], entry, evidence[entry["person"]])


def _add_review(person: Person, reviewer: Person, entry: dict[str, Any], evidence: dict[str, Evidence]) -> None:
    assessment = [row for row in own_assessments(person) if not row.is_draft][entry["assessment"]]
    until = timezone.localdate() + timedelta(days=entry["until"])
    invitation = Invitation(reviewer.name, reviewer.email, entry["relation"], until, entry["message"])
    review = actions.invite(person, assessment, invitation)
    share_evidence(person, review, [evidence[key] for key in entry["evidence"]])
    if "agrees" in entry:
        actions.take_up(reviewer, review)
        actions.note_seen(reviewer, review)
        _evaluate(person, reviewer, review, entry)
        for code in entry["accepts"]:
            support = Support.objects.get(evidence__shares__review=review, code=code)
            accept_evidence(reviewer, review, support, seen_as(support))
    if "signed" in entry:
        for one in (reviewer, person):
            actions.sign(one, review, actions.seal_of(review))
    _date(review, entry)


def _evaluate(person: Person, reviewer: Person, review: Review, entry: dict[str, Any]) -> None:
    rubric = framework(review.assessment.version_id)
    ratings = answers_of(review.assessment).ratings
    wanted = [area.code for area in rubric.competencies] if entry["agrees"] == "all" else entry["agrees"]
    for code in wanted:
        actions.agree(reviewer, review, code)
    for told in entry["differs"]:
        criterion = rubric.criterion(told["criterion"])
        offered = [value for value in choices(criterion) if value != "NA"]
        here = offered.index(ratings.get(criterion.code) or "0")
        value = offered[min(here + told["by"], len(offered) - 1)]
        actions.differ(reviewer, review, criterion.code, value, told["reason"])
        if told.get("agreed") == "reviewer":
            actions.settle(person, review, criterion.code, value)
    for message in entry["messages"]:
        author = person if message["by"] == "person" else reviewer
        actions.say(author, review, message["text"], message.get("criterion", ""))


def _date(review: Review, entry: dict[str, Any]) -> None:
    """Put everything at its time: the invitation on its day, the rest two days later, signatures on theirs."""
    invited = timezone.now() + timedelta(days=entry["invited"])
    talked = invited + timedelta(days=2)
    ReviewEvent.objects.filter(review=review).update(at=talked)
    ReviewEvent.objects.filter(review=review, what=ReviewEvent.What.INVITED).update(at=invited)
    ReviewMessage.objects.filter(review=review).update(at=talked)
    Acceptance.objects.filter(review=review).update(at=talked)
    fields = {"created_at": invited}
    if "signed" in entry:
        signed = timezone.now() + timedelta(days=entry["signed"])
        fields |= {"person_signed_at": signed, "reviewer_signed_at": signed}
        ReviewEvent.objects.filter(review=review, what=ReviewEvent.What.SIGNED).update(at=signed)
    Review.objects.filter(pk=review.pk).update(**fields)
