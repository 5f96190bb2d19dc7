"""A rubric with stewards, a draft, a proposal and consultations, for tests of what is said to it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from tamarack.people.models import Member, Organisation, Person
from tamarack.rubric.models import Framework, Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, name_steward
from tamarack.stewardship.actions.consulting import Answered, Planned, answer, plan_consultation
from tamarack.stewardship.actions.proposals import Proposed, make_proposal
from tamarack.stewardship.models import Consultation, Draft, Proposal
from tests.conftest import make_person

TEXT = {"en": "Tell us.", "fr": "Dites-nous.", "es": "Díganos."}
YES = {"clear": "yes", "relevant": "yes", "distinct": "partly"}


@dataclass
class Voice:
    """The rubric under a test, with a steward and someone who proposes."""

    stored: Stored
    steward: Person = field(default_factory=lambda: make_person("steward"))
    member: Person = field(default_factory=lambda: make_person("member"))

    def __post_init__(self) -> None:
        self.version = Version.objects.select_related("framework").get(pk=self.stored.id)
        name_steward(self.steward, self.version.framework)
        self.draft: Draft = begin_next(self.steward, self.version, "1.1")

    @property
    def rubric(self) -> Framework:
        found: Framework = self.version.framework
        return found

    def propose(self, title: str = "Name alumni", subject: str = "COL.1.B", **more: object) -> Proposal:
        proposed = Proposed(title, str(more.pop("reason", "They are missed.")), subject, **more)  # type: ignore[arg-type]
        return make_proposal(self.member, self.stored, proposed)

    def consult(self, opens: date | None = None, closes: date | None = None) -> Consultation:
        opens = opens or timezone.localdate()
        return plan_consultation(
            self.steward, self.draft, Planned(opens, closes or opens + timedelta(days=20), TEXT)
        )  # fmt: skip

    def crowd(self, consultation: Consultation, people: int, code: str = "COL.1", **opinions: str) -> list[Person]:
        found = [make_person(f"crowd{number}{code.replace('.', '')}") for number in range(people)]
        for person in found:
            answer(person, consultation, None, {code: Answered({**YES, **opinions})})
        return found


def own_organisation(person: Person, code: str = "clear") -> Organisation:
    place = Organisation.objects.create(code=code, name=code.title())
    Member.objects.create(organisation=place, person=person, role=Member.Role.OWNER)
    return place
