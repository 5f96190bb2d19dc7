"""Writes about a team's plan: its focus, and templates to start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from tamarack.assessment.actions.feedback import LONGEST
from tamarack.assessment.models import FEEDBACK_MESSAGE_MOST, NAME_MOST, Review
from tamarack.common.checks import check_choice, check_day, check_text, in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Framework
from tamarack.growth.models import FOCUS_MOST, TEXT_MOST, TeamFocus, Template
from tamarack.people.audit import What, record
from tamarack.people.models import Person, Team
from tamarack.people.rules import check_leads
from tamarack.rubric.queries import Stored

TEMPLATES_MOST = 50
REVIEW_DAYS_MOST = 365


def set_focus(
    person: Person, team: Team, version: Stored, criteria: Sequence[str], why: str = "", until: date | None = None
) -> None:
    """Choose what a team wants to grow in first, why, and until when; without criteria it has no focus any more."""
    check_leads(person, team)
    chosen = in_order(version.framework, criteria)
    if len(chosen) > FOCUS_MOST:
        raise BadInput(N_("You chose {count} criteria; {most} are the most."), count=len(chosen), most=FOCUS_MOST)
    fields = {
        "version_id": version.id, "criteria": chosen, "why": check_text(why, TEXT_MOST), "until": check_day(until),
        "set_by": person, "changed_at": timezone.now(),
    }  # fmt: skip
    with write():
        TeamFocus.objects.update_or_create(team=team, defaults=fields)
        record(What.PLANNED, by=person, organisation=team.organisation, about=team.name)


@dataclass(frozen=True)
class Prepared:
    """What a lead prepares; criteria are what feedback is asked on, a relation is who reviews."""

    title: str
    message: str = ""
    days: int = 21
    relation: str = Review.Relation.MANAGER
    criteria: Sequence[str] = ()

    def fields(self, kind: str, rubric: Framework) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        of_feedback = check_choice(kind, Template.Kind.values) == Template.Kind.FEEDBACK
        most = LONGEST.days if of_feedback else REVIEW_DAYS_MOST
        if not 1 <= self.days <= most:
            raise BadInput(N_("The days are a number from 1 to {most}."), most=most)
        criteria = in_order(rubric, self.criteria) if of_feedback else []
        if of_feedback and not criteria:
            raise BadInput(N_("Please choose one criterion at least."))
        return {
            "title": check_text(self.title, NAME_MOST, needed=True),
            "message": check_text(self.message, FEEDBACK_MESSAGE_MOST if of_feedback else TEXT_MOST),
            "days": self.days,
            "relation": check_choice(self.relation, Review.Relation.values),
            "criteria": criteria,
        }


def prepare_template(person: Person, team: Team, version: Stored, kind: str, prepared: Prepared) -> Template:
    """Keep a template that the people of a team can start from."""
    check_leads(person, team)
    fields = prepared.fields(kind, version.framework)
    with write():
        if Template.objects.filter(team=team).count() >= TEMPLATES_MOST:
            raise BadInput(N_("{most} templates fit. Please delete one first."), most=TEMPLATES_MOST)
        record(What.PLANNED, by=person, organisation=team.organisation, about=team.name)
        return Template.objects.create(team=team, kind=kind, version_id=version.id, made_by=person, **fields)


def change_template(person: Person, template: Template, version: Stored, prepared: Prepared) -> None:
    """Change a template. What was started from it stays as it is."""
    check_leads(person, template.team)
    fields = prepared.fields(template.kind, version.framework)
    with write():
        Template.objects.filter(pk=template.pk).update(version_id=version.id, **fields)
        record(What.PLANNED, by=person, organisation=template.team.organisation, about=template.team.name)


def delete_template(person: Person, template: Template) -> None:
    """Erase a template. What was started from it stays as it is."""
    check_leads(person, template.team)
    with write():
        template.delete()
        record(What.PLANNED, by=person, organisation=template.team.organisation, about=template.team.name)
