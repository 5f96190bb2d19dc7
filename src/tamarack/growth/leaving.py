"""Who leaves an organisation takes along what they offered, sought and signed up for there."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from tamarack.growth.actions.helping import end_unanswered
from tamarack.growth.models import Match, Offer, SignUp, Wish
from tamarack.people.models import Member


@receiver(post_delete, sender=Member)
def take_along(instance: Member, **more: Any) -> None:
    """Withdraw it. What someone took part in, and what two had agreed to, is theirs and stays."""
    place = {"person": instance.person_id, "organisation": instance.organisation_id}
    Offer.objects.filter(**place).delete()
    Wish.objects.filter(**place).delete()
    SignUp.objects.filter(
        person=instance.person_id, event__team__organisation=instance.organisation_id,
        event__ends_at__gt=timezone.now(),
    ).delete()  # fmt: skip
    either = Q(helper=instance.person_id) | Q(seeker=instance.person_id)
    end_unanswered(Match.objects.filter(either, organisation=instance.organisation_id))
