"""Goals, actions, check-ins, and the rhythm to keep at it. They are their person's alone."""

from calendar import monthrange
from datetime import date, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamarack.assessment.models import Assessment
from tamarack.core.formats.profile import from_document
from tamarack.core.roles import RoleProfile
from tamarack.growth.models.library import LINE_MOST, TEXT_MOST
from tamarack.rubric.models import Version


class Goal(models.Model):
    """What a person wants to reach: a career aim in their own words, with the criteria to grow in first.

    `role` says which role profile it leads to, and `profile` keeps what that asked for when it was chosen: a role
    profile that changes later never rewrites a goal.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        PAUSED = "paused", _("Paused")
        REACHED = "reached", pgettext_lazy("goal", "Reached")
        LET_GO = "let_go", pgettext_lazy("goal", "Let go")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="goals")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    aim = models.CharField(max_length=LINE_MOST)
    why_me = models.TextField(max_length=TEXT_MOST, blank=True)
    why_students = models.TextField(max_length=TEXT_MOST, blank=True)
    by = models.DateField(null=True, blank=True)
    focus = models.JSONField(default=list)
    role = models.CharField(max_length=60, blank=True)
    profile = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")
        indexes: ClassVar = [models.Index(fields=["person", "state"])]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to be reached, even if it rests."""
        return self.state in (self.State.ACTIVE, self.State.PAUSED)

    @property
    def asked(self) -> RoleProfile | None:
        """What its role profile asked for when it was chosen."""
        return from_document(self.profile) if self.profile else None


class GoalEvent(models.Model):
    """What became of a goal, and when: made, paused, taken up again, reached, let go."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(max_length=10, choices=Goal.State)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.goal_id} {self.state}"


class Action(models.Model):
    """What a person will do, under a goal or free."""

    class Kind(models.TextChoices):
        DO = "do", _("Experience on the job")
        WITH = "with", _("With and through others")
        LEARN = "learn", _("Course or reading")

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", pgettext_lazy("action", "Done")
        LET_GO = "let_go", pgettext_lazy("action", "Let go")

    class Effort(models.TextChoices):
        HOUR = "hour", _("Up to an hour")
        HOURS = "hours", _("A few hours")
        DAY = "day", _("About a day")
        DAYS = "days", _("Several days")

    class Repeat(models.TextChoices):
        WEEK = "week", _("Every week")
        FORTNIGHT = "fortnight", _("Every two weeks")
        MONTH = "month", _("Every month")
        TERM = "term", _("Every term (four months)")
        YEAR = "year", _("Every year")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="actions")
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    what = models.CharField(max_length=LINE_MOST)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DO)
    serves = models.JSONField(default=list)
    due = models.DateField(null=True, blank=True)
    effort = models.CharField(max_length=10, choices=Effort, blank=True)
    repeat = models.CharField(max_length=10, choices=Repeat, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    notes = models.TextField(max_length=TEXT_MOST, blank=True)
    place = models.PositiveIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    learned = models.CharField(max_length=LINE_MOST, blank=True)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("place", "pk")
        indexes: ClassVar = [models.Index(fields=["person", "state", "due"])]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (self.State.OPEN, self.State.UNDER_WAY)

    @property
    def is_done(self) -> bool:
        """Whether it has been done."""
        return self.state == self.State.DONE

    def is_late(self, today: date) -> bool:
        """Whether its day has passed, and it is still to be done."""
        return self.is_open and self.due is not None and self.due < today

    def due_again(self, after: date) -> date:
        """When a repeated action is due next: the first of its days after a day."""
        day, step = self.due or after, _STEPS[self.repeat]
        if step.months and day.day == monthrange(day.year, day.month)[1]:
            step += relativedelta(day=31)  # what is due on the last day of a month stays so
        while day <= after or day == self.due:
            day = day + step
        return day


_STEPS: dict[str, Any] = {
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "term": relativedelta(months=4),
    "year": relativedelta(years=1),
}


class CheckIn(models.Model):
    """A look back and ahead: what moved, what is in the way, what comes next."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="check_ins")
    at = models.DateTimeField(default=timezone.now)
    moved = models.TextField(max_length=TEXT_MOST, blank=True)
    in_the_way = models.TextField(max_length=TEXT_MOST, blank=True)
    next = models.TextField(max_length=TEXT_MOST, blank=True)
    assessment = models.ForeignKey(Assessment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.pk}"


class Rhythm(models.Model):
    """How someone keeps at it: when the next check-in is, whether a reminder may come, and the calendar's address.

    `calendar` is a random text of which, with the site's key, the private address is made; empty where there is none.
    """

    class Every(models.IntegerChoices):
        NEVER = 0, _("No check-ins")
        WEEK = 1, _("Every week")
        FORTNIGHT = 2, _("Every two weeks")
        MONTH = 4, _("Every four weeks")
        QUARTER = 13, _("Every three months")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="rhythm"
    )
    every = models.PositiveSmallIntegerField(choices=Every, default=Every.NEVER)
    next_on = models.DateField(null=True, blank=True)
    at = models.TimeField(default=time(9))
    time_zone = models.CharField(max_length=60, blank=True)
    reminders = models.BooleanField(default=False)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, default=Weekday.MONDAY)
    reminded_for = models.DateField(null=True, blank=True)
    calendar = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that the person lives by; the site's where they chose none."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def today(self) -> date:
        """The day that it is where the person lives."""
        return timezone.localdate(timezone=self.zone)
