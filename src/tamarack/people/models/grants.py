"""What people allow an organisation: to count their answers in its figures. Nothing, unless they say so."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tamarack.people.models.person import Person
from tamarack.people.models.places import Organisation

PURPOSE_MOST = 1000


class Ask(models.Model):
    """That an organisation asks its people to be counted, and what for, in its own words."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="asks")
    purpose = models.TextField(max_length=PURPOSE_MOST)
    asked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(ended_at=None), name="one_ask_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class PutAside(models.Model):
    """That a person does not want to be asked this again. Nobody but them sees it, and nothing follows from it."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="put_aside")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="put_aside")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["ask", "person"], name="put_aside_once")]

    def __str__(self) -> str:
        return f"{self.pk}"


class Grant(models.Model):
    """The aggregate grant: a person's submitted answers may count in the figures of one organisation.

    A person counts in one organisation at a time. `purpose` is what they were told it is for. `statistics`: that they
    also read that what single answers of very many people have in common is told to who keeps the rubric (decision 45).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grants")
    purpose = models.TextField(max_length=PURPOSE_MOST, blank=True)
    statistics = models.BooleanField(default=False)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("given_at", "pk")
        indexes: ClassVar = [models.Index(fields=["organisation", "withdrawn_at"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(withdrawn_at=None), name="counts_in_one_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
