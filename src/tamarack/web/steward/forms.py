"""Forms of stewardship."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """Publishing: why, and that it is meant."""

    why = forms.CharField(
        label=_("Why, in a sentence or two"), help_text=_("Everyone can read it beside the version."), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    sure = forms.BooleanField(label=_("I know that a published version never changes again."))


class NumberForm(forms.Form):
    """The number of a new version."""

    number = forms.RegexField(
        r"^[A-Za-z0-9][\w.-]*$", label=_("Number of the new version"), help_text=_("Such as 1.2."), max_length=40
    )
