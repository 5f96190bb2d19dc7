"""Addresses of reviews."""

from django.urls import path

from tamarack.web.reviews import views

urlpatterns = [
    path("", views.reviews, name="reviews"),
    path("new/", views.new, name="review_new"),
    path("<int:pk>/", views.review, name="review"),
    path("<int:pk>/answer/", views.answer, name="review_answer"),
    path("<int:pk>/agree/", views.agree, name="review_agree"),
    path("<int:pk>/criterion/", views.criterion, name="review_criterion"),
    path("<int:pk>/accept/", views.accept, name="review_accept"),
    path("<int:pk>/sign/", views.sign, name="review_sign"),
    path("<int:pk>/leave/", views.leave, name="review_leave"),
    path("<int:pk>/grant/", views.grant, name="review_grant"),
    path("<int:pk>/meeting/", views.meeting, name="review_meeting"),
    path("<int:pk>/evidence/<int:entry>/", views.evidence, name="review_evidence"),
]
