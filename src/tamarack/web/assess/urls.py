"""Addresses of self-assessment and its results."""

from django.urls import path

from tamarack.web.assess import carry, files, over_time, results, short, views

urlpatterns = [
    path("me/", results.me, name="me"),
    path("me/over-time/", over_time.over_time, name="over_time"),
    path("assess/", views.assessments, name="assessments"),
    path("assess/on/<slug:code>/<str:competency>/", views.here, name="assess_here"),
    path("assess/short/", short.short, name="assess_short"),
    path("assess/carry/", carry.carry_over, name="carry_over"),
    path("assess/workbook/", files.workbook, name="workbook"),
    path("assess/workbook/<slug:code>.xlsx", files.blank_workbook, name="workbook_blank"),
    path("assess/<int:pk>/", views.overview, name="assessment"),
    path("assess/<int:pk>/submit/", views.submit, name="assessment_submit"),
    path("assess/<int:pk>/confirm/", carry.confirm, name="assess_confirm"),
    path("assess/<int:pk>/answers/", views.answers, name="assessment_answers"),
    path("assess/<int:pk>/details/", views.details, name="assessment_details"),
    path("assess/<int:pk>/delete/", views.delete, name="assessment_delete"),
    path("assess/<int:pk>/result/", results.result, name="assessment_result"),
    path("assess/<int:pk>/files/", files.files, name="assessment_files"),
    path("assess/<int:pk>/files/<str:name>", files.download, name="assessment_file"),
    path("assess/<int:pk>/first/", views.first, name="assess_first"),
    path("assess/<int:pk>/all/", views.everything, name="assess_everything"),
    path("assess/<int:pk>/<str:competency>/", views.competency, name="assess_competency"),
]
