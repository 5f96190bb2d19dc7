"""Forms about organisations."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.core.errors import BadInput
from tamarack.exchange.members import BYTES_MOST, text_of
from tamarack.people.audit import What
from tamarack.people.models import IdentityProvider, Member, Organisation, Person, Team
from tamarack.people.models.grants import PURPOSE_MOST
from tamarack.people.models.places import LEAST_K, LEAST_MONTHS, LEAST_THRESHOLD, NAME_MOST
from tamarack.people.queries.log import Wanted
from tamarack.web.forms import day_field, text_field

"""Bytes of a file of members."""


class OrganisationForm(forms.Form):
    """What an organisation is called, what it is, and in which language it writes first."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_MOST, error_messages={"required": _("Please say what it is called.")}
    )
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=Organisation.Kind.choices,
        help_text=_("An association tells figures over the organisations that ask it to."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=Person.Language.choices,
        help_text=_("For invitations to people who have no account yet. Everybody else reads their own language."),
    )


class CountingForm(forms.Form):
    """How an organisation counts."""

    k = forms.IntegerField(
        label=_("A figure is about at least this many people"), min_value=LEAST_K, max_value=100,
        help_text=_("Five is the least. More makes figures coarser, and safer still."),
    )  # fmt: skip
    threshold = forms.IntegerField(
        label=_("Feedback of a group is shown from this many respondents"), min_value=LEAST_THRESHOLD, max_value=100,
        help_text=_("For every request that your members make from now on. Three is the least."),
    )  # fmt: skip
    months = forms.IntegerField(
        label=_("Months of a period"), min_value=LEAST_MONTHS, max_value=100,
        help_text=_("The answers that people submit in a period are counted together once, at its end."),
    )  # fmt: skip
    begins = day_field(_("First day of the first period"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"].required = True
        self.fields["begins"].error_messages["required"] = _("Please choose a day.")


class LogoForm(forms.Form):
    """The logo, and what it shows."""

    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG or JPEG, at most 2 MB. It is made small."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )  # fmt: skip
    logo_text = forms.CharField(
        label=_("What it shows, in words"), required=False, max_length=NAME_MOST,
        help_text=_("For those who do not see it, such as “Clearwater College”."),
    )  # fmt: skip


class DeleteForm(forms.Form):
    """The name again, before everything is deleted."""

    name = forms.CharField(label=_("The organisation’s name"), max_length=NAME_MOST)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = name

    def clean_name(self) -> str:
        """See that it is the name."""
        if self.cleaned_data["name"].strip() != self.expected:
            raise forms.ValidationError(_("This is not its name. Nothing was deleted."))
        return self.expected


class TeamForm(forms.Form):
    """What a team is called."""

    name = forms.CharField(
        label=_("Name of the team"),
        max_length=NAME_MOST,
        error_messages={"required": _("Please say what it is called.")},
    )


class PlaceForm(forms.Form):
    """A role and a home team."""

    role = forms.ChoiceField(
        label=_("Role"), choices=Member.Role.choices,
        help_text=_("A team lead leads their home team. Owners change the organisation and everybody’s place in it. "
                    "Neither sees anybody’s answers."),
    )  # fmt: skip
    team = forms.TypedChoiceField(label=_("Home team"), required=False, empty_value=None)

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(row.pk): row for row in teams}
        team: Any = self.fields["team"]
        team.choices = [("", gettext("No team")), *((pk, row.name) for pk, row in known.items())]
        team.coerce = known.get


class InviteForm(PlaceForm):
    """Whom to invite, to which place."""

    email = forms.EmailField(
        label=_("Email address"), required=False,
        help_text=_("They get a mail with a link that works with this address."),
        error_messages={"invalid": _("This address is not complete. Please look at it again.")},
    )  # fmt: skip
    domain = forms.CharField(
        label=_("Or everybody with an address of a domain"), required=False, max_length=200,
        help_text=_("Such as clearwater.ca. You get a link to pass on; it makes members of whoever confirms such an "
                    "address."),
    )  # fmt: skip
    field_order = ("email", "domain", "role", "team")


class AskForm(forms.Form):
    """What an organisation asks to count answers for."""

    purpose = text_field(
        _("What the figures are for"),
        _("Everybody reads this before they decide. Say what you will do with the figures, and what you will not."),
        rows=4, most=PURPOSE_MOST,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].required = True
        self.fields["purpose"].error_messages["required"] = _("Please say what the figures are for.")


class AssociationForm(forms.Form):
    """Which association is to count the organisation's figures."""

    association = forms.ChoiceField(label=_("Association"))

    def __init__(self, *args: Any, offered: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {row.code: row for row in offered}
        self.fields["association"].choices = [(row.code, row.name) for row in offered]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Organisation:
        """The association that was chosen."""
        return self.known[self.cleaned_data["association"]]


class ImportForm(forms.Form):
    """A file of members; or, after a look at it, its text again."""

    file = forms.FileField(
        label=_("CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Its first row names the columns: email, and perhaps role (member, lead, owner) and team (name or "
                    "code)."),
    )  # fmt: skip
    rows = forms.CharField(required=False, widget=forms.HiddenInput, max_length=BYTES_MOST, strip=False)

    def clean(self) -> dict[str, Any]:
        """See that there is a file of a bearable size in UTF-8."""
        data = super().clean() or {}
        upload = data.get("file")
        if upload is None:
            if not data.get("rows"):
                raise forms.ValidationError(_("Please choose a file."))
            return data
        try:
            data["rows"] = text_of(upload.read(BYTES_MOST + 1))
        except BadInput as error:
            raise forms.ValidationError(error.translated(gettext)) from None
        return data

    @property
    def text(self) -> str:
        """What stands in the file."""
        return str(self.cleaned_data["rows"])


class LogForm(forms.Form):
    """Which entries of the log are wanted."""

    what = forms.ChoiceField(label=_("What"), required=False)
    since = day_field(_("Since"))
    until = day_field(_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext("Everything")), *((value, label) for value, label in What.choices)]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """What is looked for; a field that cannot be read does not narrow it."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name) or default for name, default in _WANTED.items()})

    @property
    def asked(self) -> str:
        """The same as an address's query."""
        return urlencode({name: value for name in _WANTED if (value := self.data.get(name))})


_WANTED: dict[str, Any] = {"what": "", "since": None, "until": None}


class SecondStepForm(forms.Form):
    """Whether owners and stewards need a second step."""

    second_step = forms.BooleanField(
        label=_("Owners, and stewards among our people, need a second step to sign in"), required=False
    )


class DomainForm(forms.Form):
    """A domain."""

    name = forms.CharField(
        label=_("Domain"), max_length=200, help_text=_("What stands after the @ in your people’s addresses."),
        error_messages={"required": _("Please write the domain.")},
    )  # fmt: skip


class ProviderForm(forms.Form):
    """Where the people of an organisation sign in elsewhere."""

    kind = forms.ChoiceField(label=_("Kind"), choices=IdentityProvider.Kind.choices)
    issuer = forms.CharField(
        label=_("Issuer (OpenID Connect)"), required=False, max_length=500,
        help_text=_("Its address, such as https://login.clearwater.ca."),
    )  # fmt: skip
    client_id = forms.CharField(label=_("Client ID (OpenID Connect)"), required=False, max_length=191)
    secret = forms.CharField(
        label=_("Client secret (OpenID Connect)"), required=False, max_length=191,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept sealed and never shown again. Left empty, the one that is there stays."),
    )  # fmt: skip
    metadata = forms.CharField(
        label=_("Metadata (SAML)"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The XML that your provider gives out. Left empty, what is there stays."),
    )  # fmt: skip
    enabled = forms.BooleanField(label=_("In use"), required=False)
