"""Forms about what teams plan together, and about who helps whom."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.assessment.models import FEEDBACK_MESSAGE_MOST, NAME_MOST, Review
from tamarack.common.dates import long_date
from tamarack.core.framework import Framework
from tamarack.growth.actions.events import CAPACITY_MOST as PLACES_MOST
from tamarack.growth.actions.events import Planned
from tamarack.growth.actions.team import REVIEW_DAYS_MOST, Prepared
from tamarack.growth.models import CAPACITY_MOST, FOCUS_MOST, LINE_MOST, TEXT_MOST, LearningEvent, Reach, Source
from tamarack.growth.queries.helping import Had
from tamarack.people.models import Person
from tamarack.rubric.texts import say
from tamarack.web.forms import Choices, criterion_choices, day_field, text_field
from tamarack.web.growth.keeping import zone_choices

NOT_A_TIME = _("This is not a time. Please write it as hours and minutes, such as 09:30.")


def criteria_field(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Criteria to tick."""
    return forms.MultipleChoiceField(
        label=label, required=False, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def all_criteria(framework: Framework) -> Choices:
    """Every criterion, under its competency."""
    return [(say(area.name), criterion_choices(area.criteria)) for area in framework.competencies]


def languages_field() -> forms.MultipleChoiceField:
    """The languages that someone helps or is helped in."""
    return forms.MultipleChoiceField(
        label=_("Languages"),
        choices=Person.Language.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose one language at least.")},
    )


class FewCriteria(forms.Form):
    """A form with some criteria to tick, five at most."""

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"].choices = all_criteria(framework)  # type: ignore[attr-defined]

    def clean_criteria(self) -> list[str]:
        """See that there are not too many."""
        chosen: list[str] = self.cleaned_data["criteria"]
        if len(chosen) > FOCUS_MOST:
            message = gettext("You chose {count}. Please leave {most} at most.")
            raise forms.ValidationError(message.format(count=len(chosen), most=FOCUS_MOST))
        return chosen


class FocusForm(FewCriteria):
    """What a team wants to grow in first."""

    criteria = criteria_field(_("Focus criteria"), _("Five at most. Choose none to have no focus for now."))
    why = text_field(_("Why these"), _("What you see in your work, and what would be better for those you serve."))
    until = day_field(_("Until when"))


class EventForm(forms.Form):
    """What a lead says of a learning event."""

    title = forms.CharField(
        label=_("Title"), max_length=LINE_MOST, error_messages={"required": _("Please give it a title.")}
    )
    what = text_field(_("What it is about"), rows=4, most=TEXT_MOST)
    on = day_field(_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": NOT_A_TIME, "required": _("Please say when it begins.")},
    )
    ends = forms.TimeField(
        label=_("Ends at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": NOT_A_TIME, "required": _("Please say when it ends.")},
    )
    last = day_field(_("Last day"), _("If it takes more than one day."))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    where = forms.CharField(
        label=_("Where"), required=False, max_length=LINE_MOST, help_text=_("A room, an address; or a link below.")
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": _("This is not a web address. It should begin with https://.")},
    )
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=PLACES_MOST, help_text=_("Empty: as many as come.")
    )
    for_all = forms.BooleanField(label=_("Open to the whole organisation"), required=False)
    criteria = criteria_field(_("Criteria that it helps to grow in"))

    def __init__(self, *args: Any, framework: Framework, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].required = True
        self.fields["on"].error_messages["required"] = _("Please choose a day.")
        self.fields["time_zone"].choices = zone_choices(zone)  # type: ignore[attr-defined]
        self.fields["criteria"].choices = all_criteria(framework)  # type: ignore[attr-defined]

    @property
    def planned(self) -> Planned:
        """What was said."""
        data = self.cleaned_data
        zone = ZoneInfo(data["time_zone"])
        names = ("title", "time_zone", "what", "where", "link", "criteria", "capacity", "for_all")
        return Planned(
            starts_at=datetime.combine(data["on"], data["begins"], zone),
            ends_at=datetime.combine(data["last"] or data["on"], data["ends"], zone),
            **{name: data[name] for name in names},
        )


def event_initial(event: LearningEvent) -> dict[str, Any]:
    """What the form of an event begins with."""
    starts, ends = event.starts_at.astimezone(event.zone), event.ends_at.astimezone(event.zone)
    names = ("title", "what", "time_zone", "where", "link", "capacity", "for_all", "criteria")
    found: dict[str, date | time | Any] = {name: getattr(event, name) for name in names}
    last = ends.date() if ends.date() != starts.date() else None
    return {**found, "on": starts.date(), "begins": starts.time(), "ends": ends.time(), "last": last}


