"""Addresses of stewardship."""

from django.urls import path

from tamarack.web.steward import beginning, changing, checking, crosswalks, editing, files, publishing, views

DRAFT = "<slug:code>/drafts/<str:number>/"

urlpatterns = [
    path("", views.kept, name="steward"),
    path("new/", beginning.framework_new, name="framework_new"),
    path("<slug:code>/", views.framework, name="steward_framework"),
    path("<slug:code>/draft/", beginning.draft_new, name="draft_new"),
    path("<slug:code>/stewards/", beginning.stewards, name="stewards"),
    path("<slug:code>/stewards/<int:pk>/remove/", beginning.steward_remove, name="steward_remove"),
    path("<slug:code>/versions/<str:number>/withdraw/", beginning.withdraw, name="version_withdraw"),
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}edit/", editing.framework_texts, name="draft_edit"),
    path(f"{DRAFT}edit/<str:competency>/", editing.area, name="draft_area"),
    path(f"{DRAFT}here/", editing.here, name="draft_here"),
    path(f"{DRAFT}at/<str:subject>/", changing.cell, name="draft_cell"),
    path(f"{DRAFT}change/<slug:verb>/", changing.change, name="draft_change"),
    path(f"{DRAFT}history/", changing.history, name="draft_history"),
    path(f"{DRAFT}undo/", changing.undo, name="draft_undo"),
    path(f"{DRAFT}comments/<int:pk>/", changing.settle, name="comment_settle"),
    path(f"{DRAFT}translation/", checking.translation, name="draft_translation"),
    path(f"{DRAFT}checks/", checking.checks, name="draft_checks"),
    path(f"{DRAFT}drop/", beginning.drop, name="draft_drop"),
    path("<slug:code>/versions/<str:number>/restore/", publishing.restore, name="version_restore"),
    path("<slug:code>/drafts/<str:number>/changes/", publishing.changes, name="draft_changes"),
    path("<slug:code>/drafts/<str:number>/publish/", publishing.publish, name="draft_publish"),
    path("<slug:code>/crosswalks/", crosswalks.crosswalks, name="steward_crosswalks"),
    path("<slug:code>/crosswalks/<slug:other>/", crosswalks.crosswalk, name="steward_crosswalk"),
    path("<slug:code>/crosswalks/<slug:other>/crosswalk.csv", crosswalks.download, name="steward_crosswalk_file"),
    path("<slug:code>/drafts/<str:number>/files/", files.files, name="draft_files"),
    path("<slug:code>/drafts/<str:number>/files/<str:name>", files.download, name="draft_file"),
]
