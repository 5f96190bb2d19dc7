"""An issuer with its people, and someone who has earned a credential: what tests of credentials begin with."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from tamarack.assessment.models import Assessment, Review, ReviewRating
from tamarack.people.models import Person
from tamarack.portfolio.actions.credentials import Asked, ask_for_credential, issue_credential
from tamarack.portfolio.actions.issuers import create_issuer, name_people
from tamarack.portfolio.models import Acceptance, Application, Credential, Evidence, Issuer, Link, Support
from tamarack.rubric.queries import Stored
from tests.conftest import make_person

NAMES = {"en": "Clearwater Career Centre", "fr": "Centre de carrière Clearwater"}


@dataclass
class World:
    """Nadia has earned Collaboration at Building; Joanne reviewed her, Priya decides."""

    person: Person
    reviewer: Person
    decider: Person
    issuer: Issuer
    stored: Stored
    review: Review
    evidence: Evidence
    link: Link

    def asked(self, **said: object) -> Asked:
        return Asked(**{"code": "COL", "level": "B", "language": "en", "email": self.person.email, **said})  # type: ignore[arg-type]

    def ask(self, **said: object) -> Application:
        return ask_for_credential(self.person, self.issuer, self.stored, self.asked(**said))

    def issue(self, years: int = 3, **said: object) -> Credential:
        return issue_credential(self.decider, self.ask(**said), years)

    def accept(self, *codes: str) -> None:
        """Have the reviewer accept the evidence for these descriptors."""
        for code in codes:
            support, _ = Support.objects.get_or_create(evidence=self.evidence, version_id=self.stored.id, code=code)
            Acceptance.objects.create(review=self.review, support=support, by=self.reviewer)


def make_world(person: Person, stored: Stored) -> World:
    reviewer, decider = make_person("joanne"), make_person("priya")
    issuer = create_issuer(
        "clearwater", name=NAMES, url="https://clearwater.example", email="badges@clearwater.example"
    )
    name_people(issuer, deciders=[decider], reviewers=[reviewer])
    evidence = Evidence.objects.create(
        person=person, title="Nadia’s secret clinic", did="Secret doing", edited_at=timezone.now() - timedelta(days=9)
    )
    link = Link.objects.create(evidence=evidence, url="https://clearwater.example/clinic", label="The clinic")
    review = make_review(person, reviewer, stored)
    world = World(person, reviewer, decider, issuer, stored, review, evidence, link)
    world.accept("COL.1.B", "COL.2.B", "COL.3.B")
    return world


def make_review(person: Person, reviewer: Person, stored: Stored, level: str = "B", **more: object) -> Review:
    """A review that both signed, with every criterion agreed at that level or the nearest below."""
    now = timezone.now()
    assessment = Assessment.objects.create(person=person, version_id=stored.id, submitted_at=now)
    fields = {
        "state": Review.State.SIGNED, "person_signed_at": now, "reviewer_signed_at": now,
        "until": timezone.localdate() + timedelta(days=30), "reviewer_name": reviewer.name,
        "reviewer_email": reviewer.email, **more,
    }  # fmt: skip
    review = Review.objects.create(person=person, assessment=assessment, reviewer=reviewer, **fields)
    for row in stored.framework.criteria:
        agreed = level if level in row.levels else row.levels[0]
        ReviewRating.objects.create(review=review, criterion=row.code, value=agreed, agreed=agreed)
    return review
