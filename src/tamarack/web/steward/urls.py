"""Addresses of stewardship."""

from django.urls import path

from tamarack.web.steward import publishing, views

urlpatterns = [
    path("", views.kept, name="steward"),
    path("<slug:code>/", views.framework, name="steward_framework"),
    path("<slug:code>/versions/<str:number>/restore/", publishing.restore, name="version_restore"),
    path("<slug:code>/drafts/<str:number>/changes/", publishing.changes, name="draft_changes"),
    path("<slug:code>/drafts/<str:number>/publish/", publishing.publish, name="draft_publish"),
    path("<slug:code>/drafts/<str:number>/", views.draft, name="draft"),
]
