"""Signing in by the identity provider of an organisation: whose addresses it may vouch for, and what it never may.

django-allauth speaks with the provider. Here stands whom a provider may sign in: people with an address of a domain
that its organisation has proven, and never into an account whose address was confirmed elsewhere, unless its person
signed in to it and said so (decision 52).
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.forms import SignupForm
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django import forms
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tamarack.common.database import write
from tamarack.common.outside import Outside
from tamarack.common.sealed import unseal
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.audit import What, record
from tamarack.people.models import Domain, IdentityProvider, Member, Person

WAITING = "single_sign_on"
"""Where a session keeps a sign-in that waits for its person to sign in to the account that is there already."""
NO_PROVIDER = N_("This identity provider is not in use here, or not any more.")


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Providers come from organisations' settings; each sign-in is held against what its organisation has proven."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers in use; by kind or key, and for SAML by the key in the address."""
        found = IdentityProvider.objects.filter(enabled=True).select_related("organisation")
        apps = [as_app(row) for row in found if provider in (None, row.kind, row.key.hex)]
        return [app for app in apps if client_id is None or app.client_id == client_id]

    def get_requests_session(self) -> Outside:
        """How providers are asked: guarded, for their addresses are given by owners."""
        return Outside()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Look at what the provider says before anyone is signed in by it."""
        sociallogin.account.extra_data = {}
        provider = provider_of(sociallogin.account)
        address = vouched(provider, sociallogin)
        if sociallogin.is_existing:
            SocialAccount.objects.filter(pk=sociallogin.account.pk).update(extra_data={})
            return
        there = _with_address(address)
        if there is None:
            return
        if _is_nobodys(there):
            _take_over(request, sociallogin, there, address)
            return
        request.session[WAITING] = sociallogin.serialize()
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_connect")))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never without a look at what it means."""
        return False

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        """The name that the provider gave."""
        return {"name": getattr(sociallogin.user, "name", "")}

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Take over name and address."""
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        user.name = (data.get("name") or " ".join(filter(None, parts)) or "")[:120]
        return user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Person:
        """Make the account, and its person a member."""
        provider = provider_of(sociallogin.account)
        vouched(provider, sociallogin)
        with write():
            user: Person = super().save_user(request, sociallogin, form)
            join_by(user, provider)
        return user

    def validate_disconnect(self, account: SocialAccount, accounts: Any) -> None:
        """What allauth looks at is enough: a password and a confirmed address are there."""

    def send_notification_mail(self, template_prefix: str, user: Person, context: dict[str, Any]) -> None:
        """Tell all addresses."""
        from tamarack.people.notices import notify

        notify(user, template_prefix, organisation=organisation_of(context["account"]))


class JoinForm(SignupForm):  # type: ignore[misc]
    """The name alone: the address is the one that the provider vouches for."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As it should stand on your profile. You can change it later."),
    )  # fmt: skip
    field_order = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("email", None)

    def clean(self) -> dict[str, Any]:
        """Say whose address it is, as the account library asks of its forms."""
        found: dict[str, Any] = super().clean() or {}
        found["email"] = self.sociallogin.email_addresses[0].email
        return found


def as_app(row: IdentityProvider) -> SocialApp:
    """A provider as django-allauth knows one, never stored."""
    app = SocialApp(provider=row.kind, provider_id=row.key.hex, name=row.organisation.name[:40])
    if row.kind == IdentityProvider.Kind.SAML:
        app.client_id = row.key.hex
        app.settings = {
            "idp": {"entity_id": row.issuer, "sso_url": row.address, "x509cert": row.certificate},
            "advanced": {
                "want_assertion_signed": True,
                "reject_idp_initiated_sso": True,
                "strict": True,
                "allow_single_label_domains": True,
            },
            "attribute_mapping": ATTRIBUTES,
        }
    else:
        app.client_id, app.secret = row.client_id, unseal(row.secret) if row.secret else ""
        app.settings = {"server_url": row.issuer, "oauth_pkce_enabled": True}
    return app


