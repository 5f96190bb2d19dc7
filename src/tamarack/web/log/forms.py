"""Forms of the professional development log."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.core.errors import BadInput
from tamarack.core.framework import Framework
from tamarack.core.hours import parse_hours
from tamarack.core.schemes import Rules
from tamarack.portfolio.actions.log import Spent
from tamarack.portfolio.log_words import number
from tamarack.portfolio.models import ACTIVITY_TITLE_MOST, PROJECT_MOST, Activity, Exemption
from tamarack.portfolio.uploads import KNOWN
from tamarack.rubric.texts import say
from tamarack.web.forms import Choices, criterion_choices, day_field, text_field

NEEDS_A_DAY = _("Please give a day.")
MORE = ("project", "criteria", "reflection", "notes", "proof")
"""The fields of an activity that need not be seen."""


def needed_day(label: Any, help_text: Any = "") -> forms.DateField:
    """A day that has to be given."""
    field = day_field(label, help_text)
    field.required = True
    field.error_messages["required"] = NEEDS_A_DAY
    return field


class HoursField(forms.CharField):
    """Hours as people write them; what is cleaned is quarters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Quarters as hours in the reader's language; none as nothing."""
        return (number(value) if value else "") if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        """The quarters."""
        try:
            return parse_hours(super().clean(value))
        except BadInput as error:
            raise forms.ValidationError(error.translated(gettext)) from None


class ActivityForm(forms.Form):
    """An activity: title, day, hours and category are enough."""

    title = forms.CharField(
        label=_("What it was"),
        max_length=ACTIVITY_TITLE_MOST,
        error_messages={"required": _("Please say in a line what it was.")},
    )
    on = needed_day(_("Day"), _("For what took several days, the last one."))
    done = HoursField(label=_("Hours done"), required=False, help_text=_("Such as 1.5 or 1:30."))
    planned = HoursField(label=_("Hours planned"), required=False, help_text=_("For what is still to come."))
    category = forms.ChoiceField(label=_("Category"), choices=Activity.Category.choices)
    project = forms.CharField(
        label=_("Project"),
        required=False,
        max_length=PROJECT_MOST,
        help_text=_("Entries of the same project share its limit, where a scheme has one."),
    )
    criteria = forms.MultipleChoiceField(label=_("Criteria"), required=False, widget=forms.CheckboxSelectMultiple)
    reflection = text_field(
        _("How it enhanced my practice"), _("A few sentences are enough. They go into an audit pack.")
    )
    notes = text_field(_("Notes"))
    proof = forms.FileField(
        label=_("A proof"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(KNOWN)}),
        help_text=_("For instance a certificate of attendance. Leave out what shows other people."),
    )

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Choices = [(say(area.name), criterion_choices(area.criteria)) for area in framework.competencies]
        self.fields["criteria"].choices = groups  # type: ignore[attr-defined]

    @property
    def quick(self) -> list[forms.BoundField]:
        """The fields that are enough."""
        return [field for field in self if field.name not in MORE]

    @property
    def more(self) -> list[forms.BoundField]:
        """The others."""
        return [field for field in self if field.name in MORE]

    @property
    def opened(self) -> bool:
        """Whether any of the others says something, or is wrong."""
        return any(field.errors or (field.name != "proof" and field.value()) for field in self.more)

    @property
    def spent(self) -> Spent:
        """What was said."""
        return Spent(**{name: value for name, value in self.cleaned_data.items() if name != "proof"})


class FollowForm(forms.Form):
    """Since when a scheme is followed."""

    since = needed_day(_("Since"))

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].help_text = (
            gettext("The day of your certification. Its anniversary begins each year.")
            if rules.kind == "anniversary"
            else gettext("A day in the first year that counts. The calendar year counts whole.")
        )


class ExemptionForm(forms.Form):
    """Days for which less is asked, and why."""

    began = needed_day(_("From"))
    ended = needed_day(_("Up to and including"))
    reason = forms.ChoiceField(label=_("Reason"), choices=Exemption.Reason.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=ACTIVITY_TITLE_MOST)


class SpanForm(forms.Form):
    """Which days a file is about, by which schemes, and on which paper."""

    first = needed_day(_("From"))
    last = needed_day(_("Up to and including"))
    scheme = forms.ChoiceField(label=_("By the rules of"), required=False)
    paper = forms.ChoiceField(label=_("Paper"), choices=[("letter", _("Letter")), ("a4", "A4")], required=False)

    def __init__(self, *args: Any, schemes: Iterable[Rules], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(rules.key, say(rules.name)) for rules in schemes]
        self.fields["scheme"].choices = [("", gettext("All schemes that I follow")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """See that it ends after it begins."""
        data = super().clean() or {}
        first: date | None = data.get("first")
        last: date | None = data.get("last")
        if first and last and last < first:
            self.add_error("last", gettext("It ends before it begins. Please look at both dates again."))
        return data
