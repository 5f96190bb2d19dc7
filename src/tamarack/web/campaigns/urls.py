"""Addresses of campaigns and of a cohort's forms: for who runs them, and for who is asked."""

from django.urls import path

from tamarack.web.campaigns import asked, cohort, running

urlpatterns = [
    path("orgs/<slug:code>/campaigns/", running.campaigns, name="campaigns"),
    path("orgs/<slug:code>/campaigns/new/", running.new, name="campaign_new"),
    path("orgs/<slug:code>/campaigns/<int:pk>/", running.campaign, name="campaign"),
    path("orgs/<slug:code>/campaigns/<int:pk>/remind/", running.remind, name="campaign_remind"),
    path("orgs/<slug:code>/campaigns/<int:pk>/end/", running.end, name="campaign_end"),
    path("orgs/<slug:code>/forms/", cohort.forms, name="cohort"),
    path("assess/campaigns/<int:pk>/mail/", asked.mail, name="campaign_mail"),
    path("assess/imported/<int:pk>/", asked.imported, name="imported"),
    path("campaigns/mail/<str:token>/", asked.mute, name="campaign_mute"),
]
