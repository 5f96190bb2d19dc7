"""Where people work: organisations, their teams, who is in them, and who is invited."""

from datetime import date, timedelta
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.people.models.person import Person

NAME_MOST = 200
LEAST_K = 5
"""The fewest people whom a figure is about (design, section 3)."""
LEAST_THRESHOLD = 3
"""The fewest respondents whose feedback is shown."""
LEAST_MONTHS = 3
INVITATION_LASTS = timedelta(days=30)


def first_of_year() -> date:
    """The first day of this year."""
    return timezone.localdate().replace(month=1, day=1)


class Organisation(models.Model):
    """Where people work, or what they belong to.

    An association's figures are made of those of the organisations that name it. `months` is how long a period is whose
    answers are counted together; `begins` is the first day of the first one.
    """

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("Employer")
        CENTRE = "centre", _("Career centre")
        ASSOCIATION = "association", _("Association")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=NAME_MOST)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.EMPLOYER)
    language = models.CharField(max_length=2, choices=Person.Language, default=Person.Language.ENGLISH)
    k = models.PositiveSmallIntegerField(default=LEAST_K, validators=[MinValueValidator(LEAST_K)])
    threshold = models.PositiveSmallIntegerField(
        default=LEAST_THRESHOLD, validators=[MinValueValidator(LEAST_THRESHOLD)]
    )
    months = models.PositiveSmallIntegerField(default=12, validators=[MinValueValidator(LEAST_MONTHS)])
    begins = models.DateField(default=first_of_year)
    association = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="organisations"
    )
    # What its owners asked for, until the association's owners say yes.
    wants = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="wanted_by")
    # Whether its owners, and stewards among its people, need a second step to sign in.
    second_step = models.BooleanField(default=False, db_default=False)
    logo = models.BinaryField(blank=True, default=b"")
    logo_text = models.CharField(max_length=NAME_MOST, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(k__gte=LEAST_K), name="k_at_least_five"),
            models.CheckConstraint(condition=Q(threshold__gte=LEAST_THRESHOLD), name="threshold_at_least_three"),
            models.CheckConstraint(condition=Q(months__gte=LEAST_MONTHS), name="periods_of_three_months_or_more"),
            models.CheckConstraint(condition=~Q(association=F("id")), name="not_its_own_association"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_association(self) -> bool:
        """Whether its figures are made of those of organisations."""
        return self.kind == self.Kind.ASSOCIATION


class Team(models.Model):
    """A part of an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=NAME_MOST)

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "code"], name="one_team_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class Role(models.TextChoices):
    """What someone does in an organisation. A lead leads their home team."""

    OWNER = "owner", _("Owner")
    LEAD = "lead", _("Team lead")
    MEMBER = "member", _("Member")


class Member(models.Model):
    """Someone's place in an organisation, with their home team. It gives nobody a view of anyone's answers."""

    Role = Role

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person"], name="once_in_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.place}"

    @property
    def place(self) -> str:
        """The home team with its organisation, or the organisation alone."""
        return str(self.team or self.organisation)


class Invitation(models.Model):
    """That someone may join: whoever proves to have the address, or an address of the domain.

    `link` is a random text of which, with the site's key, the link is made.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    email = models.EmailField(blank=True)
    domain = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=40)
    until = models.DateTimeField()
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(email="") & ~Q(domain="")) | (~Q(email="") & Q(domain="")),
                name="invited_by_address_or_domain",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be taken up."""
        return not (self.taken_at or self.declined_at or self.revoked_at) and timezone.now() < self.until
