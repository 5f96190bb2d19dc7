"""What Tamarack asks and says where django-allauth makes and opens accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tamarack.people.models import Person
from tamarack.people.notices import read_notice


class SignupForm(BaseSignupForm):
    """Sign-up asks for a name beside address and password."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As it should stand on your profile. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")


class AccountAdapter(DefaultAccountAdapter):
    """Keeps name and language, and writes mail in the person's language."""

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:
        """Take over the name, and the language that the page was read in."""
        user.name = form.cleaned_data.get("name", "")
        user.language = translation.get_language() or "en"
        saved: Person = super().save_user(request, user, form, commit)
        if saved.pk:
            read_notice(saved)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language that the person chose."""
        user = context.get("user")
        language = user.language if isinstance(user, Person) else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)


def display_name(person: Person) -> str:
    """How a person is addressed."""
    return str(person)
