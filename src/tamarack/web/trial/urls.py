"""Addresses of the trial without an account."""

from django.urls import path

from tamarack.web.trial import views

urlpatterns = [
    path("", views.overview, name="trial"),
    path("start/", views.start, name="trial_start"),
    path("short/", views.short, name="trial_short"),
    path("first/", views.first, name="trial_first"),
    path("all/", views.everything, name="trial_everything"),
    path("answers/", views.answers, name="trial_answers"),
    path("result/", views.result, name="trial_result"),
    path("result/<str:name>", views.download, name="trial_file"),
    path("erase/", views.erase, name="trial_erase"),
    path("keep/", views.keep, name="trial_keep"),
    path("<str:competency>/", views.competency, name="trial_competency"),
]
