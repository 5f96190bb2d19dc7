"""Addresses that exist in the demo alone."""

from django.urls import path

from tamarack.web.demo import views

urlpatterns = [
    path("", views.people, name="demo"),
    path("mail/", views.mail, name="demo_mail"),
]
