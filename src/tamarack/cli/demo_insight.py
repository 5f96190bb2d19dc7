"""Figures of the demo: snapshots of the periods that are over, made as any snapshot is."""

from django.utils import timezone

from tamarack.insight.actions import snapshots_until
from tamarack.people.models import Organisation


def add_demo_snapshots() -> None:
    """Make them for every organisation, from whoever is in it, allows it and has submitted by now."""
    for organisation in Organisation.objects.order_by("pk"):
        snapshots_until(organisation, timezone.localdate())
