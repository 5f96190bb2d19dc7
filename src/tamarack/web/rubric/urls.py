"""Addresses of the rubric."""

from django.urls import path

from tamarack.web.rubric import views

urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("<slug:code>/", views.framework, name="framework"),
    path("<slug:code>/files/<str:name>", views.download, name="framework_file"),
    path("<slug:code>/<str:competency>/", views.competency, name="competency"),
]
