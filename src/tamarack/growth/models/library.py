"""Role profiles and resources: a person's own, or an organisation's for its members."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.core.formats.profile import from_document
from tamarack.core.roles import RoleProfile
from tamarack.people.models import Organisation, Team
from tamarack.rubric.models import Version

LINE_MOST = 300
"""Characters of what stands on one line: an aim, an action, what was learned."""
TEXT_MOST = 4000
"""Characters of a longer text."""
FOCUS_MOST = 5
ONE_S_OWN = Q(person__isnull=False, organisation=None) | Q(person=None, organisation__isnull=False)
"""That it is a person's, or an organisation's."""


class Role(models.Model):
    """A role profile that a person or an organisation made: from nothing, or from one of the starters."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    copied_from = models.SlugField(max_length=60, blank=True)
    document = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")
        constraints: ClassVar = [models.CheckConstraint(condition=ONE_S_OWN, name="a_role_is_one_s_own")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def profile(self) -> RoleProfile:
        """What it asks for."""
        return from_document(self.document)


class Resource(models.Model):
    """A link, a document, a course or a note that helps to grow: a person's, an organisation's, or a team's in it."""

    class Kind(models.TextChoices):
        LINK = "link", _("Link")
        DOCUMENT = "document", _("Document")
        COURSE = "course", _("Course")
        NOTE = "note", _("Note")

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")
        BOTH = "both", _("English and French")
        OTHER = "other", _("Another language")

    class Cost(models.TextChoices):
        FREE = "free", _("Free")
        PAID = "paid", _("Paid")
        EMPLOYER = "employer", _("Paid by my employer")

    class Problem(models.TextChoices):
        DEAD = "dead", _("The link is dead")
        WRONG = "wrong", _("The content is wrong or out of date")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="resources"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="resources"
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="resources")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=LINE_MOST)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LINK)
    url = models.URLField(max_length=500, blank=True)
    language = models.CharField(max_length=10, choices=Language, blank=True)
    format = models.CharField(max_length=80, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    cost = models.CharField(max_length=10, choices=Cost, blank=True)
    criteria = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    notes = models.TextField(max_length=TEXT_MOST, blank=True)
    problem = models.CharField(max_length=10, choices=Problem, blank=True)
    problem_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=ONE_S_OWN, name="a_resource_is_one_s_own"),
            models.CheckConstraint(
                condition=Q(team=None) | Q(organisation__isnull=False), name="a_team_s_resource_is_its_organisation_s"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
