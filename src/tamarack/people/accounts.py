"""What Tamarack asks and says where django-allauth makes and opens accounts."""

import time
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm as BaseSignupForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.common.limits import unmapped
from tamarack.people.models import Person
from tamarack.people.notices import notify
from tamarack.people.privacy_notice import read_notice
from tamarack.people.queries.signing import connections_of


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

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell every confirmed address, and the one that was theirs until now."""
        words = context or {}
        gone = words.get("deleted_email")
        notify(user, template_prefix, filter(None, (email, gone)), **words)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the account library counts by."""
        return unmapped(super().get_client_ip(request))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How one proves again who one is: as the account library has it, or at one's organisation where that alone
        opens the account."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if user.is_authenticated and not found and connections_of(user):
            found = [{"id": "organisation", "description": gettext("Sign in at your organisation again"),
                      "url": reverse("account_confirm_elsewhere")}]  # fmt: skip
        return found

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Unless they signed in a few minutes ago; also of someone who signs in at their organisation alone, whom the
        account library would not ask.

        Raises
        ------
        ReauthenticationRequired
            If they signed in too long ago.
        """
        request = self.request
        if request is not None and request.user.is_authenticated:
            records = get_authentication_records(request, request.user)
            at = records[-1]["at"] if records else 0
            if time.time() - at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
                return False
            if not get_reauthentication_flows(request.user) and connections_of(request.user):
                raise ReauthenticationRequired
        return cast(bool, super().is_reauthentication_required(app=app, **kwargs))


def display_name(person: Person) -> str:
    """How a person is addressed."""
    return str(person)
