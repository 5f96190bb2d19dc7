"""Addresses of the rubric."""

from django.urls import path

from tamarack.web.rubric import releases, views

urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("<slug:code>/", views.framework, name="framework"),
    path("release-key.txt", releases.key, name="release_key"),
    path("<slug:code>/versions/<str:number>/release.zip", releases.release, name="release"),
    path("<slug:code>/files/<str:name>", views.download, name="framework_file"),
    path("<slug:code>/<str:competency>/", views.competency, name="competency"),
]
