"""Addresses of what organisations and teams do together."""

from django.urls import include, path

from tamarack.web.together import events, helpers, library, plan, prepared

organisation = [
    path("roles/", library.roles, name="org_roles"),
    path("roles/new/", library.new_role, name="org_role_new"),
    path("roles/<int:pk>/change/", library.change_role, name="org_role_change"),
    path("roles/<int:pk>/delete/", library.delete_role, name="org_role_delete"),
    path("resources/", library.resources, name="org_resources"),
    path("resources/new/", library.new_resource, name="org_resource_new"),
    path("resources/<int:pk>/", library.change_resource, name="org_resource"),
    path("resources/<int:pk>/delete/", library.delete_resource, name="org_resource_delete"),
    path("helpers/", helpers.helpers, name="helpers"),
    path("helpers/offer/", helpers.offer, name="help_offer"),
    path("helpers/offer/withdraw/", helpers.withdraw_offer, name="help_offer_withdraw"),
    path("helpers/seek/", helpers.seek, name="help_seek"),
    path("helpers/seek/withdraw/", helpers.withdraw_wish, name="help_seek_withdraw"),
    path("helpers/seek/ask/", helpers.ask, name="help_ask"),
    path("helpers/propose/", helpers.propose, name="help_propose"),
]

team = [
    path("plan/", plan.plan, name="team_plan"),
    path("plan/focus/", plan.focus, name="team_focus"),
    path("plan/resources/new/", plan.new_resource, name="team_resource_new"),
    path("plan/resources/<int:pk>/", plan.change_resource, name="team_resource"),
    path("plan/resources/<int:pk>/delete/", plan.delete_resource, name="team_resource_delete"),
    path("plan/events/new/", events.new, name="event_new"),
    path("plan/events/<int:pk>/", events.event, name="event"),
    path("plan/events/<int:pk>/change/", events.change, name="event_change"),
    path("plan/events/<int:pk>/cancel/", events.cancel, name="event_cancel"),
    path("plan/events/<int:pk>/sign-up/", events.sign_up, name="event_sign_up"),
    path("plan/events/<int:pk>/leave/", events.leave, name="event_leave"),
    path("plan/events/<int:pk>/event.ics", events.file, name="event_file"),
    path("plan/templates/<slug:kind>/new/", prepared.new, name="template_new"),
    path("plan/templates/<int:pk>/", prepared.change, name="template"),
    path("plan/templates/<int:pk>/delete/", prepared.delete, name="template_delete"),
    path("helpers/", helpers.coverage, name="team_helpers"),
]

urlpatterns = [
    path("orgs/<slug:code>/", include(organisation)),
    path("teams/<slug:code>/<slug:team>/", include(team)),
    path("helpers/<int:pk>/", helpers.match, name="match"),
]