ATTRIBUTES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
    "email": [
        "urn:oid:0.9.2342.19200300.100.1.3", "email", "mail",
        "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    ],
    "first_name": [
        "urn:oid:2.5.4.42", "givenName", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
    ],
    "last_name": ["urn:oid:2.5.4.4", "sn", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"],
}  # fmt: skip
"""Where SAML providers put what is asked of them."""


def provider_of(account: SocialAccount) -> IdentityProvider:
    """The provider that an account elsewhere is of.

    Raises
    ------
    NotAllowed
        If it is not in use.
    """
    found = IdentityProvider.objects.filter(enabled=True).select_related("organisation")
    row = next((row for row in found if row.key.hex == account.provider), None)
    if row is None:
        raise NotAllowed(NO_PROVIDER)
    return row


def check_issuer(request: HttpRequest, provider: IdentityProvider) -> None:
    """See that what an OpenID provider says of itself names the issuer that the organisation gave.

    Raises
    ------
    ValueError
        If it names another.
    """
    if provider.kind != IdentityProvider.Kind.OPENID_CONNECT:
        return
    adapter = SingleSignOnAdapter().get_provider(request, provider=provider.key.hex).get_oauth2_adapter(request)
    if str(adapter.openid_config["issuer"]).rstrip("/") != provider.issuer:
        raise ValueError("another issuer")


def organisation_of(account: SocialAccount) -> str:
    """The name of the organisation whose provider it is; the key where it is gone."""
    found = IdentityProvider.objects.select_related("organisation")
    return next((row.organisation.name for row in found if row.key.hex == account.provider), str(account.provider))


def vouched(provider: IdentityProvider, sociallogin: SocialLogin) -> str:
    """The address that a provider may vouch for; it is then as good as confirmed.

    Raises
    ------
    NotAllowed
        If the provider gave none, called it unconfirmed, or its domain is not one that the organisation has proven.
    """
    given = next(iter(sociallogin.email_addresses), None)
    if given is None:
        raise NotAllowed(
            N_("The identity provider of {organisation} gave no email address. Please ask who runs it to release it to "
               "Tamarack."), organisation=provider.organisation.name,
        )  # fmt: skip
    address = str(given.email).lower()
    domain = address.rpartition("@")[2]
    if not Domain.objects.filter(organisation=provider.organisation, name=domain, proven_at__isnull=False).exists():
        raise NotAllowed(
            N_("The identity provider of {organisation} gave the address {address}. {organisation} has not proven that "
               "the domain {domain} is its own, so nobody is signed in by it."),
            organisation=provider.organisation.name, address=address, domain=domain,
        )  # fmt: skip
    given.email, given.verified, given.primary = address, True, True
    sociallogin.email_addresses[:] = [given]
    if sociallogin.user and not sociallogin.user.pk:
        sociallogin.user.email = address
    return address


def join_by(person: Person, provider: IdentityProvider) -> None:
    """Make whoever signed in by a provider for the first time a member of its organisation."""
    _member, new = Member.objects.get_or_create(organisation=provider.organisation, person=person)
    if new:
        record(What.JOINED, by=person, of=person, organisation=provider.organisation)


def waiting_login(request: HttpRequest) -> SocialLogin | None:
    """The sign-in by a provider that waits in a session for its person's word."""
    data = request.session.get(WAITING)
    try:
        return SocialLogin.deserialize(data) if data else None
    except (ValueError, SocialApp.DoesNotExist):
        return None


def connect_waiting(request: HttpRequest, person: Person) -> IdentityProvider:
    """Connect the sign-in that waits with the account of who is signed in, and has the address that it is about.

    Raises
    ------
    NotAllowed
        If none waits, or it is about someone else's address.
    """
    from tamarack.people.queries.places import confirmed_addresses

    login = waiting_login(request)
    if login is None:
        raise NotAllowed(NO_PROVIDER)
    provider = provider_of(login.account)
    address = vouched(provider, login)
    if address not in confirmed_addresses(person):
        raise NotAllowed(N_("{address} is not an address of the account that you are signed in to."), address=address)
    with write():
        login.account.extra_data = {}
        login.connect(request, person)
        join_by(person, provider)
    del request.session[WAITING]
    return provider


def disconnect_member(person: Person, organisation_id: int) -> None:
    """End what connects someone who leaves with the provider of the organisation: it opens their account no more."""
    for row in IdentityProvider.objects.filter(organisation=organisation_id):
        SocialAccount.objects.filter(user=person, provider=row.key.hex).delete()


def _with_address(address: str) -> Person | None:
    from allauth.account.models import EmailAddress

    rows = EmailAddress.objects.filter(email__iexact=address).order_by("-verified").select_related("user")
    known = rows.first()
    return known.user if known else Person.objects.filter(email__iexact=address).first()


def _is_nobodys(person: Person) -> bool:
    """Whether nobody has ever opened an account, nor confirmed an address of it, and it administers nothing."""
    from allauth.account.models import EmailAddress

    confirmed = EmailAddress.objects.filter(user=person, verified=True).exists()
    return person.last_login is None and not confirmed and not person.is_staff and not person.is_superuser


def _take_over(request: HttpRequest, login: SocialLogin, person: Person, address: str) -> None:
    """Give an account that is nobody's to whom the address was now confirmed for; no password of before opens it."""
    from allauth.account.models import EmailAddress

    with write():
        person.set_unusable_password()
        person.save(update_fields=["password"])
        EmailAddress.objects.filter(user=person).delete()
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
        if person.email != address:
            Person.objects.filter(pk=person.pk).update(email=address)
        login.connect(request, person)
        join_by(person, provider_of(login.account))
