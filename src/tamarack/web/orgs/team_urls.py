"""Addresses of teams."""

from django.urls import path

from tamarack.web.orgs import views

urlpatterns = [
    path("<slug:code>/<slug:team>/", views.team, name="team"),
]
