"""Administration of accounts and organisations; nothing that people answer is here."""

from typing import ClassVar

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from django_tasks_db.models import DBTaskResult

from tamarack.people.models import Member, Organisation, Person, Team

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Tamarack"
admin.site.unregister(Group)
admin.site.unregister(DBTaskResult)  # waiting mail holds codes and links that are their reader's alone


class PersonCreationForm(AdminUserCreationForm[Person]):
    """An account made by an administrator."""

    class Meta:
        model = Person
        fields = ("email", "name", "language")
        field_classes: ClassVar = {"email": forms.EmailField}


@admin.register(Person)
class PersonAdmin(UserAdmin[Person]):
    """Accounts: names, addresses, rights."""

    add_form = PersonCreationForm
    ordering = ("name",)
    list_display = ("email", "name", "language", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "name")
    filter_horizontal = ()
    readonly_fields = ("date_joined", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language", "scheme")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "language", "usable_password", "password1", "password2")}),)


class TeamInline(admin.TabularInline[Team, Organisation]):
    """The teams of an organisation."""

    model = Team
    extra = 0


class MemberInline(admin.TabularInline[Member, Team]):
    """The members of a team."""

    model = Member
    extra = 0
    autocomplete_fields = ("person",)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin[Organisation]):
    """Organisations with their teams."""

    list_display = ("name", "code")
    inlines = (TeamInline,)


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin[Team]):
    """Teams with their members."""

    list_display = ("name", "organisation")
    inlines = (MemberInline,)
