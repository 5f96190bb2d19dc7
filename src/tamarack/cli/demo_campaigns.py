"""The demo's campaigns: one that runs, one that is over; and answers from a form that wait for someone."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.assessment.actions.campaign import Plan, begin_campaign
from tamarack.assessment.actions.imported import bring_in
from tamarack.assessment.campaign_tasks import count
from tamarack.assessment.models import Asked, Campaign
from tamarack.cli.load import DATA
from tamarack.people.models import Organisation, Person
from tamarack.rubric.queries import Stored

DAY = timedelta(days=1)


def add_demo_campaigns(people: dict[str, Person], stored: Stored) -> None:
    """Add the campaigns of the demo's organisations; their mail is taken as sent."""
    told = YAML(typ="safe").load((DATA / "demo_campaigns.yaml").read_text(encoding="utf-8"))
    for entry in told["campaigns"]:
        _add_campaign(people[entry["by"]], entry)
    for entry in told["waits"]:
        organisation = Organisation.objects.get(code=entry["organisation"])
        answers = {code: (value, reason, note) for code, (value, reason, note) in entry["answers"].items()}
        bring_in(people[entry["by"]], organisation, people[entry["person"]], stored, answers)


def _add_campaign(owner: Person, entry: dict[str, Any]) -> None:
    organisation = Organisation.objects.get(code=entry["organisation"])
    now, today = timezone.now(), timezone.localdate()
    plan = Plan(entry["purpose"], today + max(entry["until"], 1) * DAY, entry["message"])
    campaign = begin_campaign(owner, organisation, plan)
    begun = now - entry["began"] * DAY
    Campaign.objects.filter(pk=campaign.pk).update(begun_at=begun, mailed_at=begun, until=today + entry["until"] * DAY)
    Asked.objects.filter(campaign=campaign).update(mails=1)
    campaign.refresh_from_db()
    count(campaign)
    if not Campaign.objects.get(pk=campaign.pk).is_running:
        Campaign.objects.filter(pk=campaign.pk).update(ended_on=today + (entry["until"] + 1) * DAY,
                                                       counted_on=today + (entry["until"] + 1) * DAY)  # fmt: skip
