"""Addresses of those who answer for personal information."""

from django.urls import path

from tamarack.web.privacy import views

urlpatterns = [
    path("", views.office, name="privacy_office"),
    path("breaches.csv", views.register, name="breach_file"),
    path("breaches/new/", views.breach, name="breach_new"),
    path("breaches/<int:pk>/", views.breach, name="breach"),
]
