"""Addresses of stewardship."""

from django.urls import path

from tamarack.web.steward import views

urlpatterns = [
    path("", views.kept, name="steward"),
    path("<slug:code>/", views.framework, name="steward_framework"),
    path("<slug:code>/drafts/<str:number>/", views.draft, name="draft"),
]
