"""Administration of accounts and organisations; nothing that people answer is here."""

from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.shortcuts import redirect
from django_tasks_db.models import DBTaskResult

from tamarack.people.actions.accounts import delete_account
from tamarack.people.actions.members import end_membership
from tamarack.people.audit import What, record
from tamarack.people.models import Member, Organisation, Person, Team

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# A password is changed where the other ways of signing in are told of it.
admin.site.password_change = admin.site.admin_view(lambda request: redirect("account_change_password"))  # type: ignore
admin.site.site_header = admin.site.site_title = "Tamarack"
admin.site.unregister([Group, EmailAddress])
# What opens an account is its person’s alone, and an administrator could open it by any of these.
admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken])
# Waiting mail holds codes and links that are their reader's alone.
admin.site.unregister(DBTaskResult)


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin[Person]):
    """Accounts: who has one, and who administers.

    Nobody's address or password can be set here, or an administrator could sign in as anyone. A person that is added
    gets their password by “Forgotten your password?”.
    """

    ordering = ("name",)
    list_display = ("email", "name", "language", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "name")
    fields = ("email", "name", "language", "is_active", "is_staff", "is_superuser", "date_joined", "last_login")
    readonly_fields = ("date_joined", "last_login")

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> tuple[str, ...]:
        """An address is given once."""
        return (*self.readonly_fields, "email") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """Keep an account; a new one has no password yet."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        record(What.ADMINISTERED, by=cast(Person, request.user), of=obj, about=", ".join(form.changed_data))

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Name the people alone: what they have answered is not told even here."""
        return [str(person) for person in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Person) -> None:
        """Erase an account as its person would."""
        delete_account(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        """Erase accounts as their people would."""
        for person in queryset:
            delete_account(person)


class TeamInline(admin.TabularInline[Team, Organisation]):
    """The teams of an organisation."""

    model = Team
    extra = 0


class MemberForm(forms.ModelForm[Member]):
    """A membership: whose it is stays."""

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["person"].disabled = self.instance.pk is not None


class MemberFormSet(BaseInlineFormSet[Member, Organisation, forms.ModelForm[Member]]):
    """The members of an organisation; who is taken out is no more counted there."""

    def delete_existing(self, obj: Member, commit: bool = True) -> None:
        """End a membership as its owners would."""
        if commit:
            end_membership(obj)


class MemberInline(admin.TabularInline[Member, Organisation]):
    """The members of an organisation, with their home teams."""

    model = Member
    form, formset = MemberForm, MemberFormSet
    extra = 0
    autocomplete_fields = ("person",)
    fields = ("person", "team", "role")


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    """Organisations with their teams and members."""

    list_display = ("name", "code", "kind")
    fields = ("code", "name", "kind", "language")
    inlines = (TeamInline, MemberInline)

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        """Keep an organisation; its owners read in their log that it was changed."""
        super().save_model(request, obj, form, change)
        if form.changed_data:
            record(What.SET if change else What.FOUNDED, by=cast(Person, request.user), organisation=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Keep teams and members; each change of a member is written down for both."""
        super().save_formset(request, form, formset, change)
        if formset.model is not Member:
            return
        changed = [member for member, _ in formset.changed_objects]
        done = ((What.ADDED, formset.new_objects), (What.MOVED, changed), (What.REMOVED, formset.deleted_objects))
        for what, members in done:
            for member in members:
                about = (
                    "" if what is What.REMOVED else f"{member.role} {member.team.name if member.team else ''}".strip()
                )
                record(what, by=cast(Person, request.user), of=member.person, organisation=form.instance, about=about)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What Django's own log says of it: of members no name, which would outlast their accounts there."""
        changes: Any = super().construct_change_message(request, form, formsets, add)
        for told in (entry for change in changes for entry in change.values()):
            if told.get("name") == str(Member._meta.verbose_name):
                told["object"] = ""
        return changes
