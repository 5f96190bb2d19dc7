"""Forms about campaigns and the forms of a cohort."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.assessment.actions.campaign import LONGEST, Plan
from tamarack.assessment.models import CAMPAIGN_MESSAGE_MOST, PURPOSE_MOST
from tamarack.people.models import Team
from tamarack.web.forms import Choices, day_field, text_field


class CampaignForm(forms.Form):
    """Whom a campaign asks, what for, until when, in which words."""

    whom = forms.ChoiceField(label=_("Whom to ask"))
    purpose = forms.CharField(
        label=_("What it is for"), max_length=PURPOSE_MOST, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody who is asked reads this. Say what the figures will be used for, and what not."),
        error_messages={"required": _("Please say what it is for.")},
    )  # fmt: skip
    until = day_field(_("Until"))
    message = text_field(_("A message to them"), most=CAMPAIGN_MESSAGE_MOST)

    def __init__(self, *args: Any, everyone: bool, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        choices: Choices = [("all", gettext("Everybody in the organisation"))] if everyone else []
        choices += [(pk, team.name) for pk, team in self.teams.items()]
        self.fields["whom"].choices = choices  # type: ignore[attr-defined]
        self.fields["until"].required = True
        self.fields["until"].error_messages["required"] = gettext("Please choose a day.")

    def clean_until(self) -> date:
        """See that it is a day to come, and not too far off."""
        day: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError(gettext("Please choose a day after today, and within a year."))
        return day

    @property
    def plan(self) -> Plan:
        """What was chosen."""
        data = self.cleaned_data
        return Plan(data["purpose"], data["until"], data["message"], self.teams.get(data["whom"]))


class ManyFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """See to each."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files]


class CohortForm(forms.Form):
    """The forms of a cohort, and a list of whose they are."""

    uploads = FilesField(
        label=_("Forms"),
        widget=ManyFiles(attrs={"accept": ".xlsx,.zip,.csv", "multiple": True}),
        help_text=_(
            "XLSX files, or a ZIP archive of them. Name each file for its person’s address "
            "(nadia@clearwater.example.xlsx), or add a CSV file with the columns file and address."
        ),
        error_messages={"required": _("Please choose the forms.")},
    )
