"""Forms about assessments."""

from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.assessment.models import EARLIEST, NAME_MOST
from tamarack.core.formats import BYTES_MAX


class DetailsForm(forms.Form):
    """An assessment's name, and the day that it is about."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_MOST, required=False, help_text=_("For instance “Before my first review”.")
    )
    as_of = forms.DateField(
        label=_("As of"),
        required=False,
        help_text=_(
            "The day whose practice it describes, if it is another than the day you submit it: for instance when you "
            "copy an older one from paper."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a date. Please write it as year-month-day, such as 2026-03-31.")},
    )

    def clean_as_of(self) -> date | None:
        """See that the day has come."""
        day: date | None = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Please choose today or an earlier day."))
        if day and day < EARLIEST:
            message = _("This day is before {year}. Please look at the year again.")
            raise forms.ValidationError(message.format(year=EARLIEST.year))
        return day


class WorkbookForm(forms.Form):
    """A workbook that was filled in."""

    file = forms.FileField(
        label=_("The filled-in workbook"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": _("Please choose the workbook that you filled in.")},
    )
    replace = forms.BooleanField(
        label=_("Where my open draft has another answer, take the workbook’s"),
        required=False,
        help_text=_("Without this, a workbook that disagrees with your draft is not taken, and you are told where."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """See that it is not too large to be a workbook."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > BYTES_MAX:
            raise forms.ValidationError(_("This file is larger than 5 MB, which no workbook is."))
        return file
