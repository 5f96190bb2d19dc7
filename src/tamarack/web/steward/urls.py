"""Addresses of stewardship."""

from django.urls import path

from tamarack.web.steward import crosswalks, files, publishing, views

urlpatterns = [
    path("", views.kept, name="steward"),
    path("<slug:code>/", views.framework, name="steward_framework"),
    path("<slug:code>/versions/<str:number>/restore/", publishing.restore, name="version_restore"),
    path("<slug:code>/drafts/<str:number>/changes/", publishing.changes, name="draft_changes"),
    path("<slug:code>/drafts/<str:number>/publish/", publishing.publish, name="draft_publish"),
    path("<slug:code>/crosswalks/", crosswalks.crosswalks, name="steward_crosswalks"),
    path("<slug:code>/crosswalks/<slug:other>/", crosswalks.crosswalk, name="steward_crosswalk"),
    path("<slug:code>/crosswalks/<slug:other>/crosswalk.csv", crosswalks.download, name="steward_crosswalk_file"),
    path("<slug:code>/drafts/<str:number>/", views.draft, name="draft"),
    path("<slug:code>/drafts/<str:number>/files/", files.files, name="draft_files"),
    path("<slug:code>/drafts/<str:number>/files/<str:name>", files.download, name="draft_file"),
]
