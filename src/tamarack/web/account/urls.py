"""Addresses of accounts: our own pages, then django-allauth's."""

from django.urls import include, path

from tamarack.web.account import views
from tamarack.web.assess.files import own

urlpatterns = [
    path("", views.settings, name="account_settings"),
    path("data/", own, name="account_data"),
    path("delete/", views.delete, name="account_delete"),
    path("", include("allauth.account.urls")),
]
