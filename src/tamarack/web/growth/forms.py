"""Forms about role profiles, goals and actions."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tamarack.growth.actions.doing import Doing
from tamarack.growth.actions.goals import Wanted
from tamarack.growth.actions.roles import NAME_MOST
from tamarack.growth.models import FOCUS_MOST, LINE_MOST, Action, Goal
from tamarack.growth.queries import Offered
from tamarack.growth.words import by_organisation, by_side, number
from tamarack.rubric.texts import say
from tamarack.web.forms import Choices, criterion_choices, day_field, descriptor_choices, text_field, told


def role_choices(starters: Sequence[Offered], own: Sequence[Offered]) -> Choices:
    """Role profiles to choose from, in groups."""
    found: Choices = [("", gettext("No role profile"))]
    groups = by_organisation(own) + by_side(starters)
    return found + [(name, [(entry.key, say(entry.profile.name)) for entry in rows]) for name, rows in groups]


class GoalForm(forms.Form):
    """A career aim, perhaps a role profile and a date, one to five focus criteria, and why."""

    aim = forms.CharField(
        label=_("What I want to reach"),
        max_length=LINE_MOST,
        help_text=_("Your career aim in your own words, in a line."),
        error_messages={"required": _("Please say in a line what you want to reach.")},
    )
    role = forms.ChoiceField(
        label=_("Role profile"),
        required=False,
        help_text=_("The role that it leads to, if there is one. Your path then leads there."),
    )
    by = day_field(_("By when"))
    focus = forms.MultipleChoiceField(
        label=_("Focus criteria"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One to five. Three are advised: who grows in everything at once seldom sees it."),
    )
    others = forms.MultipleChoiceField(label=_("Other criteria"), required=False, widget=forms.CheckboxSelectMultiple)
    why_me = text_field(_("Why it matters to me"), rows=2)
    why_students = text_field(_("Why it matters to my students or candidates"), rows=2)

    def __init__(
        self, *args: Any, framework: Framework, roles: Choices, first: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["focus"].choices = criterion_choices(map(framework.criterion, first))  # type: ignore[attr-defined]
        rest = [(area, [row for row in area.criteria if row.code not in first]) for area in framework.competencies]
        groups: Choices = [(say(area.name), criterion_choices(rows)) for area, rows in rest if rows]
        self.fields["others"].choices = groups  # type: ignore[attr-defined]

    def clean_by(self) -> date | None:
        """See that the day is still to come, unless it was the goal's already."""
        day: date | None = self.cleaned_data["by"]
        if day and day < timezone.localdate() and day != self.initial.get("by"):
            raise forms.ValidationError(
                gettext("This day has passed. Please choose one that is still to come, or none.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        """See that there is a focus, and not too wide a one."""
        data = super().clean() or {}
        data["focus"] = [*data.get("focus", ()), *data.get("others", ())]
        if not data["focus"]:
            self.add_error("focus", gettext("Please choose one criterion at least, five at most."))
        elif len(data["focus"]) > FOCUS_MOST:
            message = gettext("You chose {count}. Please leave {most} at most; three are advised.")
            self.add_error("focus", message.format(count=len(data["focus"]), most=FOCUS_MOST))
        return data

    @property
    def wanted(self) -> Wanted:
        """What was said."""
        data = self.cleaned_data
        return Wanted(data["aim"], data["focus"], data["by"], data["why_me"], data["why_students"])


class ActionForm(forms.Form):
    """What I will do."""

    what = forms.CharField(
        label=_("What I will do"),
        max_length=LINE_MOST,
        error_messages={"required": _("Please say in a line what you will do.")},
    )
    goal = forms.ChoiceField(label=_("For which goal"), required=False)
    due = day_field(_("By when"), _("Dates can move."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Action.Kind.choices, initial=Action.Kind.DO)
    effort = forms.ChoiceField(
        label=_("How much work"), required=False, choices=[("", _("I do not know yet")), *Action.Effort.choices]
    )
    repeat = forms.ChoiceField(
        label=_("Repeat"), required=False, choices=[("", _("Only once")), *Action.Repeat.choices]
    )
    serves = forms.MultipleChoiceField(
        label=_("Which descriptors it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )
    also = forms.ChoiceField(label=_("Another descriptor"), required=False)
    notes = text_field(_("Notes"), rows=2)

    def __init__(
        self, *args: Any, framework: Framework, goals: Sequence[Goal], near: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: Choices = [("", gettext("No goal: a free action")), *((str(goal.pk), goal.aim) for goal in goals)]
        self.fields["goal"].choices = choices  # type: ignore[attr-defined]
        self.fields["serves"].choices = [(code, told(framework, code)) for code in near]  # type: ignore[attr-defined]
        self.fields["also"].choices = [  # type: ignore[attr-defined]
            ("", gettext("None")),
            *((say(area.name), descriptor_choices(framework, area.criteria, near)) for area in framework.competencies),
        ]
        if not near:
            del self.fields["serves"]

    @property
    def doing(self) -> Doing:
        """What was said."""
        data = self.cleaned_data
        serves = [*data.get("serves", ()), *filter(None, [data["also"]])]
        return Doing(data["what"], data["kind"], serves, data["due"], data["effort"], data["repeat"], data["notes"])


class RoleForm(forms.Form):
    """A role profile: a name, a level and a weight for each competency, exceptions for criteria."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_MOST, error_messages={"required": _("Please give the role a name.")}
    )
    description = text_field(_("What the role is about"), rows=2)

    def __init__(self, *args: Any, framework: Framework, profile: RoleProfile | None = None, **kwargs: Any) -> None:
        profile = profile or RoleProfile({})
        super().__init__(*args, **kwargs)
        self.initial = {"name": say(profile.name), "description": say(profile.description)}
        self.framework = framework
        self.side = profile.side
        levels = [(level.code, say(level.name)) for level in framework.levels]
        for area in framework.competencies:
            self._add(f"target-{area.code}", ("", gettext("Nothing asked")), levels, profile.targets.get(area.code))
            self.fields[f"weight-{area.code}"] = forms.DecimalField(
                min_value=Decimal("0.1"), max_value=100, max_digits=5, decimal_places=2, required=False,
                initial=number(profile.weight(area.code)), label=gettext("Weight"),
            )  # fmt: skip
            for row in area.criteria:
                self._add(
                    f"exception-{row.code}",
                    ("", gettext("As the competency")),
                    levels,
                    profile.exceptions.get(row.code),
                )

    def _add(self, name: str, empty: tuple[str, str], levels: Choices, initial: str | None) -> None:
        self.fields[name] = forms.ChoiceField(required=False, choices=[empty, *levels], initial=initial or "")

    @property
    def areas(self) -> list[dict[str, Any]]:
        """The fields of each competency, with those of its criteria."""
        return [
            {
                "competency": area,
                "target": self[f"target-{area.code}"],
                "weight": self[f"weight-{area.code}"],
                "criteria": [(row, self[f"exception-{row.code}"]) for row in area.criteria],
                "exceptions": sum(bool(self[f"exception-{row.code}"].value()) for row in area.criteria),
            }
            for area in self.framework.competencies
        ]

    @property
    def profile(self) -> RoleProfile:
        """What was said; exceptions that ask what the competency asks anyway are none."""
        data = self.cleaned_data
        targets = self._chosen("target-", (area.code for area in self.framework.competencies))
        exceptions = self._chosen("exception-", (row.code for row in self.framework.criteria))
        exceptions = {
            code: level
            for code, level in exceptions.items()
            if targets.get(self.framework.criterion(code).competency) != level
        }
        weights = {area.code: data[f"weight-{area.code}"] for area in self.framework.competencies}
        return RoleProfile(
            targets,
            exceptions,
            {code: Fraction(weight) for code, weight in weights.items() if weight and weight != 1},
            {"": data["name"]},
            {"": data["description"]} if data["description"] else {},
            self.side,
        )

    def _chosen(self, prefix: str, codes: Iterable[str]) -> dict[str, str]:
        return {code: self.cleaned_data[prefix + code] for code in codes if self.cleaned_data[prefix + code]}
