"""Addresses of organisations."""

from django.urls import path

from tamarack.web.orgs import association, invitations, members, settings, signing, views

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
    path("<slug:code>/signing-in/", signing.signing, name="org_signing"),
    path("<slug:code>/signing-in/second-step/", signing.second_step, name="org_second_step"),
    path("<slug:code>/signing-in/domains/", signing.domain_add, name="org_domain_add"),
    path("<slug:code>/signing-in/domains/<int:pk>/", signing.domain, name="org_domain"),
    path("<slug:code>/signing-in/provider/", signing.provider, name="org_provider"),
    path("<slug:code>/signing-in/provider/remove/", signing.provider_remove, name="org_provider_remove"),
    path("<slug:code>/teams/", settings.teams, name="org_teams"),
    path("<slug:code>/teams/<slug:team>/", settings.team, name="org_team"),
    path("<slug:code>/association/", association.association, name="org_association"),
    path("<slug:code>/association/<int:pk>/", association.answer, name="org_associate"),
]
