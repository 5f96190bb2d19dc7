"""Addresses for whoever has a private link."""

from django.urls import path

from tamarack.web.portfolio import endorse, showcases

urlpatterns = [
    path("endorse/<str:token>/", endorse.endorse, name="endorse"),
    path("showcase/<str:token>/", showcases.shared, name="showcase_shared"),
    path("showcase/<str:token>/showcase.pdf", showcases.shared_pdf, name="showcase_shared_pdf"),
    path("showcase/<str:token>/files/<int:pk>/", showcases.shared_file, name="showcase_shared_file"),
]
