"""Addresses of the API."""

from django.urls import path, re_path

from tamarack.api import document
from tamarack.api.site import api

urlpatterns = [
    path("v1/openapi.json", document.openapi, name="api_document"),
    path("v1/docs", document.to_docs, name="api_to_docs"),
    path("v1/", api.urls),
    re_path("", document.unknown, name="api_unknown"),
]
