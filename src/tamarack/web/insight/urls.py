"""Addresses of figures: below an organisation, below a team, and the method, which is public."""

from django.urls import path

from tamarack.web.insight import views

org_urlpatterns = [
    path("<slug:code>/figures/", views.organisation, name="org_figures"),
    path("<slug:code>/figures/compared/", views.compared, name="org_compared"),
    path("<slug:code>/figures/compared/figures.<slug:kind>", views.compared_file, name="org_compared_file"),
    path("<slug:code>/figures/figures.<slug:kind>", views.organisation_file, name="org_figures_file"),
]
team_urlpatterns = [
    path("<slug:code>/<slug:team>/figures/", views.team, name="team_figures"),
    path("<slug:code>/<slug:team>/figures/figures.<slug:kind>", views.team_file, name="team_figures_file"),
]
urlpatterns = [
    path("method/", views.method, name="method"),
]
