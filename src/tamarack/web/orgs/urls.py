"""Addresses of organisations."""

from django.urls import path

from tamarack.web.orgs import association, invitations, members, settings, views

urlpatterns = [
    path("", views.orgs, name="orgs"),
    path("new/", views.new, name="org_new"),
    path("<slug:code>/", views.org, name="org"),
    path("<slug:code>/leave/", views.leave, name="org_leave"),
    path("<slug:code>/logo.png", views.logo, name="org_logo"),
    path("<slug:code>/log/", views.log, name="org_log"),
    path("<slug:code>/ask/", views.ask, name="org_ask"),
    path("<slug:code>/members/", members.members, name="org_members"),
    path("<slug:code>/members/import/", members.bring, name="org_import"),
    path("<slug:code>/members/<int:pk>/", members.member, name="org_member"),
    path("<slug:code>/members/<int:pk>/remove/", members.remove, name="org_member_remove"),
    path("<slug:code>/invitations/", invitations.invitations, name="org_invitations"),
    path("<slug:code>/invitations/<int:pk>/revoke/", invitations.revoke, name="org_invitation_revoke"),
    path("<slug:code>/settings/", settings.settings, name="org_settings"),
    path("<slug:code>/settings/counting/", settings.counting, name="org_counting"),
    path("<slug:code>/settings/logo/", settings.logo, name="org_set_logo"),
    path("<slug:code>/settings/delete/", settings.delete, name="org_delete"),
    path("<slug:code>/teams/", settings.teams, name="org_teams"),
    path("<slug:code>/teams/<slug:team>/", settings.team, name="org_team"),
    path("<slug:code>/association/", association.association, name="org_association"),
    path("<slug:code>/association/<int:pk>/", association.answer, name="org_associate"),
]
