"""Addresses of the plan's files."""

from django.urls import path

from tamarack.web.growth import files

urlpatterns = [path("growth/files/<str:name>", files.plan_file, name="plan_file")]
