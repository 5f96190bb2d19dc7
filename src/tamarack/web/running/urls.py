"""Addresses of the pages about what runs in the background."""

from django.urls import path

from tamarack.web.running import views

urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("again/", views.again, name="tasks_again"),
    path("drop/", views.drop, name="tasks_drop"),
]
