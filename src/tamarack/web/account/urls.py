"""Addresses of accounts: our own pages, then django-allauth's."""

from django.urls import include, path

from tamarack.web.account import views

urlpatterns = [
    path("", views.settings, name="account_settings"),
    path("data/", views.data, name="account_data"),
    path("delete/", views.delete, name="account_delete"),
    path("", include("allauth.account.urls")),
]
