"""Addresses of the pages about the site itself."""

from django.urls import path

from tamarack.web.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("first-administrator/<str:token>/", views.first_administrator, name="first_administrator"),
]
