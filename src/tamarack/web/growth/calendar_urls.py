"""Addresses of calendar files."""

from django.urls import path

from tamarack.web.growth import calendar

urlpatterns = [
    path("growth/actions/<int:pk>/action.ics", calendar.action_calendar, name="action_calendar"),
    path("growth/check-in.ics", calendar.check_in_calendar, name="check_in_calendar"),
]