class CancelForm(forms.Form):
    """Why an event does not take place."""

    reason = forms.CharField(
        label=_("Why"), required=False, max_length=LINE_MOST, help_text=_("A line for those who signed up.")
    )


class ReviewTemplateForm(forms.Form):
    """What a review begins with."""

    title = forms.CharField(
        label=_("Name of this template"),
        max_length=NAME_MOST,
        error_messages={"required": _("Please give the template a name.")},
    )
    relation = forms.ChoiceField(label=_("Who reviews"), choices=Review.Relation.choices)
    message = text_field(_("A message to the reviewer"), _("Each person can change it."), rows=5, most=TEXT_MOST)
    days = forms.IntegerField(
        label=_("Days that the reviewer may see what is shown"), min_value=1, max_value=REVIEW_DAYS_MOST, initial=60
    )

    @property
    def prepared(self) -> Prepared:
        """What was said."""
        return Prepared(**self.cleaned_data)


class FeedbackTemplateForm(forms.Form):
    """What a request for feedback begins with."""

    title = forms.CharField(
        label=_("Name of this template"),
        max_length=NAME_MOST,
        help_text=_("A request that begins with it has this name, too. Those who are asked do not see it."),
        error_messages={"required": _("Please give the template a name.")},
    )
    message = text_field(
        _("A message to those who are asked"), _("Each person can change it."), rows=5, most=FEEDBACK_MESSAGE_MOST
    )
    days = forms.IntegerField(label=_("Days that it is open"), min_value=1, max_value=120, initial=21)
    criteria = criteria_field(_("What is asked about"), _("Five criteria take about seven minutes."))

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"].choices = all_criteria(framework)  # type: ignore[attr-defined]
        self.fields["criteria"].required = True
        self.fields["criteria"].error_messages["required"] = _("Please choose one criterion at least.")

    @property
    def prepared(self) -> Prepared:
        """What was said."""
        return Prepared(**self.cleaned_data)


class SeekForm(FewCriteria):
    """With which criteria someone seeks help."""

    criteria = criteria_field(_("What I want to grow in"), _("One to five criteria."))
    languages = languages_field()
    reach = forms.ChoiceField(label=_("Who may be proposed to me"), choices=Reach.choices, initial=Reach.ORGANISATION)


class OfferForm(forms.Form):
    """With which criteria someone helps, each at a level that they have."""

    capacity = forms.IntegerField(label=_("How many people at a time"), min_value=1, max_value=CAPACITY_MOST, initial=1)
    languages = languages_field()
    reach = forms.ChoiceField(
        label=_("Who sees it, and may be proposed to me"), choices=Reach.choices, initial=Reach.ORGANISATION
    )

    def __init__(
        self,
        *args: Any,
        framework: Framework,
        had: Mapping[str, Sequence[Had]],
        chosen: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        for code, levels in had.items():
            choices: Choices = [("", gettext("Not offered"))]
            choices += [(entry.level, told_level(framework, entry)) for entry in levels]
            name = f"level-{code}"
            self.fields[name] = forms.ChoiceField(required=False, choices=choices, initial=chosen.get(code, ""))

    @property
    def areas(self) -> list[dict[str, Any]]:
        """The fields of each competency that has some."""
        found = [
            {
                "competency": area,
                "criteria": [(row, self[f"level-{row.code}"]) for row in area.criteria if self._has(row.code)],
                "chosen": sum(bool(self[f"level-{row.code}"].value()) for row in area.criteria if self._has(row.code)),
            }
            for area in self.framework.competencies
        ]
        return [entry for entry in found if entry["criteria"]]

    def _has(self, code: str) -> bool:
        return f"level-{code}" in self.fields

    @property
    def levels(self) -> dict[str, str]:
        """What is offered, by criterion."""
        found = {name.removeprefix("level-"): value for name, value in self.cleaned_data.items() if "level-" in name}
        return {code: level for code, level in found.items() if level}


def told_level(framework: Framework, had: Had) -> str:
    """A level with where someone has it from: “Enhancing, agreed in a review on 3 March 2026”."""
    template = (
        gettext("{level}, agreed in a review on {day}")
        if had.source == Source.AGREED
        else gettext("{level}, self-rated on {day}")
    )
    return template.format(level=say(framework.level(had.level).name), day=long_date(had.of))
