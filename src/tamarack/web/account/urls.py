"""Addresses of accounts: our own pages, then django-allauth's."""

from django.urls import include, path

from tamarack.web.account import grants, views

urlpatterns = [
    path("", views.settings, name="account_settings"),
    path("data/", views.data, name="account_data"),
    path("data/archive.zip", views.archive, name="account_archive"),
    path("data/bring/", views.bring, name="account_bring"),
    path("delete/", views.delete, name="account_delete"),
    path("keep/<str:token>/", views.keep, name="account_keep"),
    path("notice/", views.notice, name="notice_read"),
    path("grants/", grants.grants, name="grants"),
    path("grants/<int:pk>/withdraw/", grants.withdraw, name="grant_withdraw"),
    path("grants/give/<slug:code>/", grants.give, name="grant_give"),
    path("grants/asks/<int:pk>/aside/", grants.aside, name="ask_aside"),
    path("log/", grants.log, name="activity"),
    path("", include("allauth.account.urls")),
]
