"""Addresses of feedback: for who asks, and by private links for who is asked."""

from django.urls import path

from tamarack.web.feedback import asking, reflecting, requests, responding

urlpatterns = [
    path("", requests.requests, name="feedback"),
    path("new/", asking.new, name="feedback_new"),
    path("<int:pk>/", requests.request_page, name="feedback_request"),
    path("<int:pk>/people/", asking.people, name="feedback_people"),
    path("<int:pk>/date/", requests.date, name="feedback_date"),
    path("<int:pk>/withdraw/", requests.withdraw, name="feedback_withdraw"),
    path("<int:pk>/close/", requests.close, name="feedback_close"),
    path("<int:pk>/delete/", requests.delete, name="feedback_delete"),
    path("<int:pk>/reflect/", reflecting.reflect, name="feedback_reflect"),
    path("<int:pk>/focus/", reflecting.focus, name="feedback_focus"),
    path("<int:pk>/action/", reflecting.action, name="feedback_action"),
    path("<int:pk>/again/", reflecting.again, name="feedback_again"),
    path("for/<str:token>/", responding.notice, name="feedback_for"),
    path("for/<str:token>/do/", responding.do, name="feedback_do"),
    path("for/<str:token>/answer/<str:step>/", responding.step, name="feedback_step"),
]
