"""Addresses of self-assessment and its results."""

from django.urls import path

from tamarack.web.assess import results, views

urlpatterns = [
    path("me/", results.me, name="me"),
    path("assess/", views.assessments, name="assessments"),
    path("assess/on/<slug:code>/<str:competency>/", views.here, name="assess_here"),
    path("assess/<int:pk>/", views.overview, name="assessment"),
    path("assess/<int:pk>/submit/", views.submit, name="assessment_submit"),
    path("assess/<int:pk>/delete/", views.delete, name="assessment_delete"),
    path("assess/<int:pk>/result/", results.result, name="assessment_result"),
    path("assess/<int:pk>/all/", views.everything, name="assess_everything"),
    path("assess/<int:pk>/<str:competency>/", views.competency, name="assess_competency"),
]
