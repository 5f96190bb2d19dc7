"""Forms about one's own account."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tamarack.people.models import Person


class SettingsForm(forms.ModelForm[Person]):
    """Name, language and colours."""

    class Meta:
        model = Person
        fields = ("name", "language", "scheme")
        help_texts: ClassVar = {"language": _("For mail, and where you arrive. Each page can be switched at its top.")}


class BringForm(forms.Form):
    """An archive that another Tamarack made."""

    archive = forms.FileField(
        label=_("Archive (ZIP)"), widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={"required": _("Please choose a file.")},
    )  # fmt: skip


class DeleteForm(forms.Form):
    """The password again, before everything is erased."""

    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        if not person.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        """See that it is the person's."""
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError(_("This is not your password. Nothing was deleted."))
        return password


class AddressForm(forms.Form):
    """The address at one's organisation."""

    email = forms.EmailField(
        label=_("Your email address at your organisation"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Please write your address."),
            "invalid": _("This address is not complete. Please look at it again."),
        },
    )  # fmt: skip
