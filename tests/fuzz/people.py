"""Who is there where a parser asks the database: two of an organisation, and someone with a record to bring."""

from datetime import date

from django.utils import timezone

from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.load import load_shipped_rubrics
from tamarack.growth.actions import doing, goals
from tamarack.growth.actions.doing import Doing
from tamarack.people.models import Member, Organisation, Team
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.rubric import queries
from tamarack.rubric.actions import publish_framework
from tests.conftest import make_person
from tests.fuzz.targets import example


def make_people() -> None:
    """Make them."""
    load_shipped_rubrics()
    cacee = queries.current_version("cacee")
    publish_framework(example())
    owner, other, ana = make_person("fuzz"), make_person("record"), make_person("ana")
    organisation = Organisation.objects.create(code="fuzz", name="Fuzz College")
    Team.objects.create(organisation=organisation, code="careers", name="Careers")
    Member.objects.create(organisation=organisation, person=owner, role="owner")
    Member.objects.create(organisation=organisation, person=ana)
    done = Assessment.objects.create(person=other, version_id=cacee.id, submitted_at=timezone.now())
    Rating.objects.create(assessment=done, criterion="COL.1", value="B", note="Words")
    keep_evidence(other, cacee, Told("A clinic", ended=date(2026, 11, 20), serves=["COL.1.B"]))
    goal = goals.create_goal(other, cacee, goals.Wanted("An aim", ["COL.1"]))
    doing.create_action(other, cacee.framework, Doing("An action", due=date(2026, 11, 20)), goal)
